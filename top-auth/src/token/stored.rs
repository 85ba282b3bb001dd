//! Tokens as JSON for stores. Times are milliseconds since 1970.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use top_runtime::SessionKey;
use zeroize::Zeroizing;

use super::{LevelExpiry, RefreshToken, Token, TokenUser};
use crate::store::StoreError;

/// Members of a stored token. Unknown members are ignored, so that older versions can read the
/// stores of newer ones.
#[derive(Serialize, Deserialize)]
struct Stored {
    access_token: Zeroizing<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    refresh_token: Option<Zeroizing<String>>,
    issued_at: u64,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    expires_at: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    refresh_expires_at: Option<u64>,
    #[serde(default)]
    levels: [Option<u64>; 4],
    #[serde(default)]
    user: TokenUser,
}

/// Writes a token with its secrets.
pub(crate) fn to_json(token: &Token) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let LevelExpiry { r1, r2, w1, w2 } = token.levels;
    let stored = Stored {
        access_token: Zeroizing::new(token.session.expose().to_owned()),
        refresh_token: token.refresh_token.as_ref().map(|token| Zeroizing::new(token.expose().to_owned())),
        issued_at: millis(token.issued_at),
        expires_at: token.expires_at.map(millis),
        refresh_expires_at: token.refresh_expires_at.map(millis),
        levels: [r1, r2, w1, w2].map(|end| end.map(millis)),
        user: token.user.clone(),
    };
    serde_json::to_vec(&stored).map(Zeroizing::new).map_err(StoreError::new)
}

/// Reads a token. The error contains no part of the text.
pub(crate) fn from_json(json: &[u8]) -> Result<Token, StoreError> {
    let stored: Stored = serde_json::from_slice(json).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        StoreError::corrupt(format!("the stored token is not readable (line {line}, column {column})"))
    })?;
    let [r1, r2, w1, w2] = stored.levels.map(|end| end.map(time));
    Ok(Token {
        session: SessionKey::new(stored.access_token.as_str()),
        refresh_token: stored.refresh_token.map(|token| RefreshToken::new(token.as_str())),
        issued_at: time(stored.issued_at),
        expires_at: stored.expires_at.map(time),
        refresh_expires_at: stored.refresh_expires_at.map(time),
        levels: LevelExpiry { r1, r2, w1, w2 },
        user: stored.user,
    })
}

fn millis(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

fn time(millis: u64) -> SystemTime {
    // Larger numbers than the year 9999 come from a damaged store; they must not overflow.
    UNIX_EPOCH + Duration::from_millis(millis.min(253_402_300_799_999))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Shop;

    #[test]
    fn token_survives_a_round_trip() {
        let mut token =
            Token::of_session(SessionKey::new("acc")).with_refresh_token(RefreshToken::new("ref"));
        token.issued_at = time(1_700_000_000_123);
        token.expires_at = Some(time(1_700_000_100_000));
        token.levels.w2 = Some(time(1));
        token.user.nick = Some("商家".to_owned());
        token.user.shops.push(Shop { country: Some("sg".to_owned()), ..Shop::default() });
        assert_eq!(from_json(&to_json(&token).unwrap()).unwrap(), token);
    }

    #[test]
    fn damaged_tokens_are_errors_without_their_text() {
        for json in
            ["", "{}", r#"{"access_token":"topsecret","issued_at":-1}"#, r#"{"access_token":"topsecret"#]
        {
            let error = from_json(json.as_bytes()).unwrap_err().to_string();
            assert!(error.contains("not readable") && !error.contains("topsecret"), "{error}");
        }
        assert!(from_json(br#"{"access_token":"a","issued_at":18446744073709551615}"#).is_ok());
    }

    #[test]
    fn stores_of_other_versions_are_read() {
        let json = br#"{"access_token":"a","issued_at":1,"user":{"id":"1","nick":null,"unknown":[]}}"#;
        let user = from_json(json).unwrap().user;
        assert_eq!((user.id.as_deref(), user.nick, user.shops.len()), (Some("1"), None, 0));
    }
}
