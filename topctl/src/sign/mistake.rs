//! Mistakes that change the string to sign or its digest.

use std::borrow::Cow;

use super::plan::{Algorithm, Case, Charset, Document, Form, Join, Order, Pair, Plan, SecretUse};
use super::request::{Place, is_blank};
use super::rewrite::Rewrite;

/// Parameters that are left out of the string to sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    Query,
    Body,
    System,
    Business,
    /// Values that begin with `@`, as the PHP SDK does.
    AtSigns,
    Numbers,
    /// `0` and `false`, which some languages take for blank.
    Falsy,
}

/// A change of the documented way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Edit {
    Omit(String),
    OmitGroup(Group),
    Insert(String, String),
    Replace(String, String),
    Rewrite(Rewrite),
    /// Of parameters sent twice, only the last is signed.
    LastOfEach,
    FirstOfEach,
    Blank,
    /// A word in place of each blank value.
    BlankAs(&'static str),
    Order(Order),
    Join(Join),
    Form(Form),
    Charset(Charset),
    Case(Case),
    Document(Document),
    Path(String),
    Algorithm(Algorithm),
    Secret(SecretUse),
}

/// An edit with its explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(crate) edit: Edit,
    pub(crate) title: String,
    pub(crate) help: String,
}

/// System parameters of all protocols, apart from `sign`.
pub(crate) const SYSTEM: [&str; 13] = [
    "access_token",
    "app_key",
    "customerId",
    "format",
    "method",
    "partner_id",
    "session",
    "sign",
    "sign_method",
    "simplify",
    "target_app_key",
    "timestamp",
    "v",
];

impl Mistake {
    pub(crate) fn new(edit: Edit, title: impl Into<String>, help: impl Into<String>) -> Self {
        Self { edit, title: title.into(), help: help.into() }
    }

    /// Whether both mistakes change one thing, so that they cannot be made together.
    pub(crate) fn excludes(&self, other: &Self) -> bool {
        use Edit::{Blank, BlankAs, FirstOfEach, Insert, LastOfEach, Omit, Replace};
        match (&self.edit, &other.edit) {
            (Omit(a) | Insert(a, _) | Replace(a, _), Omit(b) | Insert(b, _) | Replace(b, _)) => a == b,
            (Blank | BlankAs(_), Blank | BlankAs(_))
            | (LastOfEach | FirstOfEach, LastOfEach | FirstOfEach) => true,
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        }
    }

    /// Whether the mistake often comes with others: tried in triples.
    pub(crate) fn is_common(&self) -> bool {
        match &self.edit {
            Edit::Omit(name) => {
                matches!(name.as_str(), "session" | "access_token" | "sign_method" | "format" | "v")
            }
            Edit::Insert(..)
            | Edit::Replace(..)
            | Edit::LastOfEach
            | Edit::FirstOfEach
            | Edit::Rewrite(_) => false,
            Edit::Charset(charset) => *charset == Charset::Gbk,
            _ => true,
        }
    }

    /// Whether the mistake concerns how text and digest are built, as wrong instructions teach it.
    pub(crate) fn is_recipe(&self) -> bool {
        matches!(
            self.edit,
            Edit::Order(_)
                | Edit::Join(_)
                | Edit::Form(_)
                | Edit::Case(_)
                | Edit::Algorithm(_)
                | Edit::Secret(_)
        )
    }

    pub(crate) fn apply(&self, plan: &mut Plan<'_>) {
        match &self.edit {
            Edit::Omit(name) => plan.pairs.retain(|pair| pair.name != *name),
            Edit::OmitGroup(group) => plan.pairs.retain(|pair| !is_in(*group, pair)),
            Edit::Insert(name, value) => {
                let value = Cow::Owned(value.clone().into_bytes());
                plan.pairs.push(Pair { name: name.clone().into(), value, raw: None, place: Place::Query });
            }
            Edit::Replace(name, value) => {
                for pair in plan.pairs.iter_mut().filter(|pair| pair.name == *name) {
                    pair.value = Cow::Owned(value.clone().into_bytes());
                    pair.raw = None;
                }
            }
            Edit::Rewrite(rewrite) => {
                for pair in &mut plan.pairs {
                    let rewritten = str::from_utf8(&pair.value).ok().and_then(|text| rewrite.apply(text));
                    if let Some(text) = rewritten {
                        pair.value = Cow::Owned(text.into_bytes());
                        pair.raw = None;
                    }
                }
            }
            Edit::FirstOfEach => keep_first(&mut plan.pairs),
            Edit::LastOfEach => {
                plan.pairs.reverse();
                keep_first(&mut plan.pairs);
                plan.pairs.reverse();
            }
            Edit::Blank => plan.signs_blank = true,
            Edit::BlankAs(word) => {
                for pair in plan.pairs.iter_mut().filter(|pair| is_blank(&pair.value)) {
                    pair.value = word.as_bytes().into();
                }
            }
            Edit::Order(order) => plan.order = *order,
            Edit::Join(join) => plan.join = *join,
            Edit::Form(form) => plan.form = *form,
            Edit::Charset(charset) => plan.charset = *charset,
            Edit::Case(case) => plan.case = *case,
            Edit::Document(document) => plan.document = *document,
            Edit::Path(path) => plan.path = path.clone().into(),
            Edit::Algorithm(algorithm) => plan.algorithm = *algorithm,
            Edit::Secret(secret) => plan.secret = *secret,
        }
    }
}

fn keep_first(pairs: &mut Vec<Pair<'_>>) {
    let mut names = std::collections::HashSet::new();
    pairs.retain(|pair| names.insert(pair.name.clone().into_owned()));
}

fn is_in(group: Group, pair: &Pair<'_>) -> bool {
    let is_system = SYSTEM.contains(&&*pair.name);
    match group {
        Group::Query => pair.place == Place::Query,
        Group::Body => pair.place == Place::Body,
        Group::System => is_system,
        Group::Business => !is_system,
        Group::AtSigns => pair.value.starts_with(b"@"),
        Group::Numbers => !is_system && pair.value.iter().all(u8::is_ascii_digit),
        Group::Falsy => !is_system && matches!(&*pair.value, b"0" | b"false"),
    }
}
