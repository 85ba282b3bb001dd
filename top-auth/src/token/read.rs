//! Reads the replies of the platform's token endpoints.
//!
//! The endpoints mix numbers and texts for one member and use several names: reading is lenient.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value};
use top_runtime::SessionKey;
use url::form_urlencoded;

use super::{LevelExpiry, RefreshToken, Shop, Token, TokenUser};

/// Longest life of a token that is taken for one: a hundred years. Larger numbers are ignored.
const MAX_LIFE: u64 = 100 * 366 * 24 * 60 * 60;

/// Largest number of shops that is read. Lazada and Daraz are in eleven countries together.
const MAX_SHOPS: usize = 100;

/// What a token endpoint replied.
#[derive(Debug)]
pub(crate) enum TokenReply {
    Granted(Box<Token>),
    Refused(Refusal),
}

/// Error of a token endpoint: `error` and `error_description` of OAuth 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: String,
    pub(crate) description: String,
}

/// Reads the JSON reply of a token endpoint. An error describes what was found, without its content.
pub(crate) fn read_reply(json: &[u8], now: SystemTime) -> Result<TokenReply, String> {
    let value: Value = serde_json::from_slice(json).map_err(|error| {
        let found = match json.iter().find(|byte| !byte.is_ascii_whitespace()) {
            None => "an empty body".to_owned(),
            Some(b'<') => "an HTML or XML page".to_owned(),
            Some(_) => format!("text that is not JSON (line {}, column {})", error.line(), error.column()),
        };
        format!("expected a JSON object with `access_token`, found {found}")
    })?;
    let Value::Object(members) = value else {
        return Err("expected a JSON object with `access_token`, found another JSON value".to_owned());
    };
    if let Some(code) = text(&members, &["error"]) {
        let description = text(&members, &["error_description"]).unwrap_or_default();
        return Ok(TokenReply::Refused(Refusal { code, description }));
    }
    match token(&members, now) {
        Some(token) => Ok(TokenReply::Granted(Box::new(token))),
        None => Err(format!(
            "expected a JSON object with `access_token`, found one with {}",
            match members.keys().next() {
                Some(first) => format!("{} members, the first `{}`", members.len(), first.escape_debug()),
                None => "no members".to_owned(),
            }
        )),
    }
}

fn token(members: &Map<String, Value>, now: SystemTime) -> Option<Token> {
    let session = text(members, &["access_token"])?;
    let end = |within: &[&str], at: &[&str]| expiry(members, within, at, now);
    Some(Token {
        session: SessionKey::new(session),
        refresh_token: text(members, &["refresh_token"]).map(RefreshToken::new),
        issued_at: now,
        expires_at: end(&["expires_in"], &["expire_time"]),
        refresh_expires_at: end(&["re_expires_in", "refresh_expires_in"], &["refresh_token_valid_time"]),
        levels: LevelExpiry {
            r1: end(&["r1_expires_in"], &["r1_valid"]),
            r2: end(&["r2_expires_in"], &["r2_valid"]),
            w1: end(&["w1_expires_in"], &["w1_valid"]),
            w2: end(&["w2_expires_in"], &["w2_valid"]),
        },
        user: TokenUser {
            id: text(members, &["taobao_user_id", "user_id"]),
            nick: text(members, &["taobao_user_nick", "user_nick"]).map(|nick| percent_decoded(&nick)),
            sub_id: text(members, &["sub_taobao_user_id"]),
            sub_nick: text(members, &["sub_taobao_user_nick"]).map(|nick| percent_decoded(&nick)),
            open_uid: text(members, &["open_uid", "taobao_open_uid"]),
            seller_id: text(members, &["seller_id"]),
            account: text(members, &["account"]),
            account_id: text(members, &["account_id"]),
            account_platform: text(members, &["account_platform"]),
            havana_id: text(members, &["havana_id"]),
            sp: text(members, &["sp"]),
            country: text(members, &["country"]),
            locale: text(members, &["locale"]),
            shops: shops(members),
        },
    })
}

/// Returns the shops of an account: a list of objects, or one object.
fn shops(members: &Map<String, Value>) -> Vec<Shop> {
    let shops = members.get("country_user_info").or_else(|| members.get("user_info"));
    let shops = match shops {
        Some(Value::Array(shops)) => shops.as_slice(),
        Some(shop) => std::slice::from_ref(shop),
        None => &[],
    };
    let shop = |members: &Map<String, Value>| Shop {
        country: text(members, &["country"]),
        user_id: text(members, &["user_id"]),
        seller_id: text(members, &["seller_id"]),
        short_code: text(members, &["short_code"]),
    };
    shops.iter().filter_map(Value::as_object).take(MAX_SHOPS).map(shop).collect()
}

/// Returns the first of the members that is a text or a number and not empty.
fn text(members: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match members.get(*name)? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// Returns when something expires: seconds from now, or else milliseconds since 1970.
///
/// The seconds come first, as they do not depend on the clock of this machine.
fn expiry(members: &Map<String, Value>, within: &[&str], at: &[&str], now: SystemTime) -> Option<SystemTime> {
    let number = |names| text(members, names).and_then(|text| text.parse::<f64>().ok());
    // Negative numbers mean that the token has expired; the conversion saturates.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let seconds = |number: f64| Some(number as u64).filter(|seconds| *seconds <= MAX_LIFE);
    match number(within).and_then(seconds) {
        Some(life) => now.checked_add(Duration::from_secs(life)),
        None => number(at)
            .and_then(|millis| seconds(millis / 1000.0))
            .map(|s| UNIX_EPOCH + Duration::from_secs(s)),
    }
}

/// Decodes a name, which the endpoint of OAuth 2 sends percent-encoded. A name that does not decode
/// to UTF-8 is returned unchanged.
fn percent_decoded(nick: &str) -> String {
    if !nick.contains('%') {
        return nick.to_owned();
    }
    let decoded = form_urlencoded::parse(nick.as_bytes()).next().map(|(name, _)| name.into_owned());
    decoded.filter(|decoded| !decoded.contains('\u{fffd}')).unwrap_or_else(|| nick.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn granted(json: &str) -> Token {
        match read_reply(json.as_bytes(), at(1_000)).unwrap() {
            TokenReply::Granted(token) => *token,
            TokenReply::Refused(refusal) => panic!("{refusal:?}"),
        }
    }

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn reply_of_the_web_endpoint_is_read_with_every_expiry() {
        let token = granted(
            r#"{"w2_expires_in":0,"taobao_user_id":"263685215","taobao_user_nick":"%E5%95%86%E5%AE%B6%E6%B5%8B%E8%AF%95%E5%B8%90%E5%8F%B71",
               "w1_expires_in":"1800","re_expires_in":86400,"r2_expires_in":100,"expires_in":3600,"token_type":"Bearer",
               "refresh_token":"6200ref","access_token":"6200acc","r1_expires_in":200,"sub_taobao_user_id":""}"#,
        );
        assert_eq!(token.session.expose(), "6200acc");
        assert_eq!(token.refresh_token.as_ref().map(RefreshToken::expose), Some("6200ref"));
        assert_eq!(token.user.nick.as_deref(), Some("商家测试帐号1"));
        assert_eq!(token.user.id.as_deref(), Some("263685215"));
        assert_eq!(token.user.sub_id, None);
        assert_eq!(token.expires_at, Some(at(4_600)));
        assert_eq!(token.refresh_expires_at, Some(at(87_400)));
        let levels = LevelExpiry {
            r1: Some(at(1_200)),
            r2: Some(at(1_100)),
            w1: Some(at(2_800)),
            w2: Some(at(1_000)),
        };
        assert_eq!(token.levels, levels);
    }

    #[test]
    fn reply_of_the_signed_api_has_absolute_times_in_milliseconds() {
        let token = granted(
            r#"{"re_expires_in":0,"refresh_token_valid_time":1526285728986,"expire_time":1534061728986,
               "r1_valid":"1534061728986","access_token":"a","open_uid":"AAE","taobao_open_uid":"AAF"}"#,
        );
        assert_eq!(token.expires_at, Some(at(1_534_061_728)));
        assert_eq!(token.refresh_expires_at, Some(at(1_000)), "`re_expires_in` comes first");
        assert_eq!(token.levels.r1, Some(at(1_534_061_728)));
        assert_eq!(token.user.open_uid.as_deref(), Some("AAE"));
        assert!(token.usable_refresh_token(at(1_000)).is_none());
    }

    #[test]
    fn reply_of_iop_has_numbers_as_texts_and_both_forms_of_expiry() {
        let token = granted(
            r#"{"access_token":"acc","refresh_token":"ref","expires_in":"864000","refresh_expires_in":"1728000",
               "expire_time":"1763308800000","refresh_token_valid_time":"1764172800000","account_id":"7063844",
               "seller_id":"1001","user_id":"1002","user_nick":"test","havana_id":"17380700042",
               "account_platform":"buyerApp","account":"a@example.com","sp":"ae","locale":"zh_CN",
               "code":"0","request_id":"0ba2","_trace_id_":"2101"}"#,
        );
        assert_eq!(token.expires_at, Some(at(865_000)));
        assert_eq!(token.refresh_expires_at, Some(at(1_729_000)));
        let user = TokenUser {
            id: Some("1002".to_owned()),
            nick: Some("test".to_owned()),
            seller_id: Some("1001".to_owned()),
            account: Some("a@example.com".to_owned()),
            account_id: Some("7063844".to_owned()),
            account_platform: Some("buyerApp".to_owned()),
            havana_id: Some("17380700042".to_owned()),
            sp: Some("ae".to_owned()),
            locale: Some("zh_CN".to_owned()),
            ..TokenUser::default()
        };
        assert_eq!(token.user, user);
        let expired = granted(r#"{"access_token":"a","refresh_token":"r","refresh_expires_in":"0"}"#);
        assert!(expired.usable_refresh_token(at(1_000)).is_none());
    }

    #[test]
    fn shops_by_country_come_as_a_list_or_one_object() {
        let list = granted(
            r#"{"access_token":"a","country":"cb","country_user_info":[
               {"country":"sg","user_id":"100027341","seller_id":"100015339","short_code":"SG10XF3"},
               {"country":"th","user_id":1,"seller_id":2},"x",null]}"#,
        );
        let shops = &list.user.shops;
        assert_eq!((list.user.country.as_deref(), shops.len()), (Some("cb"), 2));
        assert_eq!(shops[0].short_code.as_deref(), Some("SG10XF3"));
        assert_eq!((shops[1].user_id.as_deref(), shops[1].seller_id.as_deref()), (Some("1"), Some("2")));
        let one = granted(r#"{"access_token":"a","user_info":{"country":"bd","seller_id":"9"}}"#);
        assert_eq!(one.user.shops[0].country.as_deref(), Some("bd"));
        assert!(granted(r#"{"access_token":"a","user_info":"none"}"#).user.shops.is_empty());
    }

    #[test]
    fn numbers_out_of_range_are_unknown_or_expired_and_never_a_panic() {
        for (text, expected) in [
            ("99999999999999999999", None),
            ("-5", Some(at(1_000))),
            ("\"abc\"", None),
            ("1e3", Some(at(2_000))),
            ("null", None),
        ] {
            let token = granted(&format!(r#"{{"access_token":"a","expires_in":{text}}}"#));
            assert_eq!(token.expires_at, expected, "{text}");
        }
    }

    #[test]
    fn refusals_and_other_replies_are_told_apart() {
        let refused = read_reply(
            br#"{"error":"invalid_grant","error_description":"refresh times limit exceed"}"#,
            at(0),
        );
        assert!(matches!(refused, Ok(TokenReply::Refused(r)) if r.code == "invalid_grant"));
        for (body, found) in [
            ("", "an empty body"),
            ("<html><body>login</body></html>", "an HTML or XML page"),
            ("{\"access_token\":\"sec", "text that is not JSON (line 1, column 20)"),
            ("[1]", "another JSON value"),
            ("{}", "one with no members"),
            (r#"{"token_type":"Bearer"}"#, "one with 1 members, the first `token_type`"),
        ] {
            let fault = read_reply(body.as_bytes(), at(0)).unwrap_err();
            assert!(fault.ends_with(found), "{fault}");
            assert!(!fault.contains("sec"), "{fault}");
        }
    }

    #[test]
    fn names_that_are_not_percent_encoded_stay() {
        assert_eq!(percent_decoded("100%"), "100%");
        assert_eq!(percent_decoded("a+b"), "a+b");
        assert_eq!(percent_decoded("%FF"), "%FF");
        assert_eq!(percent_decoded("%E5%95%86a"), "商a");
    }
}
