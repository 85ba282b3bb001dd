//! Every key there is, by the place where it may stand, and what is said about a key that stands nowhere or elsewhere.

use syn::{Error, Ident};

use crate::diag::{nearest, quoted};

/// A key, and how a sentence that begins with it goes on to say what is written after it.
type Entry = (&'static str, &'static str);

/// A place where an attribute can stand, with the keys it takes.
pub(super) struct Place {
    /// The attribute's name.
    pub(super) attribute: &'static str,
    /// How messages say where this is.
    stands: &'static str,
    keys: &'static [&'static [Entry]],
    /// What else than a key may stand here, as messages go on to the keys from it.
    besides: &'static str,
}

const ALONE: &str = "stands alone, without a value";
const ANY_OF: Entry = ("any_of", "takes field names: `any_of(nick, order_id)`");
const CRATE: Entry = ("crate", "takes a module path, like `my_sdk::top`");

/// Keys of any field.
const FIELD: &[Entry] = &[
    ("rename", "takes the wire name in quotes: `rename = \"reason_type\"`"),
    ("required", ALONE),
    ("max_len", "takes a whole number: `max_len = 64`"),
    ("max_bytes", "takes a whole number: `max_bytes = 64`"),
    ("max_items", "takes a whole number: `max_items = 20`"),
    ("range", "takes two whole numbers, both included: `range = 1..=100`"),
    ("item", "takes the element name in quotes: `item = \"result_do\"`"),
    ("flatten", ALONE),
];

/// Keys that say how a reply tells a business failure.
const MARKERS: &[Entry] = &[
    (
        "success",
        "stands alone or takes the value that means success: `success = \"0\"`, `success = 0` or `success = true`",
    ),
    ("error_code", ALONE),
    ("error_message", ALONE),
    ("outcome", "stands alone on a field, whose type holds the markers"),
];

pub(super) const API: Place = Place {
    attribute: "top_api",
    stands: "in `#[top_api(..)]` on the struct of a request",
    keys: &[&[
        ("method", "takes the API's name in quotes: `method = \"taobao.time.get\"`"),
        ("response", "takes a type: `response = TicketCreated`"),
        ("session", "takes a word: `session = required`, `optional` or `none`"),
        ("idempotent", ALONE),
        ("version", "takes a text in quotes: `version = \"2.0\"`"),
        ANY_OF,
        ("build", ALONE),
        CRATE,
    ]],
    besides: "",
};

pub(super) const STRUCT: Place = Place {
    attribute: "top",
    stands: "on a `TopValue` struct",
    keys: &[&[
        ANY_OF,
        ("outcome", "takes the path of a function on a struct: `outcome = read_outcome`"),
        ("build", ALONE),
        CRATE,
    ]],
    besides: "",
};

pub(super) const ENUM: Place =
    Place { attribute: "top", stands: "on an enum", keys: &[&[CRATE]], besides: "" };

pub(super) const REQUEST_FIELD: Place =
    Place { attribute: "top", stands: "on a field of a request", keys: &[FIELD], besides: "" };

/// A `TopValue` may be sent as well as read, so its fields take everything.
pub(super) const VALUE_FIELD: Place = Place {
    attribute: "top",
    stands: "on a field of a `TopValue` struct",
    keys: &[FIELD, MARKERS],
    besides: "",
};

pub(super) const VARIANT: Place = Place {
    attribute: "top",
    stands: "on a variant, which takes its code: `#[top(\"CODE\")]` or `#[top(1)]`",
    keys: &[&[("other", ALONE)]],
    besides: "a code in quotes, an integer or ",
};

/// Where a key may have been meant to stand, the most likely place first.
const PLACES: [Place; 5] = [
    Place { attribute: "top", stands: "on a field", keys: &[FIELD], besides: "" },
    STRUCT,
    API,
    VALUE_FIELD,
    VARIANT,
];

/// A key that does not stand where it may.
pub(super) struct Unknown {
    /// The key that was most likely meant.
    pub(super) meant: Option<&'static str>,
    pub(super) error: Error,
}

impl From<Unknown> for Error {
    fn from(unknown: Unknown) -> Self {
        unknown.error
    }
}

impl Place {
    /// What is written after `key`, if the key may stand here.
    pub(super) fn form(&self, key: &str) -> Option<&'static str> {
        self.entries().find(|(name, _)| *name == key).map(|(_, form)| *form)
    }

    /// What may stand here, for an error about something else that does.
    pub(super) fn expected(&self) -> String {
        let names = quoted(self.names());
        let choice = if self.names().count() == 1 { "" } else { "one of " };
        format!("{}{choice}{names}", self.besides)
    }

    /// What is said about a key that may not stand here.
    pub(super) fn unknown(&self, key: &Ident) -> Unknown {
        let name = key.to_string();
        let attribute = self.attribute;
        let meant = nearest(&name, self.names());
        let elsewhere = PLACES.iter().find(|place| place.form(&name).is_some());
        let text = if let Some(place) = elsewhere {
            format!("`{name}` stands {}, not {}", place.stands, self.stands)
        } else if let Some(meant) = meant {
            format!("unknown `{attribute}` key `{name}`; did you mean `{meant}`?")
        } else {
            format!("unknown `{attribute}` key `{name}`; expected {}", self.expected())
        };
        Unknown { meant, error: Error::new_spanned(key, text) }
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
    use super::{API, ENUM, Place, REQUEST_FIELD, STRUCT, VALUE_FIELD, VARIANT};

    #[test]
    fn what_an_editor_shows_of_a_derive_lists_every_key() {
        let (of_api, of_value) = include_str!("../lib.rs").split_once("fn derive_top_api").unwrap();
        let lists = |docs: &str, place: &Place| {
            for name in place.names() {
                assert!(docs.contains(&format!("`{name}")), "`{name}` {}", place.stands);
            }
        };
        for place in [API, REQUEST_FIELD] {
            lists(of_api, &place);
        }
        for place in [STRUCT, ENUM, VALUE_FIELD, VARIANT] {
            lists(of_value, &place);
        }
    }
}
