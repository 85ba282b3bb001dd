//! A connection whose bytes can be held up and cut off: what a server does not do of its own accord, but networks do.

mod plan;

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

pub(crate) use plan::{End, Place, Plan, Then};

use crate::fault::Script;

/// How the answer to a request tells the connection what to do with its bytes.
#[derive(Clone, Default)]
pub(crate) struct Line(Arc<Mutex<Option<Plan>>>);

impl Line {
    /// Sets what happens to the bytes of the reply that comes next.
    pub(crate) fn set(&self, plan: Option<Plan>) {
        *self.lock() = plan;
    }

    /// Nothing can panic while it is held, and if something did, the plan would still be whole.
    fn lock(&self) -> MutexGuard<'_, Option<Plan>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A TCP connection under a plan.
pub(crate) struct Wire {
    stream: TcpStream,
    script: Arc<Script>,
    line: Line,
    /// Whether what is read next begins a request.
    fresh: bool,
    /// How the sandbox has ended it: nothing is read any more.
    ended: Option<End>,
    /// Who waits for something to read.
    reader: Option<Waker>,
}

impl Wire {
    pub(crate) fn new(stream: TcpStream, script: Arc<Script>, line: Line) -> Self {
        Self { stream, script, line, fresh: true, ended: None, reader: None }
    }

    /// Ends the connection before a request on it is read, if that is what comes next.
    fn begin(&mut self) -> io::Result<()> {
        self.fresh = false;
        match self.script.take_unread() {
            Some(End::Close) => {
                self.drain();
                self.ended = Some(End::Close);
                Ok(())
            }
            Some(End::Reset) => Err(self.reset()),
            None => Ok(()),
        }
    }

    /// Throws away what has come: closing with something unread would be a reset.
    fn drain(&self) {
        let mut part = [0; 4096];
        while matches!(self.stream.try_read(&mut part), Ok(1..)) {}
    }

    /// Makes the end of the connection a reset.
    fn reset(&mut self) -> io::Error {
        self.ended = Some(End::Reset);
        // It fails only where there is no connection any more.
        let _ = self.stream.set_zero_linger();
        io::ErrorKind::ConnectionReset.into()
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.fresh && self.ended.is_none() {
            let mut byte = [0];
            match self.stream.poll_peek(cx, &mut ReadBuf::new(&mut byte)) {
                Poll::Ready(Ok(1..)) => self.begin()?,
                Poll::Ready(Ok(0)) => {}
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => {
                    self.reader = Some(cx.waker().clone());
                    return Poll::Pending;
                }
            }
        }
        if self.ended.is_some() {
            return Poll::Ready(Ok(()));
        }
        let polled = Pin::new(&mut self.stream).poll_read(cx, into);
        if polled.is_pending() {
            self.reader = Some(cx.waker().clone());
        }
        polled
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.fresh = true;
        let line = self.line.clone();
        let mut plan = line.lock();
        let Some(under) = plan.as_mut() else {
            return Pin::new(&mut self.stream).poll_write(cx, bytes);
        };
        let before = under.before(bytes);
        if before > 0 {
            let written = ready!(Pin::new(&mut self.stream).poll_write(cx, &bytes[..before]))?;
            under.advance(&bytes[..written]);
            if under.is_to_leave() {
                self.ended = Some(End::Close);
                *plan = None;
                self.reader.take().into_iter().for_each(Waker::wake);
            }
            return Poll::Ready(Ok(written));
        }
        if let Some(end) = under.end() {
            return Poll::Ready(Err(match end {
                End::Close => io::ErrorKind::BrokenPipe.into(),
                End::Reset => self.reset(),
            }));
        }
        ready!(under.poll_wait(cx));
        *plan = None;
        drop(plan);
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        // The end of one direction would come before the reset.
        if self.ended == Some(End::Reset) {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
