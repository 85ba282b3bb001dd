//! What a declaration with `pages(..)` provides, and the types that its fields may have.

use super::turn::Turn;
use crate::api::TopApi;

/// A request of a list that the platform returns page by page: a struct with `pages(..)` in its
/// `#[top_api(..)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` declares no pages",
    label = "no `pages(..)` in its `#[top_api(..)]`",
    note = "declare them: `pages(number = page_no, size = page_size, more = has_next, items = trades: Trade)`"
)]
pub trait PagedApi: TopApi {
    /// Type of the elements of the list.
    type Item;

    /// Returns the fields that select a page, and what a reply tells about further pages.
    #[doc(hidden)]
    fn turn<'a>(&'a mut self, response: &Self::Response) -> Turn<'a>;

    /// Returns the number of the page, for [`Pages::reverse`](super::Pages::reverse).
    #[doc(hidden)]
    fn number(&mut self) -> Option<&mut dyn PageNumber>;

    /// Returns the elements of a page.
    fn items(response: Self::Response) -> Vec<Self::Item>;
}

/// A number of `pages(..)`: `number` and `size` of a request, `total` of a response. An integer, or
/// an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no number of pages or elements",
    label = "expected an integer or an `Option` of one",
    note = "`number`, `size` and `total` of `pages(..)` name fields with an integer or an `Option` of one"
)]
pub trait PageNumber {
    /// Returns the number. `None` if there is none, or if it is negative.
    fn get(&self) -> Option<u64>;

    /// Sets the number. Returns `false` if it does not fit the type.
    fn set(&mut self, number: u64) -> bool;
}

/// A cursor of `pages(..)`: `cursor` of a request, `next` of a response. A `String` or an integer,
/// or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no cursor",
    label = "expected a `String`, an integer, or an `Option` of one",
    note = "`cursor` and `next` of `pages(..)` name fields with a `String`, an integer, or an `Option` of one"
)]
pub trait PageCursor {
    /// Returns the cursor as text. `None` if there is none.
    fn get(&self) -> Option<String>;

    /// Sets the cursor. Returns `false` if it does not fit the type.
    fn set(&mut self, cursor: &str) -> bool;
}

/// The flag `more` of `pages(..)`: a `bool` or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no flag",
    label = "expected a `bool` or an `Option<bool>`",
    note = "`more` of `pages(..)` names a field of the response with a `bool` or an `Option<bool>`"
)]
pub trait PageFlag {
    /// Returns the flag. `None` if there is none.
    fn get(&self) -> Option<bool>;
}

/// The list `items` of `pages(..)`: a `Vec` or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of `{T}`",
    label = "expected a `Vec<{T}>` or an `Option` of one",
    note = "`items = field: Type` of `pages(..)` names a list of the response and the type of its elements"
)]
pub trait PageItems<T> {
    /// Returns the number of elements.
    fn count(&self) -> usize;

    /// Converts the list into its elements.
    fn into_items(self) -> Vec<T>;
}

macro_rules! impl_for_integers {
    ($($int:ty)*) => {$(
        impl PageNumber for $int {
            fn get(&self) -> Option<u64> {
                u64::try_from(*self).ok()
            }

            fn set(&mut self, number: u64) -> bool {
                <$int>::try_from(number).map(|number| *self = number).is_ok()
            }
        }

        impl PageCursor for $int {
            fn get(&self) -> Option<String> {
                Some(self.to_string())
            }

            fn set(&mut self, cursor: &str) -> bool {
                cursor.parse().map(|cursor| *self = cursor).is_ok()
            }
        }
    )*};
}

impl_for_integers! { i8 i16 i32 i64 isize u8 u16 u32 u64 usize }

impl PageCursor for String {
    fn get(&self) -> Option<String> {
        Some(self.clone())
    }

    fn set(&mut self, cursor: &str) -> bool {
        cursor.clone_into(self);
        true
    }
}

impl<T: PageNumber + Default> PageNumber for Option<T> {
    fn get(&self) -> Option<u64> {
        self.as_ref()?.get()
    }

    fn set(&mut self, number: u64) -> bool {
        self.get_or_insert_default().set(number)
    }
}

impl<T: PageCursor + Default> PageCursor for Option<T> {
    fn get(&self) -> Option<String> {
        self.as_ref()?.get()
    }

    fn set(&mut self, cursor: &str) -> bool {
        self.get_or_insert_default().set(cursor)
    }
}

impl PageFlag for bool {
    fn get(&self) -> Option<bool> {
        Some(*self)
    }
}

impl PageFlag for Option<bool> {
    fn get(&self) -> Option<bool> {
        *self
    }
}

impl<T> PageItems<T> for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn into_items(self) -> Vec<T> {
        self
    }
}

impl<T> PageItems<T> for Option<Vec<T>> {
    fn count(&self) -> usize {
        self.as_ref().map_or(0, Vec::len)
    }

    fn into_items(self) -> Vec<T> {
        self.unwrap_or_default()
    }
}
