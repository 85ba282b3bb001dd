//! Places of the results of a batch.

use crate::codec::decode::Decode;
use crate::error::{Context, Error};
use crate::reply::batch::BATCH;
use crate::reply::{Reply, ReplyMeta, TextResponse};
use crate::transport::TransportError;

/// Results of the calls of a batch, by their positions.
pub trait Slots {
    /// Returns the slot of a call.
    fn slot(&mut self, index: usize) -> Option<&mut dyn ErasedSlot>;
}

/// Result of a call, of any response type.
pub trait ErasedSlot {
    /// Decodes a reply and stores it.
    fn decode(&mut self, incoming: IncomingReply<'_>) -> Result<(), Error>;

    /// Stores an error.
    fn fail(&mut self, error: Error);
}

/// A reply to a call of a batch.
pub struct IncomingReply<'a> {
    pub(super) response: TextResponse,
    /// Completes the metadata of a reply that was decoded.
    pub(super) accept: &'a mut dyn FnMut(&mut ReplyMeta),
}

/// Result of a call.
pub struct Slot<T>(Option<Result<Reply<T>, Error>>);

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Slot<T> {
    /// Takes the result. Without one, the batch was polled after its end.
    pub(crate) fn take(&mut self) -> Result<Reply<T>, Error> {
        self.0.take().unwrap_or_else(|| {
            let cause = TransportError::permanent("the batch was polled again after its end");
            Err(Error::new(Context::new(BATCH), cause).of_batch())
        })
    }
}

impl<T: Decode> ErasedSlot for Slot<T> {
    fn decode(&mut self, incoming: IncomingReply<'_>) -> Result<(), Error> {
        let mut value = T::placeholder();
        let mut meta = ReplyMeta::decode(incoming.response, false, T::kind(), T::markers(), &mut value)?;
        (incoming.accept)(&mut meta);
        self.0 = Some(Ok(Reply::new(value, meta)));
        Ok(())
    }

    fn fail(&mut self, error: Error) {
        self.0 = Some(Err(error));
    }
}
