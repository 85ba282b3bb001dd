//! `#[top(..)]` on a field.

use proc_macro2::TokenStream;
use syn::parse::ParseStream;
use syn::{Attribute, LitInt, LitStr, Result};

use crate::attr::key::Key;
use crate::attr::keys::Place;
use crate::attr::{Slot, keys, read};
use crate::diag::Diag;

/// What `#[top(..)]` says on a field.
#[derive(Default)]
pub(crate) struct Field {
    pub(crate) rename: Slot<LitStr>,
    pub(crate) required: Slot<()>,
    pub(crate) max_len: Slot<usize>,
    pub(crate) max_bytes: Slot<usize>,
    pub(crate) max_items: Slot<usize>,
    pub(crate) range: Slot<Range>,
    pub(crate) item: Slot<LitStr>,
    pub(crate) flatten: Slot<()>,
    pub(crate) success: Slot<Success>,
    pub(crate) error_code: Slot<()>,
    pub(crate) error_message: Slot<()>,
    pub(crate) outcome: Slot<()>,
}

/// `min..=max`.
pub(crate) struct Range {
    pub(crate) min: i128,
    pub(crate) max: i128,
    pub(crate) first: LitInt,
    pub(crate) last: LitInt,
    pub(crate) tokens: TokenStream,
}

/// How a field tells that the business call worked: by itself, or by being equal to a literal.
pub(crate) enum Success {
    Flag,
    Text(LitStr),
    Integer(i64),
    Bool(bool),
}

impl Field {
    /// Reads the attributes of a request's field.
    pub(crate) fn of_request(attrs: &[Attribute], diag: &mut Diag) -> Self {
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("top_api")) {
            diag.error(&attr.meta, "`#[top_api(..)]` stands on the struct; a field has `#[top(..)]`");
        }
        Self::read(attrs, &keys::REQUEST_FIELD, diag)
    }

    /// Reads the attributes of a value's field.
    pub(crate) fn of_value(attrs: &[Attribute], diag: &mut Diag) -> Self {
        Self::read(attrs, &keys::VALUE_FIELD, diag)
    }

    fn read(attrs: &[Attribute], place: &Place, diag: &mut Diag) -> Self {
        let mut field = Self::default();
        read(attrs, "top", diag, |input, diag| field.entry(input, place, diag));
        field
    }

    fn entry(&mut self, input: ParseStream<'_>, place: &Place, diag: &mut Diag) -> Result<()> {
        let key = Key::read(input, place)?;
        match key.ident.to_string().as_str() {
            "rename" => self.rename.fill(key, input, diag, Key::value),
            "required" => self.required.fill(key, input, diag, Key::flag),
            "max_len" => self.max_len.fill(key, input, diag, Key::count),
            "max_bytes" => self.max_bytes.fill(key, input, diag, Key::count),
            "max_items" => self.max_items.fill(key, input, diag, Key::count),
            "range" => self.range.fill(key, input, diag, Key::range),
            "item" => self.item.fill(key, input, diag, Key::value),
            "flatten" => self.flatten.fill(key, input, diag, Key::flag),
            "success" => self.success.fill(key, input, diag, Key::success),
            "error_code" => self.error_code.fill(key, input, diag, Key::flag),
            "error_message" => self.error_message.fill(key, input, diag, Key::flag),
            _ => self.outcome.fill(key, input, diag, Key::flag),
        }
    }
}
