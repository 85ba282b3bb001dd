//! The request of the benchmarks: the sample of the page
//! `alibaba.kongur.compromisecommunicate.pushcompromisecommunicate`.

use top_examples::settlement::{Communication, sample};
use top_runtime::{Client, ClientBuilder, SignMethod, TopApi};

use crate::replies::TradesSold;

/// The request of the page with orders as its response: a large request and a large reply in one
/// call.
#[derive(Debug, TopApi)]
#[top_api(method = "alibaba.kongur.compromisecommunicate.pushcompromisecommunicate", response = TradesSold)]
pub struct Push {
    /// As on the page.
    pub kongur_app_key: Option<String>,
    /// As on the page.
    pub communicate_vo: Option<Communication>,
}

/// The request of the page as an API with a path.
#[derive(Debug, TopApi)]
#[top_api(path = "/kongur/{kongur_app_key}/communicate")]
pub struct PushByPath {
    /// As on the page.
    pub kongur_app_key: String,
    /// As on the page.
    pub communicate_vo: Option<Communication>,
}

/// Returns the sample of the page, for an API with a path.
#[must_use]
pub fn push_by_path() -> PushByPath {
    let Push { kongur_app_key, communicate_vo } = push();
    PushByPath { kongur_app_key: kongur_app_key.unwrap_or_else(|| "1".to_owned()), communicate_vo }
}

/// Returns the sample of the page.
#[must_use]
pub fn push() -> Push {
    let sample = sample();
    Push { kongur_app_key: sample.kongur_app_key, communicate_vo: sample.communication }
}

/// Returns a client with the settings of the vector `seed_kongur_sample` and the system clock.
pub fn builder(method: SignMethod) -> ClientBuilder {
    Client::builder("12345678", "helloworld").partner_id("top-sdk-java-dynamicVersionNo").sign_method(method)
}

/// Builds the client of [`builder`].
#[must_use]
pub fn client(method: SignMethod) -> Client {
    builder(method).build().expect("key, secret and gateway are well-formed")
}
