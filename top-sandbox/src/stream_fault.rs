//! Fault of one reply on its connection: where in the reply, and what happens there.

use std::future::Future as _;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::Sleep;

/// A position in a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Position {
    /// After this many bytes of the reply.
    Byte(usize),
    /// After this many bytes that follow the head.
    Body(usize),
}

/// How a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CloseMode {
    /// In order (FIN).
    Close,
    /// With a reset (RST).
    Reset,
}

/// Action at the position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// Delays the rest.
    Delay(Duration),
    /// Closes the connection and drops the rest.
    Close(CloseMode),
    /// Closes the connection after the last byte.
    CloseAfter,
}

/// State of a fault while the reply is written.
pub(crate) struct StreamFault {
    position: Position,
    action: Action,
    written: usize,
    /// Characters of [`HEAD_END`] that end the bytes written so far.
    matched: usize,
    /// Length of the head, once it is written.
    head: Option<usize>,
    delay: Option<Pin<Box<Sleep>>>,
}

const HEAD_END: &[u8; 4] = b"\r\n\r\n";

impl StreamFault {
    pub(crate) fn new(position: Position, action: Action) -> Self {
        Self { position, action, written: 0, matched: 0, head: None, delay: None }
    }

    /// Returns how many of the next bytes precede the position.
    pub(crate) fn len_before(&self, bytes: &[u8]) -> usize {
        let left = match self.position {
            Position::Byte(offset) => offset.saturating_sub(self.written),
            Position::Body(offset) => match self.head.or_else(|| self.progress().head_end(bytes)) {
                Some(head) => (head + offset).saturating_sub(self.written),
                None => bytes.len(),
            },
        };
        left.min(bytes.len())
    }

    /// Records bytes that were written.
    pub(crate) fn advance(&mut self, bytes: &[u8]) {
        let mut progress = self.progress();
        let head = progress.head_end(bytes);
        self.head = self.head.or(head);
        self.matched = progress.matched;
        self.written += bytes.len();
    }

    /// Returns how the connection is closed at the position.
    pub(crate) fn close_mode(&self) -> Option<CloseMode> {
        match self.action {
            Action::Close(mode) => Some(mode),
            Action::Delay(_) | Action::CloseAfter => None,
        }
    }

    /// Returns `true` if the reply is complete and the connection must be closed.
    pub(crate) fn is_complete(&self) -> bool {
        self.action == Action::CloseAfter && self.len_before(b" ") == 0
    }

    /// Waits for the end of the delay, if the action is one.
    pub(crate) fn poll_delay(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Action::Delay(delay) = self.action else { return Poll::Ready(()) };
        let sleep = self.delay.get_or_insert_with(|| Box::pin(tokio::time::sleep(delay)));
        sleep.as_mut().poll(cx)
    }

    fn progress(&self) -> Progress {
        Progress { written: self.written, matched: self.matched }
    }
}

/// Progress of the search for the end of the head.
struct Progress {
    written: usize,
    matched: usize,
}

impl Progress {
    /// Returns the length of the head if it ends within these bytes.
    fn head_end(&mut self, bytes: &[u8]) -> Option<usize> {
        for (index, byte) in bytes.iter().enumerate() {
            self.matched = match self.matched {
                matched if HEAD_END.get(matched) == Some(byte) => matched + 1,
                _ => usize::from(*byte == b'\r'),
            };
            if self.matched == HEAD_END.len() {
                return Some(self.written + index + 1);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns how many bytes of a reply, written in parts, pass.
    fn count_passed(position: Position, parts: &[&str]) -> usize {
        let mut fault = StreamFault::new(position, Action::Close(CloseMode::Close));
        let mut total = 0;
        for part in parts {
            let before = fault.len_before(part.as_bytes());
            fault.advance(&part.as_bytes()[..before]);
            total += before;
            if before < part.len() {
                break;
            }
        }
        total
    }

    #[test]
    fn position_is_found_for_any_chunking() {
        for parts in [
            &["HTTP/1.1 200 OK\r\na: b\r\n\r\n12345678"][..],
            &["HTTP/1.1 200 OK\r\na: b\r", "\n\r", "\n1234", "5678"],
            &["HTTP/1.1 200 OK\r\n", "a: b\r\n\r\n", "12345678"],
        ] {
            assert_eq!(count_passed(Position::Byte(0), parts), 0);
            assert_eq!(count_passed(Position::Byte(20), parts), 20);
            assert_eq!(count_passed(Position::Body(0), parts), 25);
            assert_eq!(count_passed(Position::Body(5), parts), 30);
            assert_eq!(count_passed(Position::Body(99), parts), 33);
        }
    }
}
