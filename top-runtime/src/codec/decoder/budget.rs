//! What reading one reply may cost: levels, stack, memory, and JSON in texts. `docs/forms.md` states the bounds.

use super::Decoder;
use crate::issue::Issue;
use crate::tree::MAX_DEPTH;

/// How many bytes the elements of lists and maps, and what stands in boxes, may take together.
const MEMORY: usize = 256 << 20;

/// How many bytes of JSON in texts are read: so many times the body, and at least this many.
const TEXT_FACTOR: usize = 4;
const TEXT_LEAST: usize = 1 << 20;

/// How many bytes of stack reading may take, so that a thread with 512 KiB of it can read any type but the widest. Levels of a type of a few dozen
/// members take less than 3 KiB each in a debug build, and those of wide types some thirty.
const STACK: usize = 384 << 10;

/// What is left of it all.
#[derive(Debug)]
pub(in crate::codec) struct Budget {
    memory: usize,
    text: usize,
    /// How many levels are read around the value read next.
    levels: usize,
    /// Where the stack was when reading began.
    stack: Option<usize>,
}

impl Default for Budget {
    fn default() -> Self {
        Self { memory: MEMORY, text: TEXT_LEAST, levels: 0, stack: None }
    }
}

impl Budget {
    /// For a body of so many bytes, of which a value is read that has so many levels around it.
    pub(in crate::codec) fn of(bytes: usize, levels: usize) -> Self {
        let text = bytes.saturating_mul(TEXT_FACTOR).max(TEXT_LEAST);
        Self { text, levels, ..Self::default() }
    }
}

impl Decoder<'_> {
    /// Begins to read so many levels further in: an object, a list, or a text that holds JSON. Nothing is to be read where it
    /// gives false; otherwise [`Self::leave`] follows.
    pub(in crate::codec) fn enter(&mut self, levels: usize) -> bool {
        let here = stack_position();
        if here.abs_diff(*self.budget.stack.get_or_insert(here)) > STACK {
            self.refuse(Issue::at("", "values for which 384 KiB of stack is enough", "more levels"));
            return false;
        }
        self.budget.levels += levels;
        true
    }

    pub(in crate::codec) fn leave(&mut self, levels: usize) {
        self.budget.levels -= levels;
    }

    /// How many levels may follow.
    pub(in crate::codec) fn levels_left(&self) -> usize {
        MAX_DEPTH.saturating_sub(self.budget.levels)
    }

    /// Takes room for so many values of so many bytes. False, with reading ended, where the reply has had its share.
    pub(in crate::codec) fn afford(&mut self, count: usize, size: usize) -> bool {
        if let Some(left) = self.budget.memory.checked_sub(count.saturating_mul(size)) {
            self.budget.memory = left;
            return true;
        }
        self.end("a reply whose values take 256 MiB at most", format!("{count} more of {size} bytes"));
        false
    }

    /// Counts what a box holds, as its room has been taken already.
    pub(in crate::codec) fn count_box(&mut self, size: usize) {
        self.afford(1, size);
    }

    /// Whether so many bytes of JSON in a text may be read. If not, reading has ended.
    pub(in crate::codec) fn may_read_text(&mut self, bytes: usize) -> bool {
        if bytes <= self.budget.text {
            return true;
        }
        let expected = "JSON in texts of 4 times the body at most, texts in texts counted at each level";
        self.end(expected, format!("{bytes} bytes more"));
        false
    }

    /// Counts what was read of a text.
    pub(in crate::codec) fn count_text(&mut self, bytes: usize) {
        self.budget.text = self.budget.text.saturating_sub(bytes);
    }
}

/// The address of something on the stack.
#[inline(never)]
fn stack_position() -> usize {
    let here = 0_u8;
    std::ptr::from_ref(&here).addr()
}
