//! The keys of each attribute target, and the errors for keys that are unknown or belong to another
//! target.

use syn::{Error, Ident};

use crate::diag::{nearest, quoted};

/// A key with the predicate of the sentence that describes its form: "`key` takes ..".
type Entry = (&'static str, &'static str);

/// A kind of item that accepts an attribute, with the keys of that attribute.
pub(super) struct Target {
    /// The attribute's name.
    pub(super) attribute: &'static str,
    /// The position in messages: "`key` belongs {location}".
    location: &'static str,
    keys: &'static [&'static [Entry]],
    /// Prefix of the list of expected keys, for entries that are not keys.
    expected_prefix: &'static str,
}

const NO_VALUE: &str = "takes no value";
const ANY_OF: Entry = ("any_of", "takes field names: `any_of(nick, order_id)`");
const CRATE: Entry = ("crate", "takes a module path, like `my_sdk::top`");

/// Keys of every field.
const FIELD: &[Entry] = &[
    ("rename", "takes the wire name in quotes: `rename = \"reason_type\"`"),
    ("required", NO_VALUE),
    ("max_len", "takes a whole number: `max_len = 64`"),
    ("max_bytes", "takes a whole number: `max_bytes = 64`"),
    ("max_items", "takes a whole number: `max_items = 20`"),
    ("range", "takes two whole numbers, both included: `range = 1..=100`"),
    ("item", "takes the element name in quotes: `item = \"result_do\"`"),
    ("flatten", NO_VALUE),
];

/// Keys of the fields that contain the outcome of the business call.
const OUTCOME: &[Entry] = &[
    (
        "success",
        "takes no value, or the value that means success: `success = \"0\"`, `success = 0` or `success = true`",
    ),
    ("error_code", NO_VALUE),
    ("error_message", NO_VALUE),
    ("outcome", "takes no value on a field; the type of the field contains the outcome keys"),
];

pub(super) const API: Target = Target {
    attribute: "top_api",
    location: "in `#[top_api(..)]` on the struct of a request",
    keys: &[&[
        ("method", "takes the API's name in quotes: `method = \"taobao.time.get\"`"),
        ("path", "takes the API's path in quotes: `path = \"/orders/{order_id}\"`"),
        ("http", "takes the HTTP method in quotes: `http = \"GET\"` or `\"POST\"`"),
        ("body", "takes the format of the body: `body = json` or `xml`"),
        ("response", "takes a type: `response = TicketCreated`"),
        ("session", "takes one word: `session = required`, `optional` or `none`"),
        ("idempotent", NO_VALUE),
        ("version", "takes a text in quotes: `version = \"2.0\"`"),
        ANY_OF,
        (
            "pages",
            "takes keys in parentheses: `pages(number = page_no, size = page_size, more = has_next, items = trades: \
             Trade)`",
        ),
        ("build", NO_VALUE),
        CRATE,
    ]],
    expected_prefix: "",
};

/// Keys in the parentheses of `pages`.
pub(super) const PAGES: Target = Target {
    attribute: "pages",
    location: "in `pages(..)` of a request",
    keys: &[&[
        ("number", "takes a field of the request: `number = page_no`"),
        ("size", "takes a field of the request: `size = page_size`"),
        ("more", "takes a field of the response: `more = has_next`"),
        ("total", "takes a field of the response: `total = total_results`"),
        ("cursor", "takes a field of the request: `cursor = page_token`"),
        ("next", "takes a field of the response: `next = next_token`"),
        ("items", "takes a field of the response and the type of its elements: `items = trades: Trade`"),
    ]],
    expected_prefix: "",
};

pub(super) const STRUCT: Target = Target {
    attribute: "top",
    location: "on a `TopValue` struct",
    keys: &[&[
        ANY_OF,
        ("outcome", "takes the path of a function on a struct: `outcome = read_outcome`"),
        ("build", NO_VALUE),
        CRATE,
    ]],
    expected_prefix: "",
};

pub(super) const ENUM: Target = Target {
    attribute: "top",
    location: "on an enum",
    keys: &[&[("serde", NO_VALUE), CRATE]],
    expected_prefix: "",
};

pub(super) const NEWTYPE: Target = Target {
    attribute: "top",
    location: "on a struct with one unnamed field",
    keys: &[&[CRATE]],
    expected_prefix: "",
};

pub(super) const REQUEST_FIELD: Target =
    Target { attribute: "top", location: "on a field of a request", keys: &[FIELD], expected_prefix: "" };

pub(super) const MESSAGE: Target = Target {
    attribute: "top_message",
    location: "in `#[top_message(..)]` on the struct of a message",
    keys: &[&[
        ("topic", "takes the topic in quotes: `topic = \"taobao_trade_TradeCreate\"`"),
        ANY_OF,
        ("build", NO_VALUE),
        CRATE,
    ]],
    expected_prefix: "",
};

pub(super) const MESSAGE_FIELD: Target =
    Target { attribute: "top", location: "on a field of a message", keys: &[FIELD], expected_prefix: "" };

/// A `TopValue` may be sent and received, so its fields accept all field keys.
pub(super) const VALUE_FIELD: Target = Target {
    attribute: "top",
    location: "on a field of a `TopValue` struct",
    keys: &[FIELD, OUTCOME],
    expected_prefix: "",
};

pub(super) const VARIANT: Target = Target {
    attribute: "top",
    location: "on a variant, which takes its code: `#[top(\"CODE\")]` or `#[top(1)]`",
    keys: &[&[("other", NO_VALUE)]],
    expected_prefix: "a code in quotes, an integer or ",
};

/// The targets to suggest for a misplaced key, most likely first.
const TARGETS: [Target; 7] = [
    Target { attribute: "top", location: "on a field", keys: &[FIELD], expected_prefix: "" },
    STRUCT,
    API,
    VALUE_FIELD,
    VARIANT,
    ENUM,
    MESSAGE,
];

/// An error for a key that its target does not accept.
pub(super) struct UnknownKey {
    /// The key of this target that was most likely meant.
    pub(super) suggestion: Option<&'static str>,
    pub(super) error: Error,
}

impl From<UnknownKey> for Error {
    fn from(unknown: UnknownKey) -> Self {
        unknown.error
    }
}

impl Target {
    /// Returns the description of the form of `key`, if this target accepts the key.
    pub(super) fn form(&self, key: &str) -> Option<&'static str> {
        self.entries().find(|(name, _)| *name == key).map(|(_, form)| *form)
    }

    /// Lists the accepted entries, for an error about anything else.
    pub(super) fn expected(&self) -> String {
        let names = quoted(self.names());
        let choice = if self.names().count() == 1 { "" } else { "one of " };
        format!("{}{choice}{names}", self.expected_prefix)
    }

    /// Returns the error for a key that this target does not accept.
    pub(super) fn unknown_key(&self, key: &Ident) -> UnknownKey {
        let name = key.to_string();
        let attribute = self.attribute;
        let suggestion = nearest(&name, self.names());
        let other_target = TARGETS.iter().find(|target| target.form(&name).is_some());
        let text = if let Some(target) = other_target {
            format!("`{name}` belongs {}, not {}", target.location, self.location)
        } else if let Some(suggestion) = suggestion {
            format!("unknown `{attribute}` key `{name}`; did you mean `{suggestion}`?")
        } else {
            format!("unknown `{attribute}` key `{name}`; expected {}", self.expected())
        };
        UnknownKey { suggestion, error: Error::new_spanned(key, text) }
    }

    fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.entries().map(|(name, _)| *name)
    }

    fn entries(&self) -> impl Iterator<Item = &'static Entry> + use<> {
        self.keys.iter().copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::{
        API, ENUM, MESSAGE, MESSAGE_FIELD, NEWTYPE, REQUEST_FIELD, STRUCT, Target, VALUE_FIELD, VARIANT,
    };

    #[test]
    fn derive_documentation_lists_every_key() {
        let (api_docs, other_docs) = include_str!("../lib.rs").split_once("fn derive_top_api").unwrap();
        let (value_docs, message_docs) = other_docs.split_once("fn derive_top_value").unwrap();
        let assert_listed = |docs: &str, target: &Target| {
            for name in target.names() {
                assert!(docs.contains(&format!("`{name}")), "`{name}` {}", target.location);
            }
        };
        for target in [API, REQUEST_FIELD] {
            assert_listed(api_docs, &target);
        }
        for target in [STRUCT, ENUM, NEWTYPE, VALUE_FIELD, VARIANT] {
            assert_listed(value_docs, &target);
        }
        for target in [MESSAGE, MESSAGE_FIELD] {
            assert_listed(message_docs, &target);
        }
    }
}
