//! `#[top(..)]` on a field.

use syn::parse::ParseStream;
use syn::{Attribute, LitStr, Result};

use crate::attr::key::{Key, Range, Success};
use crate::attr::keys::Target;
use crate::attr::{Attr, keys, parse};
use crate::diag::Diag;

/// The keys of `#[top(..)]` on a field.
#[derive(Default)]
pub(crate) struct Field {
    pub(crate) rename: Attr<LitStr>,
    pub(crate) required: Attr<()>,
    pub(crate) max_len: Attr<usize>,
    pub(crate) max_bytes: Attr<usize>,
    pub(crate) max_items: Attr<usize>,
    pub(crate) range: Attr<Range>,
    pub(crate) item: Attr<LitStr>,
    pub(crate) flatten: Attr<()>,
    pub(crate) success: Attr<Success>,
    pub(crate) error_code: Attr<()>,
    pub(crate) error_message: Attr<()>,
    pub(crate) outcome: Attr<()>,
}

impl Field {
    pub(crate) fn parse_in_request(attrs: &[Attribute], diag: &mut Diag) -> Self {
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("top_api")) {
            diag.error(&attr.meta, "`#[top_api(..)]` belongs on the struct; a field takes `#[top(..)]`");
        }
        Self::parse(attrs, &keys::REQUEST_FIELD, diag)
    }

    pub(crate) fn parse_in_value(attrs: &[Attribute], diag: &mut Diag) -> Self {
        Self::parse(attrs, &keys::VALUE_FIELD, diag)
    }

    pub(crate) fn parse_in_message(attrs: &[Attribute], diag: &mut Diag) -> Self {
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("top_message")) {
            diag.error(&attr.meta, "`#[top_message(..)]` belongs on the struct; a field takes `#[top(..)]`");
        }
        Self::parse(attrs, &keys::MESSAGE_FIELD, diag)
    }

    fn parse(attrs: &[Attribute], target: &Target, diag: &mut Diag) -> Self {
        let mut field = Self::default();
        parse(attrs, "top", diag, |input, diag| field.parse_entry(input, target, diag));
        field
    }

    fn parse_entry(&mut self, input: ParseStream<'_>, target: &Target, diag: &mut Diag) -> Result<()> {
        let key = Key::parse(input, target)?;
        match key.ident.to_string().as_str() {
            "rename" => self.rename.set(key, input, diag, Key::value),
            "required" => self.required.set(key, input, diag, Key::flag),
            "max_len" => self.max_len.set(key, input, diag, Key::count),
            "max_bytes" => self.max_bytes.set(key, input, diag, Key::count),
            "max_items" => self.max_items.set(key, input, diag, Key::count),
            "range" => self.range.set(key, input, diag, Key::range),
            "item" => self.item.set(key, input, diag, Key::value),
            "flatten" => self.flatten.set(key, input, diag, Key::flag),
            "success" => self.success.set(key, input, diag, Key::success),
            "error_code" => self.error_code.set(key, input, diag, Key::flag),
            "error_message" => self.error_message.set(key, input, diag, Key::flag),
            _ => self.outcome.set(key, input, diag, Key::flag),
        }
    }
}
