use crate::derive;
use crate::tests::expansion::{assert_contains, assert_lacks};
use crate::tests::{api_errors, item, value_errors};

#[test]
fn required_fields_are_parameters_and_others_have_setters() {
    let expansion = derive::value(&item(
        r"
        #[top(build)]
        pub(crate) struct Attachment<T: Clone> where T: Send {
            pub name: String,
            size: u32,
            body: T,
            #[top(required)] pages: Vec<i64>,
            /// On the back.
            #[deprecated] #[serde(skip)]
            pub(super) desc: Option<String>,
            r#type: Option<&'static str>,
            tags: std::vec::Vec<String>,
            #[doc(hidden)] more: Option<Vec<T>>,
        }
        ",
    ));
    assert_contains(
        &expansion,
        &[
            "impl<T: Clone> Attachment<T> where T: Send {",
            r#"#[doc = " Creates a new `Attachment` from its required fields. Optional fields have setters."]"#,
            "#[must_use]
            pub(crate) fn new(
                name: impl ::core::convert::Into<String>,
                size: u32,
                body: T,
                pages: impl ::core::convert::Into<Vec<i64>>
            ) -> Self {
                Self {
                    name: ::core::convert::Into::into(name),
                    size,
                    body,
                    pages: ::core::convert::Into::into(pages),
                    desc: ::core::option::Option::None,
                    r#type: ::core::option::Option::None,
                    tags: ::core::default::Default::default(),
                    more: ::core::option::Option::None
                }
            }",
            "#[doc = \" On the back.\"]
            #[deprecated]
            #[must_use]
            pub(super) fn desc(mut self, desc: impl ::core::convert::Into<String>) -> Self {
                self.desc = ::core::option::Option::Some(::core::convert::Into::into(desc));
                self
            }",
            "#[doc = \" The value of `type`.\"]
            #[must_use]
            fn r#type(mut self, r#type: &'static str) -> Self {
                self.r#type = ::core::option::Option::Some(r#type);
                self
            }",
            "fn tags(mut self, tags: impl ::core::convert::Into<std::vec::Vec<String>>) -> Self {
                self.tags = ::core::convert::Into::into(tags);
                self
            }",
            "#[doc = \" The value of `more`.\"] #[doc(hidden)] #[must_use]
            fn more(mut self, more: Vec<T>) -> Self {",
        ],
    );
    assert_lacks(&expansion, &["Init", "serde"]);
}

#[test]
fn more_than_four_required_fields_are_taken_as_a_struct() {
    let expansion = derive::value(&item(
        r"
        #[top(build)]
        pub struct Ticket<'a, 'b: 'a, T: Copy + From<U> = i64, U = i64> where U: Send, T: Send, Self: Sized {
            /// Whose it is.
            a: &'a str,
            b: T,
            c: Vec<U>,
            #[top(required)] d: Vec<Self>,
            e: i64,
            f: i64,
            g: Option<&'b str>,
        }
        ",
    ));
    assert_contains(
        &expansion,
        &[
            "pub struct TicketInit<'a, 'b: 'a, T: Copy + From<U>, U> where U: Send, T: Send {
                #[doc = \" Whose it is.\"] pub a: &'a str,
                #[doc = \" The value of `b`.\"] pub b: T,",
            "pub d: Vec<Ticket<'a, 'b, T, U>>,",
            "pub fn new(init: TicketInit<'a, 'b, T, U>) -> Self {
                Self {
                    a: init.a,",
        ],
    );
    let expansion = derive::api(&item(
        r#"
        #[top_api(method = "a.b", build)]
        struct Call<'a, 'b: 'a, T: Copy + From<U> = i64, U = i64, const N: usize = 1> where U: Send, T: Send {
            a: &'b str, b: T, c: i64, d: i64, e: a::U, c: Vec<U>, g: Option<&'a str>, n: Option<Sized<N>>,
        }
        "#,
    ));
    assert_contains(&expansion, &["struct CallInit<'b, T: Copy> where T: Send {", "init: CallInit<'b, T>"]);
}

#[test]
fn only_types_written_as_options_or_collections_are_optional() {
    let expansion = derive::api(&item(
        r#"
        #[top_api(method = "a.b", build)]
        struct Call<'a> {
            alias: Maybe,
            mine: my::Option<i64>,
            boxed: Box<Option<i64>>,
            list: &'a Vec<i64>,
            slice: &'a [i64],
            map: BTreeMap<String, i64>,
            #[top(flatten)] page: Option<Page>,
        }
        "#,
    ));
    assert_contains(
        &expansion,
        &[
            "fn new(
                alias: impl ::core::convert::Into<Maybe>,
                mine: impl ::core::convert::Into<my::Option<i64>>,
                boxed: impl ::core::convert::Into<Box<Option<i64>>>,
                list: &'a Vec<i64>
            ) -> Self",
            "fn slice(mut self, slice: &'a [i64]) -> Self",
            "fn map(mut self, map: impl ::core::convert::Into<BTreeMap<String, i64>>) -> Self",
            "fn page(mut self, page: impl ::core::convert::Into<Page>) -> Self",
        ],
    );
}

#[test]
fn new_without_required_fields_has_no_parameters() {
    assert_contains(
        &derive::api(&item("#[top_api(method = \"a.b\", build)] pub struct GetTime;")),
        &["#[doc = \" Creates a new `GetTime`.\"] #[must_use] pub fn new() -> Self { Self {} }"],
    );
    assert_lacks(&derive::value(&item("struct Plain { a: Option<i64> }")), &["fn new"]);
}

#[test]
fn setters_cannot_be_called_new() {
    let advice = "the setter of `new` conflicts with the constructor that `build` adds; rename the field: \
                  `#[top(rename = \"new\")] new_value`";
    assert_eq!(value_errors("#[top(build)] struct Ticket { new: Option<i64> }"), [advice]);
    assert_eq!(
        api_errors("#[top_api(method = \"a.b\", build)] struct Call { a: i64, r#new: Vec<i64> }"),
        [advice]
    );
    assert_eq!(value_errors("#[top(build)] struct Ticket { new: i64 }"), [""; 0]);
    assert_eq!(value_errors("struct Ticket { new: Option<i64> }"), [""; 0]);
}

#[test]
fn build_requires_a_struct_with_named_fields() {
    assert_eq!(
        value_errors("#[top(build)] enum Kind { #[top(1)] One }"),
        ["`build` belongs on a `TopValue` struct, not on an enum"]
    );
    assert_eq!(value_errors("#[top(build = true)] struct Ticket { a: i64 }"), ["`build` takes no value"]);
    assert_eq!(
        value_errors("#[top(build)] struct Ticket(i64);"),
        ["`build` belongs on a `TopValue` struct, not on a struct with one unnamed field"]
    );
}

/// Errors in other attributes, or in `build` itself, must not cause errors at calls of `new`.
#[test]
fn items_with_errors_keep_their_constructor() {
    for source in [
        "#[top(buil)] struct Ticket { a: i64, b: Option<i64> }",
        "#[top(build = 1)] struct Ticket { a: i64, b: Option<i64> }",
        "#[top(build)] struct Ticket { #[top(max_len)] a: i64, #[top(rename = )] b: Option<i64>, new: Vec<i64> }",
    ] {
        let expansion = derive::value(&item(source));
        assert_contains(&expansion, &["::core::compile_error!", "fn new(a: i64)", "fn b(mut self, b: i64)"]);
        assert_lacks(&expansion, &["fn new(mut self"]);
    }
    assert_lacks(&derive::value(&item("#[top(build)] struct Ticket(i64);")), &["fn new"]);
}
