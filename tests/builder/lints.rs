//! The code of `build` passes every lint that a user may enable.

#![deny(
    warnings,
    unused,
    missing_docs,
    missing_debug_implementations,
    missing_copy_implementations,
    unreachable_pub
)]
#![deny(clippy::all, clippy::pedantic, clippy::missing_const_for_fn, clippy::use_self)]
#![deny(rustdoc::all, single_use_lifetimes, unused_qualifications, unused_lifetimes)]

/// Public, so that documentation is asked for.
pub mod public {
    use std::borrow::Cow;

    use top_runtime::{TopApi, TopValue};

    /// Names that the lints of methods have an opinion on.
    #[derive(Debug, Clone, TopValue)]
    #[top(build)]
    #[must_use]
    #[allow(non_snake_case)]
    pub struct Opinions {
        /// Not the trait's.
        pub add: Option<i64>,
        /// Takes no `self` by its name.
        pub from_user: Option<String>,
        /// Takes `&self` by its name.
        pub is_good: Option<bool>,
        /// Not the trait's.
        pub index: Vec<i64>,
        /// Not the trait's.
        pub next: Option<Cow<'static, str>>,
        /// As the platform has it.
        pub returnPoint: Option<i64>,
        #[doc(hidden)]
        #[allow(missing_docs)]
        pub hidden: Option<i64>,
        #[allow(missing_docs)]
        pub bare: Option<i64>,
        /// Gone.
        #[deprecated]
        pub gone: Option<i64>,
        /// Nobody's business, though `dead_code` would have its say.
        private: Option<i64>,
    }

    /// With an `OpinionatedInit` whose fields have the documentation of these.
    #[derive(Debug, Clone, TopApi)]
    #[top_api(method = "a.b", build)]
    pub struct Opinionated<'a, T: Clone> {
        /// One.
        pub a: &'a str,
        /// Two.
        pub b: T,
        /// Three.
        pub c: i64,
        /// Four.
        pub d: String,
        #[allow(missing_docs)]
        pub e: Opinions,
        /// Gone.
        #[deprecated]
        pub f: i64,
        private: i64,
    }
}

mod private {
    use top_runtime::TopValue;

    #[derive(TopValue)]
    #[top(build)]
    #[allow(dead_code)]
    struct Unused {
        a: i64,
        b: i64,
        c: i64,
        d: i64,
        e: i64,
        f: Option<i64>,
    }
}
