//! How a signature is computed: the platform's way, and the ways of programs with mistakes.

use std::borrow::Cow;

use encoding_rs::GBK;
use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, percent_encode};
use sha1::Sha1;
use sha2::Sha256;

use super::args::Protocol;
use super::request::{Place, Request, is_blank};

/// What RFC 3986 encodes.
const RFC_3986: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// What forms encode; a space becomes `+`.
const FORM: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'*').remove(b' ');

pub(crate) fn encode_form(value: &[u8]) -> String {
    percent_encode(value, FORM).to_string().replace(' ', "+")
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Name,
    AsSent,
    IgnoringCase,
    Descending,
    /// The parameters of the query, then those of the body, each sorted.
    QueryThenBody,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Join {
    Nothing,
    /// `a=1&b=2`
    Query,
    /// `a=1b=2`
    EqualSigns,
    /// `a1&b2`
    Ampersands,
    Values,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Plain,
    /// As forms are encoded: `+`, `%3A`.
    Encoded,
    /// By RFC 3986: `%20`, `%3A`.
    EncodedRfc3986,
    /// With lower-case digits: `%3a`.
    EncodedLower,
    AsSent,
    DecodedTwice,
    /// The whole text, after it was joined.
    TextEncoded,
    /// `&amp;` and others.
    HtmlEscaped,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Charset {
    AsSent,
    Gbk,
    /// ISO-8859-1, with `?` for other characters.
    Latin1,
    /// The low byte of each character.
    LowBytes,
    Utf16,
    /// GBK was sent, UTF-8 was signed.
    FromGbk,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Document {
    Omitted,
    Appended,
    Prepended,
    Trimmed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Algorithm {
    Md5,
    HmacMd5,
    HmacSha256,
    HmacSha1,
    Sha1,
    Sha256,
    /// MD5 of the digits of the MD5.
    Md5Twice,
}

/// How the secret takes part: around the text of a hash, or as the key of an HMAC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SecretUse {
    AsDocumented,
    Before,
    After,
    Nowhere,
    /// Key of the HMAC, and around its text.
    KeyAndAround,
    WithAmpersand,
    WithLineBreak,
    InQuotes,
    LowerCase,
    UpperCase,
    AppKey,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    Unchanged,
    Lower,
    Upper,
}

#[derive(Clone)]
pub(crate) struct Pair<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) value: Cow<'a, [u8]>,
    pub(crate) raw: Option<&'a str>,
    pub(crate) place: Place,
}

/// A way to compute a signature.
#[derive(Clone)]
pub(crate) struct Plan<'a> {
    pub(crate) pairs: Vec<Pair<'a>>,
    pub(crate) signs_blank: bool,
    pub(crate) order: Order,
    pub(crate) join: Join,
    pub(crate) form: Form,
    pub(crate) charset: Charset,
    pub(crate) case: Case,
    pub(crate) document: Document,
    pub(crate) body: Option<&'a str>,
    pub(crate) path: Cow<'a, str>,
    pub(crate) algorithm: Algorithm,
    pub(crate) secret: SecretUse,
    pub(crate) app_key: Cow<'a, str>,
}

impl<'a> Plan<'a> {
    /// Returns the documented way for a request.
    pub(crate) fn documented(request: &'a Request, protocol: Protocol) -> Self {
        let is_signed = |name: &str| !name.eq_ignore_ascii_case("sign");
        let mut pairs: Vec<Pair<'a>> = Vec::new();
        for param in request.params.iter().filter(|param| !param.is_file && is_signed(&param.name)) {
            pairs.push(Pair {
                name: param.name.as_str().into(),
                value: param.value.as_slice().into(),
                raw: Some(&param.raw),
                place: param.place,
            });
        }
        let path = match protocol {
            Protocol::Iop => request.api_path().unwrap_or_default(),
            Protocol::Top | Protocol::Qimen => "",
        };
        Self {
            pairs,
            signs_blank: false,
            order: Order::Name,
            join: Join::Nothing,
            form: Form::Plain,
            charset: Charset::AsSent,
            case: Case::Unchanged,
            document: if protocol == Protocol::Iop { Document::Omitted } else { Document::Appended },
            body: request.document.as_deref(),
            path: path.into(),
            algorithm: documented_algorithm(request, protocol),
            secret: SecretUse::AsDocumented,
            app_key: request.text("app_key").unwrap_or_default(),
        }
    }

    /// Returns the pairs that are signed, in their order.
    pub(crate) fn signed_pairs(&self) -> Vec<&Pair<'a>> {
        let is_signed =
            |pair: &&Pair<'_>| self.signs_blank || !(is_blank(&pair.value) || is_blank(pair.name.as_bytes()));
        let mut pairs: Vec<_> = self.pairs.iter().filter(is_signed).collect();
        match self.order {
            Order::AsSent => {}
            Order::Name => pairs.sort_by(|a, b| a.name.cmp(&b.name)),
            Order::Descending => pairs.sort_by(|a, b| b.name.cmp(&a.name)),
            Order::IgnoringCase => pairs.sort_by_key(|pair| pair.name.to_lowercase()),
            Order::QueryThenBody => {
                pairs.sort_by(|a, b| {
                    (a.place == Place::Body, &a.name).cmp(&(b.place == Place::Body, &b.name))
                });
            }
        }
        pairs
    }

    /// Returns the string to sign.
    pub(crate) fn text(&self) -> Vec<u8> {
        let mut text = self.path.as_bytes().to_vec();
        let body = self.body.unwrap_or_default();
        if self.document == Document::Prepended {
            text.extend_from_slice(body.as_bytes());
        }
        for (index, pair) in self.signed_pairs().into_iter().enumerate() {
            if index > 0 && matches!(self.join, Join::Query | Join::Ampersands) {
                text.push(b'&');
            }
            if self.join != Join::Values {
                text.extend_from_slice(pair.name.as_bytes());
            }
            if matches!(self.join, Join::Query | Join::EqualSigns) {
                text.push(b'=');
            }
            text.extend_from_slice(&self.value(pair));
        }
        match self.document {
            Document::Appended => text.extend_from_slice(body.as_bytes()),
            Document::Trimmed => text.extend_from_slice(body.trim().as_bytes()),
            Document::Omitted | Document::Prepended => {}
        }
        match self.case {
            Case::Unchanged => {}
            Case::Lower => text = String::from_utf8_lossy(&text).to_lowercase().into_bytes(),
            Case::Upper => text = String::from_utf8_lossy(&text).to_uppercase().into_bytes(),
        }
        if self.form == Form::TextEncoded { encode_form(&text).into_bytes() } else { self.in_charset(text) }
    }

    fn value<'p>(&self, pair: &'p Pair<'a>) -> Cow<'p, [u8]> {
        let value = &*pair.value;
        let owned = match self.form {
            Form::Plain | Form::TextEncoded => return value.into(),
            Form::Encoded => encode_form(value).into_bytes(),
            Form::EncodedRfc3986 => percent_encode(value, RFC_3986).to_string().into_bytes(),
            Form::EncodedLower => lower_escapes(&encode_form(value)).into_bytes(),
            Form::AsSent => return pair.raw.map_or(value, str::as_bytes).into(),
            Form::DecodedTwice => percent_decode(value).collect(),
            Form::HtmlEscaped => escape_html(&String::from_utf8_lossy(value)).into_bytes(),
        };
        owned.into()
    }

    fn in_charset(&self, text: Vec<u8>) -> Vec<u8> {
        if self.charset == Charset::AsSent {
            return text;
        }
        if self.charset == Charset::FromGbk {
            return GBK.decode_without_bom_handling(&text).0.into_owned().into_bytes();
        }
        let Ok(text) = str::from_utf8(&text) else { return text };
        match self.charset {
            Charset::AsSent | Charset::FromGbk => text.as_bytes().to_vec(),
            Charset::Gbk => GBK.encode(text).0.into_owned(),
            Charset::Latin1 => {
                text.chars().map(|char| u8::try_from(u32::from(char)).unwrap_or(b'?')).collect()
            }
            Charset::LowBytes => text.encode_utf16().map(|unit| unit.to_le_bytes()[0]).collect(),
            Charset::Utf16 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        }
    }

    /// Returns the digest of a text.
    pub(crate) fn digest(&self, text: &[u8], secret: &str) -> Vec<u8> {
        let used = match self.secret {
            SecretUse::WithAmpersand => format!("{secret}&"),
            SecretUse::WithLineBreak => format!("{secret}\n"),
            SecretUse::InQuotes => format!("\"{secret}\""),
            SecretUse::LowerCase => secret.to_lowercase(),
            SecretUse::UpperCase => secret.to_uppercase(),
            SecretUse::AppKey => self.app_key.clone().into_owned(),
            _ => secret.to_owned(),
        };
        let used = zeroize::Zeroizing::new(used);
        let key = used.as_bytes();
        let (before, after) = match self.secret {
            SecretUse::Before => (key, &[][..]),
            SecretUse::After => (&[][..], key),
            SecretUse::Nowhere => (&[][..], &[][..]),
            _ => (key, key),
        };
        let around = self.secret == SecretUse::KeyAndAround;
        match self.algorithm {
            Algorithm::Md5 => hash::<Md5>([before, text, after]),
            Algorithm::Sha1 => hash::<Sha1>([before, text, after]),
            Algorithm::Sha256 => hash::<Sha256>([before, text, after]),
            Algorithm::Md5Twice => {
                let digits = base16ct::lower::encode_string(&hash::<Md5>([before, text, after]));
                hash::<Md5>([&[], digits.as_bytes(), &[]])
            }
            Algorithm::HmacMd5 => hmac::<Hmac<Md5>>(key, text, around),
            Algorithm::HmacSha1 => hmac::<Hmac<Sha1>>(key, text, around),
            Algorithm::HmacSha256 => hmac::<Hmac<Sha256>>(key, text, around),
        }
    }
}

/// Returns the algorithm that `sign_method` names, or the protocol's default.
fn documented_algorithm(request: &Request, protocol: Protocol) -> Algorithm {
    let method = request.text("sign_method").unwrap_or_default().to_ascii_lowercase();
    match (protocol, method.as_str()) {
        (_, "md5") => Algorithm::Md5,
        (_, "hmac" | "hmac-md5") => Algorithm::HmacMd5,
        (Protocol::Iop, _) | (_, "hmac-sha256" | "sha256" | "hmacsha256") => Algorithm::HmacSha256,
        _ => Algorithm::Md5,
    }
}

fn hash<D: Digest>(parts: [&[u8]; 3]) -> Vec<u8> {
    let mut hash = D::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().to_vec()
}

fn hmac<M: Mac + KeyInit>(key: &[u8], text: &[u8], around: bool) -> Vec<u8> {
    let Ok(mut mac) = <M as KeyInit>::new_from_slice(key) else { return Vec::new() };
    let edge = if around { key } else { &[] };
    for part in [edge, text, edge] {
        mac.update(part);
    }
    mac.finalize().into_bytes().to_vec()
}

/// Lowers the hexadecimal digits of escapes.
fn lower_escapes(text: &str) -> String {
    let mut digits = 0;
    let lower = |char: char| {
        let is_digit = digits > 0;
        digits = if char == '%' { 2 } else { i32::max(digits - 1, 0) };
        if is_digit { char.to_ascii_lowercase() } else { char }
    };
    text.chars().map(lower).collect()
}

fn escape_html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#039;")
}
