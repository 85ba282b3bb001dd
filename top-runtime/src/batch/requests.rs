//! Requests of a batch, and the places of their results: slices and tuples.

use super::items::BatchItem;
use crate::client::batch::{ErasedBatch, ErasedSlot, OwnOptions, Slot, Slots};
use crate::codec::decode::Decode;
use crate::error::Error;
use crate::reply::Reply;

/// Requests of a batch: a tuple of references to up to 12 requests, or a reference to a slice,
/// `Vec` or array of requests of one type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a batch",
    label = "not the requests of a batch",
    note = "pass a tuple of references, `client.batch((&a, &b))`, or a slice, `client.batch(&requests)`"
)]
pub trait BatchRequests<Auth> {
    /// Results of the calls.
    type Replies: BatchReplies;

    /// Encodes the calls in order.
    #[doc(hidden)]
    fn encode(self, batch: &mut ErasedBatch) -> Self::Replies;
}

/// Results of the calls of a batch.
pub trait BatchReplies {
    /// A `Vec` or a tuple of `Result<Reply<T>, Error>`, in the order of the requests.
    type Output;

    #[doc(hidden)]
    fn slots(&mut self) -> &mut dyn Slots;

    /// Takes the results.
    #[doc(hidden)]
    fn take(&mut self) -> Self::Output;
}

impl<Auth, I: BatchItem<Auth>> BatchRequests<Auth> for &[I] {
    type Replies = Vec<Slot<I::Response>>;

    fn encode(self, batch: &mut ErasedBatch) -> Self::Replies {
        let encode = |item: &I| {
            item.encode(batch, OwnOptions::default());
            Slot::default()
        };
        self.iter().map(encode).collect()
    }
}

impl<Auth, I: BatchItem<Auth>> BatchRequests<Auth> for &Vec<I> {
    type Replies = Vec<Slot<I::Response>>;

    fn encode(self, batch: &mut ErasedBatch) -> Self::Replies {
        self.as_slice().encode(batch)
    }
}

impl<Auth, I: BatchItem<Auth>, const N: usize> BatchRequests<Auth> for &[I; N] {
    type Replies = Vec<Slot<I::Response>>;

    fn encode(self, batch: &mut ErasedBatch) -> Self::Replies {
        self.as_slice().encode(batch)
    }
}

impl<T: Decode> Slots for Vec<Slot<T>> {
    fn slot(&mut self, index: usize) -> Option<&mut dyn ErasedSlot> {
        self.get_mut(index).map(|slot| slot as _)
    }
}

impl<T: Decode> BatchReplies for Vec<Slot<T>> {
    type Output = Vec<Result<Reply<T>, Error>>;

    fn slots(&mut self) -> &mut dyn Slots {
        self
    }

    fn take(&mut self) -> Self::Output {
        self.iter_mut().map(Slot::take).collect()
    }
}

/// Implements the traits for a tuple: each type with its index.
macro_rules! tuple {
    ($($item:ident $index:tt),+) => {
        impl<Auth, $($item: BatchItem<Auth>),+> BatchRequests<Auth> for ($(&$item,)+) {
            type Replies = ($(Slot<$item::Response>,)+);

            fn encode(self, batch: &mut ErasedBatch) -> Self::Replies {
                $(self.$index.encode(batch, OwnOptions::default());)+
                Self::Replies::default()
            }
        }

        impl<$($item: Decode),+> Slots for ($(Slot<$item>,)+) {
            fn slot(&mut self, index: usize) -> Option<&mut dyn ErasedSlot> {
                match index {
                    $($index => Some(&mut self.$index),)+
                    _ => None,
                }
            }
        }

        impl<$($item: Decode),+> BatchReplies for ($(Slot<$item>,)+) {
            type Output = ($(Result<Reply<$item>, Error>,)+);

            fn slots(&mut self) -> &mut dyn Slots {
                self
            }

            fn take(&mut self) -> Self::Output {
                ($(self.$index.take(),)+)
            }
        }
    };
}

tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);
