//! Keys from `taobao.top.secret.get`.

use std::fmt;
use std::time::Duration;

use serde_json::{Map, Value};
use top_runtime::transport::BoxFuture;
use top_runtime::{Client, Error, Reply, TopApi, TopValue};

use super::{IndexSettings, IssuedKey, KeyError, KeyOwner, KeySource, settings};
use crate::{Protected, SecretKey};

/// Sub-code of the platform: there is no key of this version.
const NO_SUCH_KEY: &str = "20005";

/// Reads a key.
#[derive(TopApi)]
#[top_api(method = "taobao.top.secret.get", session = optional, response = SecretReply, idempotent)]
struct GetSecret<'a> {
    #[top(required)]
    random_num: &'a str,
    secret_version: Option<i64>,
    customer_user_id: Option<u64>,
}

#[derive(TopValue)]
struct SecretReply {
    secret: Option<Protected>,
    interval: Option<i64>,
    max_interval: Option<i64>,
    /// JSON text.
    app_config: Option<String>,
}

/// Keys from the platform: calls of `taobao.top.secret.get`.
#[derive(Clone)]
pub struct ApiKeySource {
    client: Client,
    random_num: Protected,
}

impl ApiKeySource {
    /// Creates a source. `random_num`: the app's random code (伪随机码) from the platform's console. It
    /// is a secret: whoever has it and the app secret can read keys.
    #[must_use]
    pub fn new(client: Client, random_num: impl Into<Protected>) -> Self {
        Self { client, random_num: random_num.into() }
    }
}

impl fmt::Debug for ApiKeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiKeySource").field("client", &self.client).finish_non_exhaustive()
    }
}

impl KeySource for ApiKeySource {
    fn key<'a>(
        &'a self,
        owner: &'a KeyOwner,
        version: Option<i64>,
    ) -> BoxFuture<'a, Result<IssuedKey, KeyError>> {
        Box::pin(async move {
            let customer_user_id = match owner {
                KeyOwner::Account(id) => Some(*id),
                KeyOwner::App | KeyOwner::Seller(_) => None,
            };
            let request =
                GetSecret { random_num: self.random_num.expose(), secret_version: version, customer_user_id };
            let result = match owner {
                KeyOwner::Seller(session) => self.client.session(session).execute(&request).await,
                KeyOwner::App | KeyOwner::Account(_) => self.client.execute(&request).await,
            };
            read(result)
        })
    }
}

fn read(result: Result<Reply<SecretReply>, Error>) -> Result<IssuedKey, KeyError> {
    let reply = match result {
        Ok(reply) => reply.into_inner(),
        Err(error) if error.sub_code() == Some(NO_SUCH_KEY) => return Ok(IssuedKey::absent()),
        Err(error) => return Err(error.into()),
    };
    let config = reply.app_config.as_deref().filter(|text| !text.trim().is_empty()).map(read_config);
    let settings = config.clone().map(|config| IndexSettings::read(&config?));
    let Some(secret) = reply.secret.filter(|secret| !secret.is_empty()) else {
        // Apps in the beta phase of encryption have no key yet.
        let status = config.map(|config| settings::number(&config?, "publish_status")).transpose()?.flatten();
        return if status == Some(0) {
            Ok(IssuedKey { settings, ..IssuedKey::absent() })
        } else {
            Err(KeyError::reply("secret", "base64 of 16 bytes", "nothing"))
        };
    };
    let issued = IssuedKey::new(SecretKey::from_base64(secret.expose())?);
    let expires_after = reply.max_interval.map_or(issued.expires_after, seconds);
    let refresh_after = reply.interval.map_or(issued.refresh_after, seconds).min(expires_after);
    Ok(IssuedKey { refresh_after, expires_after, settings, ..issued })
}

/// Converts a number of seconds. Negative numbers are zero.
fn seconds(seconds: i64) -> Duration {
    Duration::from_secs(u64::try_from(seconds).unwrap_or(0))
}

fn read_config(text: &str) -> Result<Map<String, Value>, KeyError> {
    serde_json::from_str(text).map_err(|error| {
        let found = format!("{} bytes that are no JSON object ({:?} error)", text.len(), error.classify());
        KeyError::reply("app_config", "a JSON object", found)
    })
}
