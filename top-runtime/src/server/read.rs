//! Decoding of values that the platform sends outside of replies, such as those of callbacks.

use crate::codec::decode::{Decode, ErasedDecode};
use crate::codec::decoder::Decoder;
use crate::codec::params::Params;
use crate::issue::Issue;
#[cfg(feature = "xml")]
use crate::tree::parse_xml;
use crate::tree::{MAX_DEPTH, Node, SyntaxError, Tree, parse_reply};

/// A decoded value, with the parts that could not be decoded: optional fields, which are `None`, and
/// list elements, which are missing.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Decoded<T> {
    /// The value.
    pub value: T,
    /// The parts that are missing in the value. Limit: 256.
    pub issues: Vec<Issue>,
}

/// Decodes a value from a JSON text, with the rules of replies.
///
/// ```
/// use top_runtime::{TopValue, server::read_json};
///
/// #[derive(TopValue)]
/// struct Stock {
///     item_id: i64,
///     quantity: Option<i64>,
/// }
///
/// let stock = read_json::<Stock>(r#"{"item_id":"7","quantity":{}}"#)?;
/// assert_eq!((stock.value.item_id, stock.value.quantity), (7, None));
/// assert_eq!(stock.issues[0].path, "quantity");
/// # Ok::<(), top_runtime::error::Issue>(())
/// ```
///
/// # Errors
///
/// The text is not JSON, exceeds a limit of replies, or is not a value of the type.
pub fn read_json<T: Decode>(text: &str) -> Result<Decoded<T>, Issue> {
    let tree = parse_reply(text, MAX_DEPTH).map_err(|error| syntax("JSON", &error))?;
    read(text.len(), tree.root())
}

/// Decodes a value from the root element of an XML document, with the rules of replies.
///
/// # Errors
///
/// The text is not XML, exceeds a limit of replies, or is not a value of the type.
#[cfg(feature = "xml")]
pub fn read_xml<T: Decode>(text: &str) -> Result<Decoded<T>, Issue> {
    let tree = parse_xml(text).map_err(|error| syntax("XML", &error))?;
    let document = tree.root();
    let root = document.members().and_then(|mut members| members.next()).map(|(_, root)| root);
    read(text.len(), root.unwrap_or(document))
}

/// Decodes a value from the texts of a form: an object whose members are written like parameters, so
/// that objects are JSON and a list of scalars is joined by commas. Files are ignored.
///
/// ```
/// use top_runtime::{Params, TopValue, server::read_texts};
///
/// #[derive(TopValue)]
/// struct Query {
///     item_ids: Vec<i64>,
/// }
///
/// let query = read_texts::<Query>(&Params::from([("item_ids", "7,8")]))?;
/// assert_eq!(query.value.item_ids, [7, 8]);
/// # Ok::<(), top_runtime::error::Issue>(())
/// ```
///
/// # Errors
///
/// The texts are not a value of the type.
pub fn read_texts<T: Decode>(params: &Params) -> Result<Decoded<T>, Issue> {
    let bytes = params.iter().map(|(_, value)| value.len()).sum();
    let tree = Tree::of_texts(params.iter());
    finish(Decoder::of_texts(bytes), tree.root())
}

fn read<T: Decode>(bytes: usize, root: Node<'_>) -> Result<Decoded<T>, Issue> {
    finish(Decoder::of_reply(bytes, root), root)
}

fn finish<T: Decode>(mut decoder: Decoder<'_>, root: Node<'_>) -> Result<Decoded<T>, Issue> {
    let mut value = T::placeholder();
    decoder.fill(&mut value as &mut dyn ErasedDecode, Some(root));
    decoder.finish()?;
    Ok(Decoded { value, issues: decoder.issues })
}

fn syntax(expected: &str, error: &SyntaxError) -> Issue {
    Issue::at("", expected, format!("a text with an error: {error}"))
}

#[cfg(test)]
mod tests {
    use super::{read_json, read_texts};
    use crate::{Params, Value};

    #[test]
    fn texts_that_are_no_json_are_refused_with_their_place() {
        let issue = read_json::<Value>("{\"a\":}").unwrap_err();
        assert_eq!(issue.to_string(), "expected JSON, found a text with an error: value expected at byte 5");
        assert!(read_json::<i64>("{}").is_err() && read_json::<i64>(&"[".repeat(1000)).is_err());
        assert_eq!(
            read_json::<Vec<i64>>("[1,\"2\",{}]").map(|read| (read.value, read.issues.len())),
            Ok((vec![1, 2], 1))
        );
    }

    #[cfg(feature = "xml")]
    #[test]
    fn xml_is_decoded_from_its_root_element() {
        let read = super::read_xml::<Value>("<request><a>1</a></request>").unwrap();
        assert_eq!(read.value.to_string(), r#"{"a":"1"}"#);
        assert!(super::read_xml::<Value>("<a>").is_err());
    }

    #[test]
    fn texts_of_a_form_are_the_members_of_an_object() {
        let params = Params::from([("a", "1"), ("b", "[1]")]);
        let read = read_texts::<Value>(&params).unwrap();
        assert_eq!(read.value.to_string(), r#"{"a":"1","b":"[1]"}"#);
    }
}
