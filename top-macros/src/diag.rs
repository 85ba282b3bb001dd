//! Collection of all errors of one item, and helpers for their texts.

use std::fmt::Display;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Error;

/// Minimum Jaro-Winkler similarity of a suggestion.
const MIN_SIMILARITY: f64 = 0.75;

/// The errors of one item. Parsers and checks report here and continue; none returns early.
#[derive(Default)]
pub(crate) struct Diag {
    errors: Vec<Error>,
}

impl Diag {
    /// Reports an error at these tokens.
    pub(crate) fn error(&mut self, tokens: impl ToTokens, text: impl Display) {
        self.push(Error::new_spanned(tokens, text));
    }

    /// Reports an error that a parser returned.
    pub(crate) fn push(&mut self, error: Error) {
        self.errors.push(error);
    }

    /// Returns a `compile_error!` for each error, or `None` if there are no errors.
    pub(crate) fn into_compile_errors(self) -> Option<TokenStream> {
        let errors = self.errors.into_iter().reduce(|mut errors, error| {
            errors.combine(error);
            errors
        })?;
        Some(errors.into_compile_error())
    }

    #[cfg(test)]
    pub(crate) fn texts(&self) -> Vec<String> {
        self.errors.iter().map(ToString::to_string).collect()
    }
}

/// Returns the candidate that `word` is most likely a misspelling of.
///
/// The runtime suggests names at compile time with a const edit distance; this function has no such
/// restriction and uses `strsim`.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(similarity, _)| *similarity > MIN_SIMILARITY)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

/// Joins the words with commas, each in backticks.
pub(crate) fn quoted<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}
