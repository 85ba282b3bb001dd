//! Messages of the platform: what `#[derive(TopMessage)]` implements.

use crate::AppSecret;
use crate::codec::decode::{Decode, ErasedDecode};
use crate::codec::decoder::Decoder;
use crate::codec::encode::Encode;
use crate::codec::encoder::{Encoder, Lists};
use crate::issue::Issue;
use crate::request::sign::{SignMethod, Signer};
use crate::tree::parse_json;

/// The content of a message of one topic: a struct with `#[derive(TopMessage)]` and
/// `#[top_message(topic = "..")]`.
///
/// ```
/// use top_runtime::TopMessage;
///
/// #[derive(TopMessage)]
/// #[top_message(topic = "taobao_trade_TradeCreate")]
/// struct TradeCreated {
///     tid: i64,
///     buyer_nick: Option<String>,
/// }
///
/// assert_eq!(TradeCreated::TOPIC, "taobao_trade_TradeCreate");
/// ```
///
/// The crate `top-messages` receives and publishes messages.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the content of a message",
    label = "not a message",
    note = "declare it: `#[derive(TopMessage)] #[top_message(topic = \"..\")]`"
)]
pub trait TopMessage: Decode {
    /// Name of the topic, such as `taobao_trade_TradeCreate`.
    const TOPIC: &'static str;
}

/// Decodes the content of a message from JSON text. Also returns the optional fields and list
/// elements that could not be decoded.
///
/// # Errors
///
/// The text is not JSON, or a mandatory field cannot be decoded.
pub fn read_message<T: Decode>(text: &str) -> Result<(T, Vec<Issue>), Issue> {
    let tree = parse_json(text)
        .map_err(|error| Issue::at("", "a JSON object", format!("text that is not JSON: {error}")))?;
    let mut value = T::placeholder();
    let mut decoder = Decoder::of_reply(text.len(), tree.root());
    decoder.fill(&mut value as &mut dyn ErasedDecode, Some(tree.root()));
    decoder.finish()?;
    Ok((value, decoder.issues))
}

/// Encodes the content of a message as JSON text, with lists as arrays.
///
/// # Errors
///
/// All parts of the content that break a rule of its declaration, or cannot be encoded.
pub fn write_message(content: &dyn Encode) -> Result<String, Vec<Issue>> {
    let mut encoder = Encoder::new(Lists::Plain, true, 256);
    content.encode(&mut encoder);
    if encoder.issues.is_empty() { Ok(encoder.text) } else { Err(encoder.issues) }
}

/// Returns the signature of the text that opens a connection of the message channel: MD5, in
/// upper-case hex.
#[must_use]
pub fn sign_connection(secret: &AppSecret, text: &str) -> String {
    Signer::new(SignMethod::Md5, secret).sign(text).as_str().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{read_message, sign_connection};
    use crate::{AppSecret, Value};

    #[test]
    fn content_that_is_not_json_is_refused_with_its_place() {
        let issue = read_message::<Value>("{\"tid\":}").unwrap_err();
        assert_eq!(
            issue.to_string(),
            "expected a JSON object, found text that is not JSON: value expected at byte 7"
        );
    }

    #[test]
    fn connections_are_signed_like_those_of_the_official_sdk() {
        let secret = AppSecret::new("helloworld");
        let text = "app_key12345678group_namedefaulttimestamp1795293299784";
        assert_eq!(sign_connection(&secret, text), "C9AD1B30D1172EB4CEE89919DE0CB71E");
    }
}
