//! From one page to the next.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};

use super::declared::{PageCursor, PageFlag, PageNumber};
use crate::issue::Issue;

/// The fields of a request that select its page, and what a reply tells about further pages.
pub struct Turn<'a> {
    place: Place<'a>,
    size: Option<u64>,
    more: Option<bool>,
    total: Option<u64>,
    /// Whether the declaration has `more`.
    has_flag: bool,
    /// Number of elements on the page.
    count: usize,
}

enum Place<'a> {
    Number(&'a mut dyn PageNumber),
    Cursor { cursor: &'a mut dyn PageCursor, next: Option<String> },
}

/// The page that a request selects, as a server reads it.
#[cfg(feature = "server")]
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestedPage {
    /// Number of the page. `None` for a list with a cursor, and for a request without a number.
    pub number: Option<u64>,
    /// Cursor of the page. `None` for a list with numbers, and for the first page.
    pub cursor: Option<String>,
    /// `true` for a list with a cursor.
    pub has_cursor: bool,
    /// Number of elements on a full page, if the request has one.
    pub size: Option<u64>,
}

/// What comes after a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The request selects the next page.
    Next,
    End,
}

impl<'a> Turn<'a> {
    /// A list with page numbers.
    pub fn numbered(number: &'a mut dyn PageNumber, count: usize) -> Self {
        Self { place: Place::Number(number), size: None, more: None, total: None, has_flag: false, count }
    }

    /// A list with a cursor.
    pub fn cursor(cursor: &'a mut dyn PageCursor, next: &dyn PageCursor, count: usize) -> Self {
        let place = Place::Cursor { cursor, next: next.get() };
        Self { place, size: None, more: None, total: None, has_flag: false, count }
    }

    /// Sets the number of elements on a full page.
    #[must_use]
    pub fn size(mut self, size: &dyn PageNumber) -> Self {
        self.size = size.get();
        self
    }

    /// Sets the flag of the reply.
    #[must_use]
    pub fn more(mut self, more: &dyn PageFlag) -> Self {
        self.more = more.get();
        self.has_flag = true;
        self
    }

    /// Sets the number of elements in all.
    #[must_use]
    pub fn total(mut self, total: &dyn PageNumber) -> Self {
        self.total = total.get();
        self
    }

    /// Returns the page that the request selects. For servers.
    #[cfg(feature = "server")]
    #[must_use]
    pub fn requested(&self) -> RequestedPage {
        let (number, cursor) = match &self.place {
            Place::Number(number) => (number.get(), None),
            Place::Cursor { cursor, .. } => (None, cursor.get()),
        };
        let has_cursor = matches!(self.place, Place::Cursor { .. });
        RequestedPage { number, cursor, has_cursor, size: self.size }
    }

    /// Returns the number of the last page, from 1. `None` if the reply has no total, or the request
    /// no size.
    pub(super) fn last_page(&self) -> Option<u64> {
        let (total, size) = (self.total?, self.size.filter(|size| *size > 0)?);
        Some(total.div_ceil(size).max(1))
    }
}

/// The way through a list: the cursors that it came by.
#[derive(Default)]
pub(super) struct Turns {
    seen: HashSet<u64>,
    hasher: RandomState,
}

impl Turns {
    /// Moves a request to its next page.
    pub(super) fn advance(&mut self, turn: Turn<'_>) -> Result<Step, Issue> {
        let Turn { place, size, more, total, has_flag, count } = turn;
        match place {
            Place::Number(number) => {
                let current = number.get().unwrap_or(1);
                let has_more = match (more, total) {
                    (Some(more), _) => more,
                    (None, _) if has_flag => false,
                    (None, Some(total)) => count > 0 && read_so_far(current, size) < total,
                    (None, None) => count > 0,
                };
                if !has_more {
                    return Ok(Step::End);
                }
                match current.checked_add(1) {
                    Some(next) if number.set(next) => Ok(Step::Next),
                    _ => Err(Issue::at("pages", "a page number that fits its type", "one more page")),
                }
            }
            Place::Cursor { cursor, next } => {
                let next = next.filter(|next| !matches!(next.trim(), "" | "0"));
                let Some(next) = next.filter(|_| more != Some(false)) else { return Ok(Step::End) };
                if let Some(current) = cursor.get() {
                    self.seen.insert(self.hasher.hash_one(current));
                }
                if !self.seen.insert(self.hasher.hash_one(&next)) {
                    let expected = "a cursor that was not returned before";
                    return Err(Issue::at("pages", expected, format!("`{next}` again")));
                }
                if cursor.set(&next) {
                    Ok(Step::Next)
                } else {
                    Err(Issue::at("pages", "a cursor that fits the type of its field", format!("`{next}`")))
                }
            }
        }
    }
}

/// Returns the number of elements up to this page. Lists begin with page 1; for one that begins with
/// page 0 the result is a page too small, and an empty page ends it.
fn read_so_far(current: u64, size: Option<u64>) -> u64 {
    size.map_or(0, |size| current.saturating_mul(size))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_total(number: Option<i64>, total: Option<i64>, count: usize) -> (Step, Option<i64>) {
        let mut number = number;
        let turn = Turn::numbered(&mut number, count).size(&100_i64).total(&total);
        (Turns::default().advance(turn).unwrap(), number)
    }

    #[test]
    fn total_ends_a_list_at_its_last_page() {
        assert_eq!(by_total(None, Some(201), 100), (Step::Next, Some(2)));
        assert_eq!(by_total(Some(2), Some(201), 100), (Step::Next, Some(3)));
        assert_eq!(by_total(Some(3), Some(201), 1), (Step::End, Some(3)));
        assert_eq!(by_total(Some(1), Some(100), 100), (Step::End, Some(1)));
        assert_eq!(by_total(Some(1), Some(0), 0), (Step::End, Some(1)));
        assert_eq!(by_total(Some(1), Some(900), 0).0, Step::End, "an empty page ends the list");
        assert_eq!(by_total(Some(1), None, 100), (Step::Next, Some(2)), "no total: until an empty page");
    }

    #[test]
    fn flag_decides_over_the_number_of_elements() {
        for (more, count, step) in
            [(Some(true), 0, Step::Next), (Some(false), 100, Step::End), (None, 100, Step::End)]
        {
            let mut number = 1_u32;
            let turn = Turn::numbered(&mut number, count).more(&more);
            assert_eq!(Turns::default().advance(turn).unwrap(), step, "{more:?}");
        }
    }

    #[test]
    fn page_number_that_does_not_fit_is_an_issue() {
        let mut number = u8::MAX;
        assert!(Turns::default().advance(Turn::numbered(&mut number, 1).more(&true)).is_err());
    }

    #[test]
    fn cursor_ends_when_it_is_empty_and_fails_when_it_returns() {
        let mut turns = Turns::default();
        let mut cursor: Option<String> = None;
        for next in ["a", "b", "c"] {
            let turn = Turn::cursor(&mut cursor, &Some(next.to_owned()), 1);
            assert_eq!(turns.advance(turn).unwrap(), Step::Next);
            assert_eq!(cursor.as_deref(), Some(next));
        }
        for end in [None, Some(String::new()), Some("0".to_owned())] {
            assert_eq!(turns.advance(Turn::cursor(&mut cursor, &end, 1)).unwrap(), Step::End);
        }
        assert_eq!(
            turns.advance(Turn::cursor(&mut cursor, &"d".to_owned(), 1).more(&false)).unwrap(),
            Step::End
        );
        for repeated in ["c", "a"] {
            let issue = turns.advance(Turn::cursor(&mut cursor, &repeated.to_owned(), 1)).unwrap_err();
            assert_eq!(issue.found, format!("`{repeated}` again"));
        }
        let mut number = 5_i64;
        assert!(turns.advance(Turn::cursor(&mut number, &"x".to_owned(), 1)).is_err());
    }
}
