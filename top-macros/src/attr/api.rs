//! `#[top_api(..)]` on a request struct.

use proc_macro2::TokenTree;
use syn::parse::ParseStream;
use syn::{Attribute, Error, LitStr, Meta, Path, Result, Type};

use crate::attr::key::Key;
use crate::attr::{AnyOf, Attr, Pages, keys, parse};
use crate::diag::Diag;

/// The keys of `#[top_api(..)]`.
#[derive(Default)]
pub(crate) struct Api {
    /// Whether the struct has the attribute at all.
    pub(crate) has_attribute: bool,
    /// Name of the API. An API has either a name or a path.
    pub(crate) method: Attr<LitStr>,
    pub(crate) path: Attr<LitStr>,
    pub(crate) http: Attr<HttpMethod>,
    pub(crate) body: Attr<BodyFormat>,
    pub(crate) response: Attr<Type>,
    pub(crate) session: Attr<Session>,
    pub(crate) idempotent: Attr<()>,
    pub(crate) version: Attr<LitStr>,
    pub(crate) any_of: Vec<AnyOf>,
    pub(crate) pages: Attr<Pages>,
    pub(crate) build: Attr<()>,
    pub(crate) runtime: Attr<Path>,
}

/// The session policy of an API.
#[derive(Clone, Copy, Default, PartialEq)]
pub(crate) enum Session {
    Required,
    #[default]
    Optional,
    None,
}

/// The HTTP method of an API with a path.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum HttpMethod {
    Get,
    Post,
}

/// The format of a document that contains all fields.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum BodyFormat {
    Json,
    Xml,
}

impl Api {
    pub(crate) fn parse(attrs: &[Attribute], diag: &mut Diag) -> Self {
        let has_attribute = attrs.iter().any(|attr| attr.path().is_ident("top_api"));
        let mut api = Self { has_attribute, ..Self::default() };
        parse(attrs, "top_api", diag, |input, diag| api.parse_entry(input, diag));
        // A bare `#[top_api]` was already reported; do not also report a missing `method`.
        if attrs.iter().any(|attr| attr.path().is_ident("top_api") && !matches!(attr.meta, Meta::List(_))) {
            api.method.mark_attempted();
        }
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("top")) {
            diag.error(
                &attr.meta,
                "a request takes its keys in `#[top_api(..)]`; `#[top(..)]` is for its fields",
            );
        }
        api
    }

    fn parse_entry(&mut self, input: ParseStream<'_>, diag: &mut Diag) -> Result<()> {
        let key = match Key::parse(input, &keys::API) {
            Ok(key) => key,
            Err(unknown) => {
                match unknown.suggestion {
                    Some("method") => self.method.mark_attempted(),
                    Some("path") => self.path.mark_attempted(),
                    Some("build") => self.build.mark_attempted(),
                    _ => {}
                }
                return Err(unknown.error);
            }
        };
        match key.ident.to_string().as_str() {
            "method" => self.method.set(key, input, diag, Key::value),
            "path" => self.path.set(key, input, diag, Key::value),
            "http" => self.http.set(key, input, diag, http_method),
            "body" => self.body.set(key, input, diag, body_format),
            "response" => self.response.set(key, input, diag, Key::value),
            "session" => self.session.set(key, input, diag, session),
            "idempotent" => self.idempotent.set(key, input, diag, Key::flag),
            "version" => self.version.set(key, input, diag, Key::value),
            "any_of" => {
                self.any_of.push(key.any_of(input)?);
                Ok(())
            }
            "pages" => self.pages.set(key, input, diag, Key::pages),
            "build" => self.build.set(key, input, diag, Key::flag),
            _ => self.runtime.set(key, input, diag, Key::module),
        }
    }
}

/// Parses the word after `session = `.
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

/// Parses the text after `http = `.
fn http_method(key: &Key, input: ParseStream<'_>) -> Result<HttpMethod> {
    let text: LitStr = key.value(input)?;
    match text.value().as_str() {
        "GET" => Ok(HttpMethod::Get),
        "POST" => Ok(HttpMethod::Post),
        other => Err(Error::new_spanned(text, format!("`http` is \"GET\" or \"POST\", not {other:?}"))),
    }
}

/// Parses the word after `body = `.
fn body_format(key: &Key, input: ParseStream<'_>) -> Result<BodyFormat> {
    let word: TokenTree = key.value(input)?;
    match word.to_string().as_str() {
        "json" => Ok(BodyFormat::Json),
        "xml" => Ok(BodyFormat::Xml),
        other => Err(Error::new_spanned(word, format!("`body` is `json` or `xml`, not `{other}`"))),
    }
}
