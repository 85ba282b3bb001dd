//! Two APIs whose Rust nobody wrote: `build.rs` makes it of a page and of a definition, each time one of them changes.

/// The APIs, a module each.
#[allow(clippy::pedantic)] // nobody reads it as code of theirs
pub mod apis {
    include!(concat!(env!("OUT_DIR"), "/apis.rs"));
}
