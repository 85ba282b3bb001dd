//! What is to happen to the bytes of one reply, and where.

use std::future::Future as _;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::Sleep;

/// Where in a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// After so many bytes of it.
    Byte(usize),
    /// After so many bytes of what follows its head.
    Body(usize),
}

/// How a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// In order, as far as TCP can tell.
    Close,
    /// With a reset.
    Reset,
}

/// What happens at the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// Nothing, for a time.
    Wait(Duration),
    /// The end, with bytes left to send.
    End(End),
    /// The end, with none left.
    Leave,
}

/// What is to happen to the bytes of a reply.
pub(crate) struct Plan {
    place: Place,
    then: Then,
    written: usize,
    /// How many of the four characters that end a head were the last ones written.
    ending: usize,
    /// How many bytes the head has, once it is written.
    head: Option<usize>,
    waiting: Option<Pin<Box<Sleep>>>,
}

const HEAD_END: &[u8; 4] = b"\r\n\r\n";

impl Plan {
    pub(crate) fn new(place: Place, then: Then) -> Self {
        Self { place, then, written: 0, ending: 0, head: None, waiting: None }
    }

    /// How many of these bytes, which come next, stand before the place.
    pub(super) fn before(&self, bytes: &[u8]) -> usize {
        let left = match self.place {
            Place::Byte(at) => at.saturating_sub(self.written),
            Place::Body(at) => match self.head.or_else(|| self.progress().head_end(bytes)) {
                Some(head) => (head + at).saturating_sub(self.written),
                None => bytes.len(),
            },
        };
        left.min(bytes.len())
    }

    /// These bytes were written.
    pub(super) fn advance(&mut self, bytes: &[u8]) {
        let mut progress = self.progress();
        let head = progress.head_end(bytes);
        self.head = self.head.or(head);
        self.ending = progress.ending;
        self.written += bytes.len();
    }

    /// How the connection ends at the place.
    pub(super) fn end(&self) -> Option<End> {
        match self.then {
            Then::End(end) => Some(end),
            Then::Wait(_) | Then::Leave => None,
        }
    }

    /// Whether all is written and the sandbox is to leave.
    pub(super) fn is_to_leave(&self) -> bool {
        self.then == Then::Leave && self.before(b" ") == 0
    }

    /// Waits at the place, if that is what is to happen.
    pub(super) fn poll_wait(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Then::Wait(time) = self.then else { return Poll::Ready(()) };
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(tokio::time::sleep(time)));
        waiting.as_mut().poll(cx)
    }

    fn progress(&self) -> Progress {
        Progress { written: self.written, ending: self.ending }
    }
}

/// How far a head is written.
struct Progress {
    written: usize,
    ending: usize,
}

impl Progress {
    /// The length of the head, if it ends within these bytes.
    fn head_end(&mut self, bytes: &[u8]) -> Option<usize> {
        for (at, byte) in bytes.iter().enumerate() {
            self.ending = match self.ending {
                matched if HEAD_END.get(matched) == Some(byte) => matched + 1,
                _ => usize::from(*byte == b'\r'),
            };
            if self.ending == HEAD_END.len() {
                return Some(self.written + at + 1);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many bytes of a reply, given in parts, are let through.
    fn let_through(place: Place, parts: &[&str]) -> usize {
        let mut plan = Plan::new(place, Then::End(End::Close));
        let mut total = 0;
        for part in parts {
            let before = plan.before(part.as_bytes());
            plan.advance(&part.as_bytes()[..before]);
            total += before;
            if before < part.len() {
                break;
            }
        }
        total
    }

    #[test]
    fn places_are_found_however_the_bytes_come() {
        for parts in [
            &["HTTP/1.1 200 OK\r\na: b\r\n\r\n12345678"][..],
            &["HTTP/1.1 200 OK\r\na: b\r", "\n\r", "\n1234", "5678"],
            &["HTTP/1.1 200 OK\r\n", "a: b\r\n\r\n", "12345678"],
        ] {
            assert_eq!(let_through(Place::Byte(0), parts), 0);
            assert_eq!(let_through(Place::Byte(20), parts), 20);
            assert_eq!(let_through(Place::Body(0), parts), 25);
            assert_eq!(let_through(Place::Body(5), parts), 30);
            assert_eq!(let_through(Place::Body(99), parts), 33);
        }
    }
}
