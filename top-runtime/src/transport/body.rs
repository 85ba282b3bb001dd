//! The bytes of a request or reply: in one piece, or as a stream of pieces.

use std::fmt;
use std::pin::Pin;
#[cfg(feature = "reqwest")]
use std::pin::pin;
#[cfg(feature = "reqwest")]
use std::task::ready;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::BodyExt as _;
use http_body_util::combinators::BoxBody;

#[cfg(feature = "reqwest")]
use super::attached::Attached;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The bytes of a request or reply. An implementation of
/// [`http_body::Body`](https://docs.rs/http-body/1/http_body/trait.Body.html).
pub struct Body(Inner);

enum Inner {
    /// What is left of bytes in one piece.
    Whole(Bytes),
    Stream(BoxBody<Bytes, BoxError>),
    #[cfg(feature = "reqwest")]
    Reply(reqwest::Response, Attached),
}

impl Body {
    /// The body of a reply over sockets, which needs no box of its own.
    #[cfg(feature = "reqwest")]
    pub(super) fn reply(reply: reqwest::Response, attached: Attached) -> Self {
        Self(Inner::Reply(reply, attached))
    }

    /// A body that comes in pieces.
    pub fn stream<B>(body: B) -> Self
    where
        B: HttpBody<Data = Bytes, Error: Into<BoxError>> + Send + Sync + 'static,
    {
        Self(Inner::Stream(body.map_err(Into::into).boxed()))
    }

    /// All bytes, if they are there in one piece and not sent yet.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Inner::Whole(bytes) => Some(bytes),
            Inner::Stream(_) => None,
            #[cfg(feature = "reqwest")]
            Inner::Reply(..) => None,
        }
    }

    /// Reads up to `most` bytes; `Ok(Err(..))` with what was read so far when there are more.
    pub(crate) async fn read(&mut self, most: usize) -> Result<Result<Bytes, Bytes>, BoxError> {
        if let Some(bytes) = self.as_bytes() {
            return Ok(if bytes.len() > most { Err(bytes.slice(..most)) } else { Ok(bytes.clone()) });
        }
        let mut first = Bytes::new();
        let mut all = BytesMut::new();
        while let Some(frame) = self.frame().await {
            let frame = frame.map_err(|e| broken(first.len() + all.len(), e))?;
            let Ok(data) = frame.into_data() else { continue };
            if first.len() + all.len() + data.len() > most {
                all.extend_from_slice(&first);
                all.extend_from_slice(&data);
                return Ok(Err(all.freeze()));
            }
            // Most replies are one piece, which is then not copied.
            if first.is_empty() && all.is_empty() {
                first = data;
                continue;
            }
            if !first.is_empty() {
                all.extend_from_slice(&std::mem::take(&mut first));
            }
            all.extend_from_slice(&data);
        }
        Ok(Ok(if first.is_empty() { all.freeze() } else { first }))
    }
}

/// The error of a body that ends before its time.
fn broken(at: usize, source: BoxError) -> BoxError {
    Lost { at, source }.into()
}

/// What went wrong with a body, and where.
#[derive(Debug)]
struct Lost {
    at: usize,
    source: BoxError,
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the reply broke off after {} bytes of its body", self.at)
    }
}

impl std::error::Error for Lost {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(Inner::Whole(bytes.into()))
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match &mut self.0 {
            Inner::Whole(bytes) => {
                let bytes = std::mem::take(bytes);
                Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))))
            }
            Inner::Stream(body) => Pin::new(body).poll_frame(cx),
            #[cfg(feature = "reqwest")]
            Inner::Reply(reply, attached) => {
                let chunk = ready!(attached.poll(cx, |cx| pin!(reply.chunk()).poll(cx)))?;
                Poll::Ready(chunk.transpose().map(|chunk| chunk.map(Frame::data).map_err(Into::into)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Whole(bytes) => bytes.is_empty(),
            Inner::Stream(body) => body.is_end_stream(),
            #[cfg(feature = "reqwest")]
            Inner::Reply(..) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Inner::Stream(body) => body.size_hint(),
            #[cfg(feature = "reqwest")]
            Inner::Reply(reply, _) => reply.content_length().map_or_else(SizeHint::new, SizeHint::with_exact),
        }
    }
}

impl fmt::Debug for Body {
    /// Shows how long it is, never what it holds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_bytes() {
            Some(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            None => f.write_str("Body(stream)"),
        }
    }
}
