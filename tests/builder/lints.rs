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

/// A public module, so that `missing_docs` applies.
pub mod public {
    use std::borrow::Cow;

    use top_runtime::{TopApi, TopValue};

    /// Setter names that method lints check.
    #[derive(Debug, Clone, TopValue)]
    #[top(build)]
    #[must_use]
    #[allow(non_snake_case)]
    pub struct LintedNames {
        /// A method name of a standard trait.
        pub add: Option<i64>,
        /// By convention a constructor.
        pub from_user: Option<String>,
        /// By convention a getter.
        pub is_good: Option<bool>,
        /// A method name of a standard trait.
        pub index: Vec<i64>,
        /// A method name of a standard trait.
        pub next: Option<Cow<'static, str>>,
        /// A wire name in camel case.
        pub returnPoint: Option<i64>,
        #[doc(hidden)]
        #[allow(missing_docs)]
        pub hidden: Option<i64>,
        #[allow(missing_docs)]
        pub bare: Option<i64>,
        /// A deprecated field.
        #[deprecated]
        pub gone: Option<i64>,
        /// A private field, which `dead_code` must not report.
        private: Option<i64>,
    }

    /// A struct with `LintedCallInit`, whose fields have the documentation of these fields.
    #[derive(Debug, Clone, TopApi)]
    #[top_api(method = "a.b", build)]
    pub struct LintedCall<'a, T: Clone> {
        /// One.
        pub a: &'a str,
        /// Two.
        pub b: T,
        /// Three.
        pub c: i64,
        /// Four.
        pub d: String,
        #[allow(missing_docs)]
        pub e: LintedNames,
        /// A deprecated field.
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
