//! A connection that can be delayed, cut off and reset, as networks do.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::fault::FaultQueue;
use crate::stream_fault::{CloseMode, StreamFault};

/// Passes the fault of a reply from the gateway to the connection that writes the reply.
#[derive(Clone, Default)]
pub(crate) struct ConnectionControl(Arc<Mutex<Option<StreamFault>>>);

impl ConnectionControl {
    /// Sets the fault of the next reply.
    pub(crate) fn set(&self, fault: Option<StreamFault>) {
        *self.lock() = fault;
    }

    /// A poisoned lock is used as it is: the value is replaced as a whole.
    fn lock(&self) -> MutexGuard<'_, Option<StreamFault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A TCP connection that injects faults.
pub(crate) struct FaultyStream {
    stream: TcpStream,
    faults: Arc<FaultQueue>,
    control: ConnectionControl,
    /// `true` if the next read begins a request.
    at_request_start: bool,
    /// How the sandbox closed the connection. Nothing is read after that.
    closed: Option<CloseMode>,
    /// The task that waits for input.
    reader: Option<Waker>,
}

impl FaultyStream {
    pub(crate) fn new(stream: TcpStream, faults: Arc<FaultQueue>, control: ConnectionControl) -> Self {
        Self { stream, faults, control, at_request_start: true, closed: None, reader: None }
    }

    /// Closes the connection before a request is read, if the next fault requires it.
    fn begin_request(&mut self) -> io::Result<()> {
        self.at_request_start = false;
        match self.faults.take_unread() {
            Some(CloseMode::Close) => {
                self.drain();
                self.closed = Some(CloseMode::Close);
                Ok(())
            }
            Some(CloseMode::Reset) => Err(self.reset()),
            None => Ok(()),
        }
    }

    /// Discards received bytes: closing a socket with unread bytes would send a reset.
    fn drain(&self) {
        let mut buffer = [0; 4096];
        while matches!(self.stream.try_read(&mut buffer), Ok(1..)) {}
    }

    /// Resets the connection.
    fn reset(&mut self) -> io::Error {
        self.closed = Some(CloseMode::Reset);
        // Fails only if the connection is already gone.
        let _ = self.stream.set_zero_linger();
        io::ErrorKind::ConnectionReset.into()
    }
}

impl AsyncRead for FaultyStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.at_request_start && self.closed.is_none() {
            let mut byte = [0];
            match self.stream.poll_peek(cx, &mut ReadBuf::new(&mut byte)) {
                Poll::Ready(Ok(1..)) => self.begin_request()?,
                Poll::Ready(Ok(0)) => {}
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => {
                    self.reader = Some(cx.waker().clone());
                    return Poll::Pending;
                }
            }
        }
        if self.closed.is_some() {
            return Poll::Ready(Ok(()));
        }
        let polled = Pin::new(&mut self.stream).poll_read(cx, buffer);
        if polled.is_pending() {
            self.reader = Some(cx.waker().clone());
        }
        polled
    }
}

impl AsyncWrite for FaultyStream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.at_request_start = true;
        let control = self.control.clone();
        let mut current = control.lock();
        let Some(fault) = current.as_mut() else {
            return Pin::new(&mut self.stream).poll_write(cx, bytes);
        };
        let len = fault.len_before(bytes);
        if len > 0 {
            let written = ready!(Pin::new(&mut self.stream).poll_write(cx, &bytes[..len]))?;
            fault.advance(&bytes[..written]);
            if fault.is_complete() {
                self.closed = Some(CloseMode::Close);
                *current = None;
                self.reader.take().into_iter().for_each(Waker::wake);
            }
            return Poll::Ready(Ok(written));
        }
        if let Some(mode) = fault.close_mode() {
            return Poll::Ready(Err(match mode {
                CloseMode::Close => io::ErrorKind::BrokenPipe.into(),
                CloseMode::Reset => self.reset(),
            }));
        }
        ready!(fault.poll_delay(cx));
        *current = None;
        drop(current);
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        // A FIN must not precede the reset.
        if self.closed == Some(CloseMode::Reset) {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
