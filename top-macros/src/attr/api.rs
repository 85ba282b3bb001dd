//! `#[top_api(..)]` on the struct of a request.

use proc_macro2::TokenTree;
use syn::parse::ParseStream;
use syn::{Attribute, Error, LitStr, Meta, Path, Result, Type};

use crate::attr::key::Key;
use crate::attr::{AnyOf, Slot, keys, read};
use crate::diag::Diag;

/// What `#[top_api(..)]` says.
#[derive(Default)]
pub(crate) struct Api {
    /// Whether the attribute is there at all.
    pub(crate) is_present: bool,
    pub(crate) method: Slot<LitStr>,
    pub(crate) response: Slot<Type>,
    pub(crate) session: Slot<Session>,
    pub(crate) idempotent: Slot<()>,
    pub(crate) version: Slot<LitStr>,
    pub(crate) any_of: Vec<AnyOf>,
    pub(crate) build: Slot<()>,
    pub(crate) runtime: Slot<Path>,
}

/// What an API wants of a session.
#[derive(Clone, Copy, Default, PartialEq)]
pub(crate) enum Session {
    Required,
    #[default]
    Optional,
    None,
}

impl Api {
    pub(crate) fn read(attrs: &[Attribute], diag: &mut Diag) -> Self {
        let is_present = attrs.iter().any(|attr| attr.path().is_ident("top_api"));
        let mut api = Self { is_present, ..Self::default() };
        read(attrs, "top_api", diag, |input, diag| api.entry(input, diag));
        // Of an attribute without parentheses nothing was read, so nothing can be said to be missing in it.
        if attrs.iter().any(|attr| attr.path().is_ident("top_api") && !matches!(attr.meta, Meta::List(_))) {
            api.method.mean();
        }
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("top")) {
            diag.error(
                &attr.meta,
                "the keys of a request stand in `#[top_api(..)]`; `#[top(..)]` is for its fields",
            );
        }
        api
    }

    fn entry(&mut self, input: ParseStream<'_>, diag: &mut Diag) -> Result<()> {
        let key = match Key::read(input, &keys::API) {
            Ok(key) => key,
            Err(unknown) => {
                match unknown.meant {
                    Some("method") => self.method.mean(),
                    Some("build") => self.build.mean(),
                    _ => {}
                }
                return Err(unknown.error);
            }
        };
        match key.ident.to_string().as_str() {
            "method" => self.method.fill(key, input, diag, Key::value),
            "response" => self.response.fill(key, input, diag, Key::value),
            "session" => self.session.fill(key, input, diag, session),
            "idempotent" => self.idempotent.fill(key, input, diag, Key::flag),
            "version" => self.version.fill(key, input, diag, Key::value),
            "any_of" => {
                self.any_of.push(key.any_of(input)?);
                Ok(())
            }
            "build" => self.build.fill(key, input, diag, Key::flag),
            _ => self.runtime.fill(key, input, diag, Key::module),
        }
    }
}

/// The word after `session = `.
fn session(key: &Key, input: ParseStream<'_>) -> Result<Session> {
    let word: TokenTree = key.value(input)?;
    match word.to_string().as_str() {
        "required" => Ok(Session::Required),
        "optional" => Ok(Session::Optional),
        "none" => Ok(Session::None),
        other => {
            let text = format!("`session` is `required`, `optional` or `none`, not `{other}`");
            Err(Error::new_spanned(word, text))
        }
    }
}
