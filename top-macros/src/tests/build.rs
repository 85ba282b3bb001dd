use crate::derive;
use crate::tests::expansion::{assert_holds, assert_lacks};
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
    assert_holds(
        &expansion,
        &[
            "impl<T: Clone> Attachment<T> where T: Send {",
            r#"#[doc = " A new `Attachment` of what must be given; the rest is not there until it is set."]"#,
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
fn more_required_fields_stand_in_a_struct() {
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
    assert_holds(
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
    assert_holds(&expansion, &["struct CallInit<'b, T: Copy> where T: Send {", "init: CallInit<'b, T>"]);
}

#[test]
fn what_is_optional_shows_in_the_tokens() {
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
    assert_holds(
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
fn nothing_required_is_nothing_to_give() {
    assert_holds(
        &derive::api(&item("#[top_api(method = \"a.b\", build)] pub struct GetTime;")),
        &["#[doc = \" A new `GetTime`.\"] #[must_use] pub fn new() -> Self { Self {} }"],
    );
    assert_lacks(&derive::value(&item("struct Plain { a: Option<i64> }")), &["fn new"]);
}

#[test]
fn a_setter_is_not_the_constructor() {
    let advice = "with `build`, `new` is the constructor and cannot be a setter too; call the field otherwise, \
                  like `#[top(rename = \"new\")] new_value`";
    assert_eq!(value_errors("#[top(build)] struct Ticket { new: Option<i64> }"), [advice]);
    assert_eq!(
        api_errors("#[top_api(method = \"a.b\", build)] struct Call { a: i64, r#new: Vec<i64> }"),
        [advice]
    );
    assert_eq!(value_errors("#[top(build)] struct Ticket { new: i64 }"), [""; 0]);
    assert_eq!(value_errors("struct Ticket { new: Option<i64> }"), [""; 0]);
}

#[test]
fn build_is_for_structs() {
    assert_eq!(
        value_errors("#[top(build)] enum Kind { #[top(1)] One }"),
        ["`build` stands on a `TopValue` struct, not on an enum"]
    );
    assert_eq!(
        value_errors("#[top(build = true)] struct Ticket { a: i64 }"),
        ["`build` stands alone, without a value"]
    );
    assert_eq!(
        value_errors("#[top(build)] struct Ticket(i64);"),
        [
            "`TopValue` is derived on a struct with named fields, each a member of the object, or on an enum of codes"
        ]
    );
}

/// Mistakes elsewhere, or in `build` itself, are no reason for errors where the value is made.
#[test]
fn mistakes_leave_the_constructor_standing() {
    for source in [
        "#[top(buil)] struct Ticket { a: i64, b: Option<i64> }",
        "#[top(build = 1)] struct Ticket { a: i64, b: Option<i64> }",
        "#[top(build)] struct Ticket { #[top(max_len)] a: i64, #[top(rename = )] b: Option<i64>, new: Vec<i64> }",
    ] {
        let expansion = derive::value(&item(source));
        assert_holds(&expansion, &["::core::compile_error!", "fn new(a: i64)", "fn b(mut self, b: i64)"]);
        assert_lacks(&expansion, &["fn new(mut self"]);
    }
    assert_lacks(&derive::value(&item("#[top(build)] struct Ticket(i64);")), &["fn new"]);
}
