//! Stand-in for `tls.rs` without TLS features.

use reqwest::ClientBuilder;

use crate::error::BuildError;

#[derive(Debug)]
pub(super) struct Tls;

impl Tls {
    #[allow(clippy::unnecessary_wraps)] // as with TLS
    pub(super) fn new(_is_https: bool, _roots: &[Vec<u8>]) -> Result<Self, BuildError> {
        Ok(Self)
    }

    #[allow(clippy::unused_self)] // as with TLS
    pub(super) fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
        builder
    }

    #[allow(clippy::unused_self)] // as with TLS
    pub(super) fn advice(&self) -> &'static str {
        ""
    }
}
