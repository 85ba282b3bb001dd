//! Finds secrets in foreign text, in every spelling in which they can have been sent or echoed.
//!
//! A text is read once. Its bytes run through a fixed number of decoders, one behind the other,
//! each of which undoes one layer of escapes: percent-encoding, the backslashes of JSON and of
//! `Debug`, the entities of HTML. Before the first decoder and behind each of them the bytes are
//! compared with the secrets, by Knuth, Morris and Pratt, so that the time is linear whatever the
//! text.
//!
//! Not undone: base64, compression and encryption, which nothing between the client and an error
//! text applies to a parameter.

use zeroize::Zeroizing;

use super::MASK;
use super::escape::{self, Escape};

/// Texts shorter than this are no secret; masking them would only mangle what is shown.
const SHORTEST: usize = 8;

/// How much of a secret is masked before the mark of a cut.
const SHORTEST_CUT: usize = 4;

/// How much of a secret is masked wherever it stands: some servers repeat the beginning alone.
const PREFIX: usize = 16;

/// The mark that stands where a text was cut.
const CUT: char = '…';

/// How many layers of escapes are undone.
const LAYERS: usize = 3;

/// Finds and masks the secrets of one call.
pub(crate) struct Masker {
    patterns: Vec<Pattern>,
    /// Whether a byte can begin a secret, an escape or the mark of a cut: all others are skipped.
    begins: [bool; 256],
}

/// A secret, ready to be searched for.
struct Pattern {
    /// Its bytes, [`folded`].
    bytes: Zeroizing<Vec<u8>>,
    /// For each length of a match that fails at the next byte: the longest shorter match that goes
    /// on.
    shorter: Vec<usize>,
}

impl Pattern {
    fn new(secret: &str) -> Self {
        let bytes = Zeroizing::new(secret.bytes().map(folded).collect::<Vec<_>>());
        let mut shorter = vec![0; bytes.len() + 1];
        let mut len = 0;
        for at in 1..bytes.len() {
            while len > 0 && bytes[at] != bytes[len] {
                len = shorter[len];
            }
            len += usize::from(bytes[at] == bytes[len]);
            shorter[at + 1] = len;
        }
        Self { bytes, shorter }
    }
}

/// Letters in either case are alike, and so are a blank and the `+` that a form has for it.
fn folded(byte: u8) -> u8 {
    if byte == b' ' { b'+' } else { byte.to_ascii_lowercase() }
}

impl Masker {
    pub(crate) fn new<'s>(secrets: impl IntoIterator<Item = &'s str>) -> Self {
        let mut patterns: Vec<Pattern> = Vec::new();
        for secret in secrets.into_iter().filter(|secret| secret.len() >= SHORTEST) {
            let pattern = Pattern::new(secret);
            if patterns.iter().all(|known| *known.bytes != *pattern.bytes) {
                patterns.push(pattern);
            }
        }
        let mut begins = [false; 256];
        for (byte, begins) in (0_u8..=255).zip(&mut begins) {
            *begins = escape::begins(byte)
                || CUT.to_string().as_bytes().first() == Some(&byte)
                || patterns.iter().any(|pattern| pattern.bytes.first() == Some(&folded(byte)));
        }
        Self { patterns, begins }
    }

    /// Masks the secrets in a text.
    pub(crate) fn mask(&self, text: &mut String) {
        let found = self.find(text);
        if found.is_empty() {
            return;
        }
        let mut masked = String::with_capacity(text.len());
        let mut end = 0;
        for (start, stop) in found {
            masked.push_str(text.get(end..start).unwrap_or_default());
            masked.push_str(MASK);
            end = stop;
        }
        masked.push_str(text.get(end..).unwrap_or_default());
        *text = masked;
    }

    /// Whether a secret stands in a text.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        !self.find(text).is_empty()
    }

    /// Where the secrets stand, in order and apart from one another.
    fn find(&self, text: &str) -> Vec<(usize, usize)> {
        if self.patterns.is_empty() {
            return Vec::new();
        }
        let mut search = Search::new(&self.patterns);
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if search.is_idle() {
                match bytes[at..].iter().position(|byte| self.begins[usize::from(*byte)]) {
                    Some(skipped) => at += skipped,
                    None => break,
                }
            }
            if text.get(at..).is_some_and(|rest| rest.starts_with(CUT)) {
                search.end(at, SHORTEST_CUT);
                at += CUT.len_utf8();
            } else {
                search.push(0, Unit { byte: bytes[at], start: at, end: at + 1 });
                at += 1;
            }
        }
        // A quoted text ends with a quote, and a body is cut without a mark.
        search.end(bytes.len(), SHORTEST);
        let mut found = search.found;
        found.sort_unstable();
        found.dedup_by(|next, last| {
            let joins = next.0 <= last.1;
            if joins {
                last.1 = last.1.max(next.1);
            }
            joins
        });
        found
    }
}

/// A decoded byte, and where its spelling stands in the text.
#[derive(Clone, Copy)]
struct Unit {
    byte: u8,
    start: usize,
    end: usize,
}

/// The state of reading one text.
struct Search<'p> {
    layers: Vec<Layer<'p>>,
    found: Vec<(usize, usize)>,
}

/// What is known of the bytes before a decoder, and the beginning of an escape that it waits for
/// the rest of.
struct Layer<'p> {
    matches: Vec<Match<'p>>,
    /// The bytes of that beginning, and where each of them stands.
    pending: Vec<u8>,
    places: Vec<(usize, usize)>,
}

/// How much of a secret the last bytes are.
struct Match<'p> {
    pattern: &'p Pattern,
    len: usize,
    /// Where the last bytes stand in the text, as many as the secret has, in a circle.
    starts: Vec<usize>,
    next: usize,
    /// Where the last of them ends.
    end: usize,
}

impl Match<'_> {
    /// Takes the next byte. Notes where the secret stands that it completes, or of which the
    /// beginning ended before it.
    fn push(&mut self, unit: Unit, found: &mut Vec<(usize, usize)>) {
        let Pattern { bytes, shorter } = self.pattern;
        let byte = folded(unit.byte);
        if self.len >= PREFIX && bytes[self.len] != byte {
            found.push((self.start(), self.end));
        }
        while self.len > 0 && bytes[self.len] != byte {
            self.len = shorter[self.len];
        }
        if bytes[self.len] != byte {
            return;
        }
        self.starts[self.next] = unit.start;
        self.end = unit.end;
        self.next += 1;
        if self.next == bytes.len() {
            self.next = 0;
        }
        self.len += 1;
        if self.len == bytes.len() {
            found.push((self.start(), unit.end));
            self.len = 0;
        }
    }

    /// Where the bytes begin that match so far.
    fn start(&self) -> usize {
        let all = self.starts.len();
        self.starts[(self.next + all - self.len) % all]
    }
}

impl<'p> Search<'p> {
    fn new(patterns: &'p [Pattern]) -> Self {
        let matches = || {
            let begin = |pattern: &'p Pattern| {
                let starts = vec![0; pattern.bytes.len()];
                Match { pattern, len: 0, starts, next: 0, end: 0 }
            };
            patterns.iter().map(begin).collect()
        };
        let layer = |_| Layer { matches: matches(), pending: Vec::new(), places: Vec::new() };
        let layers = (0..=LAYERS).map(layer).collect();
        Self { layers, found: Vec::new() }
    }

    /// Whether nothing before the next byte matters to what follows.
    fn is_idle(&self) -> bool {
        let idle = |layer: &Layer<'_>| {
            layer.pending.is_empty() && layer.matches.iter().all(|searched| searched.len == 0)
        };
        self.layers.iter().all(idle)
    }

    /// Compares a byte with the secrets, and hands it to the decoder behind: to all of them, as
    /// long as it is no part of an escape.
    fn push(&mut self, first: usize, unit: Unit) {
        for at in first..self.layers.len() {
            let layer = &mut self.layers[at];
            for searched in &mut layer.matches {
                searched.push(unit, &mut self.found);
            }
            let waits = !layer.pending.is_empty() || escape::begins(unit.byte);
            if waits && at < LAYERS {
                layer.pending.push(unit.byte);
                layer.places.push((unit.start, unit.end));
                return self.decode(at);
            }
        }
    }

    /// Hands on what the bytes that wait in a decoder stand for, as far as that is known.
    fn decode(&mut self, at: usize) {
        let mut pending = std::mem::take(&mut self.layers[at].pending);
        let mut places = std::mem::take(&mut self.layers[at].places);
        let mut done = 0;
        while let Some(&byte) = pending.get(done) {
            let (len, decoded) = match escape::read(&pending[done..]) {
                Escape::Unfinished => break,
                Escape::None => (1, escape::Bytes::of(byte)),
                Escape::Of(len, decoded) => (len, decoded),
            };
            let (start, end) = (places[done].0, places[done + len - 1].1);
            for byte in decoded {
                self.push(at + 1, Unit { byte, start, end });
            }
            done += len;
        }
        pending.drain(..done);
        places.drain(..done);
        (self.layers[at].pending, self.layers[at].places) = (pending, places);
    }

    /// The text ends here, or was cut: the beginning of a secret is masked from this length on.
    fn end(&mut self, end: usize, shortest: usize) {
        for at in 0..self.layers.len() {
            for searched in &mut self.layers[at].matches {
                if searched.len >= shortest {
                    self.found.push((searched.start(), end));
                }
                searched.len = 0;
            }
            // What waits here is an escape that was cut.
            self.layers[at].pending.clear();
            self.layers[at].places.clear();
        }
    }
}

#[cfg(test)]
mod tests;
