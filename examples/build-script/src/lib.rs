//! Two generated APIs: `build.rs` regenerates them from a page and a definition when one of them
//! changes.

/// The APIs, one module each.
#[allow(clippy::pedantic)] // nobody reads it as code of theirs
pub mod apis {
    include!(concat!(env!("OUT_DIR"), "/apis.rs"));
}
