//! Removes secrets and personal data from a call before it is written.

mod json;
mod names;
mod pseudonyms;
mod xml;

pub(crate) use json::Layout;
use json::rewrite as rewrite_json;
pub(crate) use names::{Kind, Names};
pub(crate) use pseudonyms::{Pseudonyms, number_of as pseudonym_number};
use top_runtime::__v0_1_0::{Masker, scrub};
pub(crate) use xml::{position as xml_position, text_of as xml_text};

/// The text in place of a secret.
pub(crate) const SECRET: &str = "***";

/// Limit: texts inside of texts (JSON in a string of JSON) that are searched. Deeper ones are masked
/// as a whole.
const MAX_NESTED: usize = 8;

/// Masks the texts of one call.
pub(crate) struct Masking<'a> {
    pub(crate) names: &'a Names,
    /// The secrets of the request, which the reply may repeat.
    pub(crate) secrets: &'a Masker,
    pub(crate) pseudonyms: &'a mut Pseudonyms,
}

impl Masking<'_> {
    /// Masks a body: JSON, XML, or any other text. `layout` applies to valid JSON.
    pub(crate) fn body(&mut self, text: &str, layout: Layout) -> String {
        let mut text = text.to_owned();
        self.secrets.mask(&mut text);
        if text.trim_start().starts_with('<') {
            return xml::rewrite(&text, self, 0);
        }
        if serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok() {
            rewrite_json(&text, self, layout, 0)
        } else {
            scrub(&rewrite_json(&text, self, Layout::Unchanged, 0))
        }
    }

    /// Masks the value of a parameter.
    pub(crate) fn param(&mut self, name: &str, value: &str) -> String {
        let mut value = value.to_owned();
        self.secrets.mask(&mut value);
        self.value(self.names.kind(name), &value, 0)
    }

    /// Masks a text of a known kind; without one, the texts inside of it. `nested` counts the texts
    /// around it.
    fn value(&mut self, kind: Option<Kind>, text: &str, nested: usize) -> String {
        let starts_as_xml = text.trim_start().starts_with('<');
        let is_json = !starts_as_xml && text.contains('"') && text.contains(['{', '[']);
        let is_xml = starts_as_xml || !is_json && text.contains("</");
        match kind {
            Some(Kind::Secret) if !text.is_empty() => SECRET.to_owned(),
            Some(Kind::Personal) => self.pseudonyms.text(text),
            _ if (is_json || is_xml) && nested >= MAX_NESTED => self.pseudonyms.text(text),
            _ if is_json => rewrite_json(text, self, Layout::Unchanged, nested + 1),
            _ if is_xml => xml::rewrite(text, self, nested + 1),
            _ => text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
