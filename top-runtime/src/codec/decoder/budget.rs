//! Limits of one reply: levels, stack, memory, and JSON in texts. `docs/forms.md` lists them.

use super::Decoder;
use crate::issue::Issue;
use crate::tree::MAX_DEPTH;

/// Limit: bytes of the elements of lists and maps and of the values in boxes, together.
const MAX_MEMORY: usize = 256 << 20;

/// Limit: bytes of JSON in texts, as a multiple of the body, and the least limit.
const TEXT_FACTOR: usize = 4;
const MIN_TEXT: usize = 1 << 20;

/// Limit: bytes of stack, so that a thread with 512 KiB can decode any type but the widest. In a
/// debug build a level takes less than 3 KiB for a few dozen members, and about 30 KiB for a wide
/// type.
const MAX_STACK: usize = 384 << 10;

/// The remaining budget.
#[derive(Debug)]
pub(super) struct Budget {
    memory: usize,
    text: usize,
    /// Levels around the next value.
    levels: usize,
    /// Position of the stack at the beginning.
    stack: Option<usize>,
}

impl Default for Budget {
    fn default() -> Self {
        Self { memory: MAX_MEMORY, text: MIN_TEXT, levels: 0, stack: None }
    }
}

impl Budget {
    /// Creates the budget for a body of `bytes` bytes, for a value with `levels` levels around it.
    pub(super) fn of(bytes: usize, levels: usize) -> Self {
        let text = bytes.saturating_mul(TEXT_FACTOR).max(MIN_TEXT);
        Self { text, levels, ..Self::default() }
    }
}

impl Decoder<'_> {
    /// Enters an object, a list, or a text that contains JSON. Returns false if the stack is used
    /// up; otherwise the caller must call [`Self::leave`].
    pub(in crate::codec) fn enter(&mut self, levels: usize) -> bool {
        let here = stack_position();
        if here.abs_diff(*self.budget.stack.get_or_insert(here)) > MAX_STACK {
            self.refuse(Issue::at("", "values for which 384 KiB of stack is enough", "more levels"));
            return false;
        }
        self.budget.levels += levels;
        true
    }

    pub(in crate::codec) fn leave(&mut self, levels: usize) {
        self.budget.levels -= levels;
    }

    /// Returns the number of levels left.
    pub(in crate::codec) fn levels_left(&self) -> usize {
        MAX_DEPTH.saturating_sub(self.budget.levels)
    }

    /// Charges `count` values of `size` bytes. Returns false and ends decoding if that exceeds the
    /// limit.
    pub(in crate::codec) fn afford(&mut self, count: usize, size: usize) -> bool {
        if let Some(left) = self.budget.memory.checked_sub(count.saturating_mul(size)) {
            self.budget.memory = left;
            return true;
        }
        self.end("a reply whose values take 256 MiB at most", format!("{count} more of {size} bytes"));
        false
    }

    /// Charges the value in a box. The box is allocated already.
    pub(in crate::codec) fn count_box(&mut self, size: usize) {
        self.afford(1, size);
    }

    /// Whether a text of `bytes` bytes may be parsed. Ends decoding if not.
    pub(in crate::codec) fn may_read_text(&mut self, bytes: usize) -> bool {
        if bytes <= self.budget.text {
            return true;
        }
        let expected = "JSON in texts of 4 times the body at most, texts in texts counted at each level";
        self.end(expected, format!("{bytes} bytes more"));
        false
    }

    /// Charges the parsed bytes of a text.
    pub(in crate::codec) fn count_text(&mut self, bytes: usize) {
        self.budget.text = self.budget.text.saturating_sub(bytes);
    }
}

/// Returns an address on the stack.
#[inline(never)]
fn stack_position() -> usize {
    let here = 0_u8;
    std::ptr::from_ref(&here).addr()
}
