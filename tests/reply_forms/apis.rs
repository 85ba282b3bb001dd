//! Replies of twenty APIs of the public catalogue, chosen for their shapes, declared by hand.
//!
//! All members are optional, as the catalogue says nothing of what a reply may leave out.

mod goods;
mod lists;
mod nested;
mod results;

/// A test per API.
macro_rules! hold {
    ($($name:ident: $request:expr;)*) => {$(
        #[test]
        fn $name() {
            $crate::property::holds(&$request);
        }
    )*};
}
use hold;
