//! The errors of one item, collected so that all are reported together, and how their texts are put together.

use std::fmt::Display;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Error;

/// How alike two words must be for one to be suggested for the other.
const LIKENESS: f64 = 0.75;

/// Everything found wrong with one item. Nothing that reads or checks returns early: it reports here and goes on.
#[derive(Default)]
pub(crate) struct Diag {
    errors: Vec<Error>,
}

impl Diag {
    /// Reports `text` at the tokens it is about.
    pub(crate) fn error(&mut self, at: impl ToTokens, text: impl Display) {
        self.push(Error::new_spanned(at, text));
    }

    /// Reports an error that a parser returned.
    pub(crate) fn push(&mut self, error: Error) {
        self.errors.push(error);
    }

    /// A `compile_error!` for each report, or `None` when nothing was wrong.
    pub(crate) fn into_compile_errors(self) -> Option<TokenStream> {
        let errors = self.errors.into_iter().reduce(|mut all, one| {
            all.combine(one);
            all
        })?;
        Some(errors.into_compile_error())
    }

    /// The texts reported so far.
    #[cfg(test)]
    pub(crate) fn texts(&self) -> Vec<String> {
        self.errors.iter().map(ToString::to_string).collect()
    }
}

/// The known word that `word` is most likely a misspelling of.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(likeness, _)| *likeness > LIKENESS)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, candidate)| candidate)
}

/// The words in back-ticks, with commas between them.
pub(crate) fn quoted<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}
