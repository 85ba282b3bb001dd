//! Responses of twenty APIs of the public catalogue, chosen for their structure, declared by hand.
//!
//! All members are optional, as the catalogue does not document which members may be absent.

mod goods;
mod lists;
mod nested;
mod results;

/// Defines one test per API.
macro_rules! hold {
    ($($name:ident: $request:expr;)*) => {$(
        #[test]
        fn $name() {
            $crate::property::assert_round_trip(&$request);
        }
    )*};
}
use hold;
