//! Search for secrets in foreign text, in each encoding in which they can have been sent or echoed.
//!
//! A text is read once. Its bytes pass through a chain of [`LAYERS`] decoders. Each decoder undoes
//! one layer of escapes: percent-encoding, the backslashes of JSON and `Debug`, the entities of
//! HTML. The input of the chain and the output of each decoder are searched for the secrets with
//! the algorithm of Knuth, Morris and Pratt, so the time is linear for any text.
//!
//! Not decoded: base64, compression and encryption, which are not applied to a single parameter.

mod ranges;

use zeroize::Zeroizing;

use self::ranges::Ranges;
use super::MASK;
use super::escape::{self, Escape};

/// Minimum bytes of a secret. Shorter texts are not masked.
pub(super) const MIN_LEN: usize = 8;

/// Minimum bytes of a partial secret before the mark of a cut.
const MIN_CUT_LEN: usize = 4;

/// Minimum bytes of a partial secret anywhere, because some servers echo only the beginning.
pub(super) const MIN_PREFIX_LEN: usize = 16;

/// The mark at the end of a text that was cut.
const CUT: &str = "…";

/// Number of layers of escapes that are decoded.
const LAYERS: usize = 3;

/// Finds and masks the secrets of one call.
pub struct Masker {
    patterns: Vec<Pattern>,
    /// Whether a byte can begin a secret, an escape or the mark of a cut. Other bytes are skipped.
    begins: [bool; 256],
}

impl Default for Masker {
    /// Searches for no secret.
    fn default() -> Self {
        let mut masker = Self { patterns: Vec::new(), begins: [false; 256] };
        masker.begin_with(&escape::BEGINNINGS);
        masker.begin_with(&CUT.as_bytes()[..1]);
        masker
    }
}

/// A secret with its table of partial matches.
struct Pattern {
    /// The bytes, each through [`fold`].
    bytes: Zeroizing<Vec<u8>>,
    /// For each length of a match: the longest proper prefix of the pattern that is a suffix of it.
    fallback: Vec<usize>,
}

impl Pattern {
    fn new(secret: &str) -> Self {
        let bytes = Zeroizing::new(secret.bytes().map(fold).collect::<Vec<_>>());
        let mut fallback = vec![0; bytes.len() + 1];
        let mut len = 0;
        for at in 1..bytes.len() {
            while len > 0 && bytes[at] != bytes[len] {
                len = fallback[len];
            }
            len += usize::from(bytes[at] == bytes[len]);
            fallback[at + 1] = len;
        }
        Self { bytes, fallback }
    }
}

/// Maps letters to lower case, and a blank to `+`, its form in a query.
fn fold(byte: u8) -> u8 {
    if byte == b' ' { b'+' } else { byte.to_ascii_lowercase() }
}

/// Returns the bytes that [`fold`] maps to a byte.
fn unfold(byte: u8) -> [u8; 3] {
    [byte, byte.to_ascii_uppercase(), if byte == b'+' { b' ' } else { byte }]
}

impl Masker {
    /// Searches for these secrets. Limit: those of at least 8 bytes.
    pub fn new<'s>(secrets: impl IntoIterator<Item = &'s str>) -> Self {
        let mut masker = Self::default();
        secrets.into_iter().for_each(|secret| masker.add(secret));
        masker
    }

    /// Adds a secret. Ignores one of less than 8 bytes.
    pub(crate) fn add(&mut self, secret: &str) {
        if secret.len() < MIN_LEN {
            return;
        }
        let pattern = Pattern::new(secret);
        if self.patterns.iter().any(|other| *other.bytes == *pattern.bytes) {
            return;
        }
        self.begin_with(&unfold(pattern.bytes[0]));
        self.patterns.push(pattern);
    }

    fn begin_with(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.begins[usize::from(*byte)] = true;
        }
    }

    /// Replaces the secrets in a text by [`MASK`].
    pub fn mask(&self, text: &mut String) {
        let ranges = self.find(text);
        if ranges.is_empty() {
            return;
        }
        let mut masked = String::with_capacity(text.len());
        let mut end = 0;
        for (start, stop) in ranges.iter() {
            masked.push_str(text.get(end..start).unwrap_or_default());
            masked.push_str(MASK);
            end = stop;
        }
        masked.push_str(text.get(end..).unwrap_or_default());
        *text = masked;
    }

    /// Whether a text contains a secret.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        !self.find(text).is_empty()
    }

    /// Returns the ranges of the secrets.
    fn find(&self, text: &str) -> Ranges {
        let bytes = text.as_bytes();
        let next = |at: usize| {
            let skipped = bytes[at..].iter().position(|byte| self.begins[usize::from(*byte)])?;
            Some(at + skipped)
        };
        let Some(mut at) = next(0).filter(|_| !self.patterns.is_empty()) else {
            return Ranges::default();
        };
        let mut search = Search::new(&self.patterns);
        while at < bytes.len() {
            if search.is_idle() {
                match next(at) {
                    Some(next) => at = next,
                    None => break,
                }
            }
            if text.get(at..).is_some_and(|rest| rest.starts_with(CUT)) {
                search.end(at, MIN_CUT_LEN);
                at += CUT.len();
            } else {
                search.push(0, Unit { byte: bytes[at], start: at, end: at + 1 });
                at += 1;
            }
        }
        // A body may be cut without a mark.
        search.end(bytes.len(), MIN_LEN);
        search.ranges
    }
}

/// A decoded byte, and the range of its encoded form in the text.
#[derive(Clone, Copy)]
struct Unit {
    byte: u8,
    start: usize,
    end: usize,
}

/// The state of searching one text.
struct Search<'p> {
    layers: [Layer<'p>; LAYERS + 1],
    ranges: Ranges,
}

/// The matches in the input of a decoder, and the incomplete escape in it.
struct Layer<'p> {
    matches: Vec<Match<'p>>,
    /// The bytes of the incomplete escape, and the range of each in the text.
    pending: Vec<u8>,
    places: Vec<(usize, usize)>,
}

/// A partial match of a secret with the last bytes.
struct Match<'p> {
    pattern: &'p Pattern,
    len: usize,
    /// Ring buffer of the offsets of the last bytes, as long as the secret. Created by the first
    /// byte that matches: most texts have none.
    starts: Vec<usize>,
    next: usize,
    /// End of the last byte.
    end: usize,
}

impl Match<'_> {
    /// Advances by one byte. Adds the range of a secret that it completes, or of a long prefix that
    /// ends before it.
    fn push(&mut self, unit: Unit, ranges: &mut Ranges) {
        let Pattern { bytes, fallback } = self.pattern;
        let byte = fold(unit.byte);
        if self.len >= MIN_PREFIX_LEN && bytes[self.len] != byte {
            ranges.add(self.start(), self.end);
        }
        while self.len > 0 && bytes[self.len] != byte {
            self.len = fallback[self.len];
        }
        if bytes[self.len] != byte {
            return;
        }
        if self.starts.is_empty() {
            self.starts = vec![0; bytes.len()];
        }
        self.starts[self.next] = unit.start;
        self.end = unit.end;
        self.next += 1;
        if self.next == bytes.len() {
            self.next = 0;
        }
        self.len += 1;
        if self.len == bytes.len() {
            ranges.add(self.start(), unit.end);
            self.len = 0;
        }
    }

    /// Returns the offset of the partial match.
    fn start(&self) -> usize {
        let size = self.starts.len();
        self.starts[(self.next + size - self.len) % size]
    }
}

impl<'p> Search<'p> {
    fn new(patterns: &'p [Pattern]) -> Self {
        let begin = |pattern| Match { pattern, len: 0, starts: Vec::new(), next: 0, end: 0 };
        let matches = || patterns.iter().map(begin).collect();
        let layer = |_| Layer { matches: matches(), pending: Vec::new(), places: Vec::new() };
        Self { layers: std::array::from_fn(layer), ranges: Ranges::default() }
    }

    /// Whether there is no partial match and no incomplete escape.
    fn is_idle(&self) -> bool {
        let idle = |layer: &Layer<'_>| {
            layer.pending.is_empty() && layer.matches.iter().all(|searched| searched.len == 0)
        };
        self.layers.iter().all(idle)
    }

    /// Searches a byte in the layers from `first` on, up to one where it can be part of an escape.
    fn push(&mut self, first: usize, unit: Unit) {
        for at in first..self.layers.len() {
            let layer = &mut self.layers[at];
            for searched in &mut layer.matches {
                searched.push(unit, &mut self.ranges);
            }
            let waits = !layer.pending.is_empty() || escape::begins(unit.byte);
            if waits && at < LAYERS {
                layer.pending.push(unit.byte);
                layer.places.push((unit.start, unit.end));
                return self.decode(at);
            }
        }
    }

    /// Decodes the complete escapes of a layer and passes their bytes to the next.
    fn decode(&mut self, at: usize) {
        let mut pending = std::mem::take(&mut self.layers[at].pending);
        let mut places = std::mem::take(&mut self.layers[at].places);
        let mut done = 0;
        while let Some(&byte) = pending.get(done) {
            let (len, decoded) = match escape::parse(&pending[done..]) {
                Escape::Unfinished => break,
                Escape::None => (1, escape::Decoded::of(byte)),
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

    /// Ends the text, or the part before a cut. Adds partial matches of at least `min_len` bytes.
    fn end(&mut self, end: usize, min_len: usize) {
        for at in 0..self.layers.len() {
            for searched in &mut self.layers[at].matches {
                if searched.len >= min_len {
                    self.ranges.add(searched.start(), end);
                }
                searched.len = 0;
            }
            // An incomplete escape was cut.
            self.layers[at].pending.clear();
            self.layers[at].places.clear();
        }
    }
}

#[cfg(test)]
mod tests;
