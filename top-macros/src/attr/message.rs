//! `#[top_message(..)]` on the struct of a message.

use syn::parse::ParseStream;
use syn::{Attribute, LitStr, Meta, Path, Result};

use crate::attr::key::Key;
use crate::attr::{Attr, Object, keys, parse};
use crate::diag::Diag;

/// The keys of `#[top_message(..)]`.
#[derive(Default)]
pub(crate) struct Message {
    /// Whether the struct has the attribute at all.
    pub(crate) has_attribute: bool,
    pub(crate) topic: Attr<LitStr>,
    /// The keys that a message shares with other objects.
    pub(crate) object: Object,
}

impl Message {
    pub(crate) fn parse(attrs: &[Attribute], diag: &mut Diag) -> Self {
        let is_own = |attr: &&Attribute| attr.path().is_ident("top_message");
        let mut message = Self { has_attribute: attrs.iter().any(|attr| is_own(&attr)), ..Self::default() };
        parse(attrs, "top_message", diag, |input, diag| message.parse_entry(input, diag));
        // A bare `#[top_message]` was already reported; do not also report a missing `topic`.
        if attrs.iter().filter(is_own).any(|attr| !matches!(attr.meta, Meta::List(_))) {
            message.topic.mark_attempted();
        }
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("top")) {
            diag.error(
                &attr.meta,
                "a message takes its keys in `#[top_message(..)]`; `#[top(..)]` is for its fields",
            );
        }
        message
    }

    /// Returns the path of the runtime crate, if the key `crate` was written.
    pub(crate) fn runtime(&self) -> Option<&Path> {
        self.object.runtime.get()
    }

    fn parse_entry(&mut self, input: ParseStream<'_>, diag: &mut Diag) -> Result<()> {
        let key = match Key::parse(input, &keys::MESSAGE) {
            Ok(key) => key,
            Err(unknown) => {
                match unknown.suggestion {
                    Some("topic") => self.topic.mark_attempted(),
                    Some("build") => self.object.build.mark_attempted(),
                    _ => {}
                }
                return Err(unknown.error);
            }
        };
        match key.ident.to_string().as_str() {
            "topic" => self.topic.set(key, input, diag, Key::value),
            "any_of" => {
                self.object.any_of.push(key.any_of(input)?);
                Ok(())
            }
            "build" => self.object.build.set(key, input, diag, Key::flag),
            _ => self.object.runtime.set(key, input, diag, Key::module),
        }
    }
}
