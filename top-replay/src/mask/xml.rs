//! Masks XML: everything but the masked values is copied as it is.

use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::Event;

use super::{Kind, Masking};

/// Masks the values of listed elements, at any depth and in texts inside of texts. The rest of a
/// broken document is left out if it has listed elements, whose values cannot be found. `nested`
/// counts the texts around it.
pub(super) fn rewrite(text: &str, masking: &mut Masking<'_>, nested: usize) -> String {
    let mut reader = Reader::from_str(text);
    // HTML pages of proxies do not close all elements.
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut out = String::with_capacity(text.len());
    let mut kinds: Vec<Option<Kind>> = Vec::new();
    // Start of the text between two tags.
    let mut start = 0;
    loop {
        let before = position(&reader, text);
        let Ok(event) = reader.read_event() else {
            let rest = text.get(start..).unwrap_or_default();
            if kinds.iter().all(Option::is_none) && !has_listed_element(rest, masking) {
                out.push_str(rest);
            }
            break;
        };
        let after = position(&reader, text);
        let is_tag = !matches!(event, Event::Text(_) | Event::CData(_) | Event::GeneralRef(_));
        if is_tag {
            let kind = kinds.last().copied().flatten();
            out.push_str(&masked(text.get(start..before).unwrap_or_default(), kind, masking, nested));
            start = after;
            out.push_str(text.get(before..after).unwrap_or_default());
        }
        match event {
            Event::Start(tag) => {
                let name = tag.local_name().into_inner().to_owned();
                let outer = kinds.last().copied().flatten();
                kinds.push(masking.names.kind(&name).or(outer));
            }
            Event::End(_) => {
                kinds.pop();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    out
}

/// Returns `true` if a text that is not XML has the start of a listed element.
fn has_listed_element(text: &str, masking: &Masking<'_>) -> bool {
    let names = text.split('<').skip(1).filter_map(|tag| {
        let tag = tag.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
        Some(tag.rsplit(':').next().unwrap_or(tag))
    });
    names.into_iter().any(|name| masking.names.kind(name).is_some())
}

pub(crate) fn position(reader: &Reader<&[u8]>, text: &str) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX).min(text.len())
}

/// Returns the text that is written between two tags.
pub(crate) fn text_of(raw: &str) -> String {
    let cdata = raw.trim().strip_prefix("<![CDATA[").and_then(|rest| rest.strip_suffix("]]>"));
    match cdata.filter(|inner| !inner.contains("]]>")) {
        Some(inner) => inner.to_owned(),
        None => unescape(raw).map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned),
    }
}

/// Masks the text between two tags.
fn masked(raw: &str, kind: Option<Kind>, masking: &mut Masking<'_>, nested: usize) -> String {
    if raw.trim().is_empty() {
        return raw.to_owned();
    }
    let value = text_of(raw);
    let masked = masking.value(kind, &value, nested);
    if masked == value { raw.to_owned() } else { escape(masked).into_owned() }
}
