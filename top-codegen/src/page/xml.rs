//! The XML sample of a reply.

mod tree;

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, Event};

use crate::Diagnostic;

use super::lines::Lines;
use super::sample::Sample;
use super::section::COPY_ALL;
use tree::Tree;

/// Reads the sample in a range of lines; `None` if it has no element.
pub(super) fn read(page: &Lines<'_>, lines: Range<usize>) -> Result<Option<Sample>, Diagnostic> {
    let mut raw = page.raw(lines).skip_while(|(_, line)| !line.trim_start().starts_with('<')).peekable();
    let Some((first, _)) = raw.peek().copied() else { return Ok(None) };
    let text = raw.map(|(_, line)| line).collect::<Vec<_>>().join("\n");
    let mut reader = Reader::from_str(&text);
    let config = reader.config_mut();
    // Sample values are not escaped.
    config.allow_dangling_amp = true;
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut tree = Tree::default();
    let mut place = Position { text: &text, offset: 0, line: first };
    loop {
        let line = place.advance(reader.buffer_position());
        let event = reader.read_event().map_err(|error| malformed(line, &error.to_string()))?;
        match event {
            Event::Start(tag) => tree.start(tag.local_name().into_inner(), line)?,
            Event::Empty(tag) => {
                let name = tag.local_name().into_inner().to_owned();
                tree.start(&name, line)?;
                tree.end(&name, line)?;
            }
            Event::End(tag) => tree.end(tag.local_name().into_inner(), line)?,
            Event::Text(text) => tree.text(&text.xml10_content()),
            Event::CData(text) => tree.text(&text.xml10_content()),
            Event::GeneralRef(entity) => tree.text(&resolve(&entity)),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_) => {}
            Event::Eof => return Err(tree.unfinished(line)),
        }
        if let Some(sample) = tree.take_sample() {
            return Ok(Some(sample));
        }
    }
}

pub(super) fn malformed(line: usize, reason: &str) -> Diagnostic {
    Diagnostic::at(
        line,
        format!("expected the XML sample of the reply, found XML that is not whole: {reason}"),
    )
    .with_help(COPY_ALL)
}

/// Resolves an entity reference. Unknown references stay unchanged.
fn resolve(entity: &BytesRef<'_>) -> String {
    match entity.resolve_char_ref() {
        Ok(Some(char)) => char.to_string(),
        _ => resolve_html5_entity(entity).map_or_else(|| format!("&{};", &**entity), str::to_owned),
    }
}

/// Position in a text, with its line.
struct Position<'a> {
    text: &'a str,
    offset: usize,
    line: usize,
}

impl Position<'_> {
    /// Advances to an offset and returns its line.
    fn advance(&mut self, offset: u64) -> usize {
        let offset = usize::try_from(offset).unwrap_or(self.text.len()).clamp(self.offset, self.text.len());
        let passed = self.text.get(self.offset..offset).unwrap_or_default();
        self.line += passed.matches('\n').count();
        self.offset = offset;
        self.line
    }
}
