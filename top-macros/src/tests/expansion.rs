use proc_macro2::TokenStream;

use crate::derive;
use crate::tests::{item, parsed};

/// Asserts that the expansion is a file and holds the source text in `parts`, whatever its blanks.
pub(super) fn assert_holds(expansion: &TokenStream, parts: &[&str]) {
    parsed(expansion);
    let text = tight(&expansion.to_string());
    for part in parts {
        assert!(text.contains(&tight(part)), "no `{part}` in\n{expansion}");
    }
}

pub(super) fn assert_lacks(expansion: &TokenStream, parts: &[&str]) {
    let text = tight(&expansion.to_string());
    for part in parts {
        assert!(!text.contains(&tight(part)), "`{part}` in\n{expansion}");
    }
}

fn tight(text: &str) -> String {
    text.split_whitespace().collect()
}

fn api(source: &str) -> TokenStream {
    derive::api(&item(source))
}

fn value(source: &str) -> TokenStream {
    derive::value(&item(source))
}

#[test]
fn parameters_stand_in_the_order_of_their_wire_names() {
    let expansion = api(r#"
        #[top_api(method = "a.b", any_of(tid, r#type), any_of(tid, nick))]
        struct Appeal {
            r#type: Option<i64>,
            tid: Option<i64>,
            #[top(rename = "buyer_nick", max_len = 9)] nick: Option<String>,
        }
        "#);
    assert_holds(
        &expansion,
        &[
            r#"
            static __PARAMS: __top::Layout = __top::Layout::new("\nbuyer_nick\u{3}tid\u{4}type").terms(const {
                &__top::Terms {
                    rules: &[__top::Rules::new().at(0).max_len(9)],
                    any_of: &[&[1, 2], &[1, 0]],
                    index: b""
                }
            });
            "#,
            "__out.params(&__PARAMS, &[&self.nick, &self.tid, &self.r#type]);",
            "__from.params(&__PARAMS, &mut [&mut self.nick, &mut self.tid, &mut self.r#type]);",
            "type Response = __top::Value;",
            "type Session = __top::Optional;",
            "const SPEC: __top::Spec = __top::Spec::new::<__top::Optional>(\"a.b\");",
            "use ::top_runtime::__v0_1_0 as __top;",
        ],
    );
}

#[test]
fn the_specification_holds_what_differs() {
    let expansion = api(r#"
        #[top_api(method = "a.b", session = required, response = Done, idempotent, version = "3.0", crate = my::top)]
        struct Call;
        "#);
    assert_holds(
        &expansion,
        &[
            r#"__top::Spec::new::<__top::Required>("a.b").idempotent().version("3.0")"#,
            "type Response = Done;",
            "use my::top::__v0_1_0 as __top;",
            "type Session = __top::Required;",
        ],
    );
    assert_holds(
        &api("#[top_api(method = \"a.b\", session = none)] struct Call;"),
        &["type Session = __top::Never;"],
    );
}

#[test]
fn what_borrows_is_not_read() {
    let request = api("#[top_api(method = \"a.b\")] struct Call<'a> { nick: &'a str }");
    assert_holds(&request, &["impl<'a> __top::Request for Call<'a> {"]);
    assert_lacks(&request, &["FromParams"]);
    let inner = value("struct Inner { nick: Cow<'static, str>, name: &'static str }");
    assert_holds(
        &inner,
        &[
            "impl __top::Encode for Inner {",
            "impl __top::traits::Decode for Inner where for<'__any> __top::Reading: __top::Fills<Cow<'static, str>> {",
        ],
    );
    assert_lacks(&inner, &["__from.object"]);
}

#[test]
fn bounds_are_inferred_from_the_fields_that_need_them() {
    let expansion = api(r#"
        #[top_api(method = "a.b", response = Page<T>)]
        struct Call<T: Clone = i64, const N: usize = 3> where T: Send { value: Vec<T>, other: my::T, id: i64, n: Sized<N> }
        "#);
    assert_holds(
        &expansion,
        &[
            "impl<T: Clone, const N: usize> __top::traits::Request for Call<T, N> where T: Send, Vec<T>: __top::traits::Param {",
            "__top::traits::TopApi for Call<T, N> where T: Send, Vec<T>: __top::traits::Param, Page<T>: __top::traits::Decode {",
            "__top::traits::FromParams for Call<T, N> where T: Send, Vec<T>: __top::traits::ReadParam {",
        ],
    );
    assert_holds(
        &value("struct Tree<T> { value: T, left: Option<Box<Self>>, children: Vec<Tree<T>> }"),
        &["impl<T> __top::traits::Encode for Tree<T> where T: __top::traits::Encode {"],
    );
}

#[test]
fn members_stand_in_the_order_of_their_declaration() {
    let expansion = value(
        r#"
        struct RespItemDTO {
            #[top(required, max_len = 1, max_bytes = 2, max_items = 3, range = -4..=5, item = "do")] b: Alias,
            a: i64,
        }
        "#,
    );
    assert_holds(
        &expansion,
        &[
            r#"
            static __LAYOUT: __top::Layout = __top::Layout::new("\u{1}b\u{1}a").terms(const {
                &__top::Terms {
                    rules: &[
                        __top::Rules::new().at(0).item("do").required().max_len(1).max_bytes(2).max_items(3).range(-4, 5)
                    ],
                    any_of: &[],
                    index: b""
                }
            });
            "#,
            "__out.object(&__LAYOUT, &[&self.b, &self.a]);",
            "__top::Kind::object(\"resp_item_d_t_o\", &__LAYOUT)",
            "Self { b: __top::Decode::placeholder(), a: __top::Decode::placeholder() }",
            "__from.object(__node, &__LAYOUT, &mut [&mut self.b, &mut self.a]);",
        ],
    );
    assert_lacks(&expansion, &["markers"]);
}

#[test]
fn a_unit_struct_is_an_empty_object() {
    assert_holds(
        &value("struct Nothing;"),
        &["__top::Layout::new(\"\");", "__out.object(&__LAYOUT, &[]);", "Self {}"],
    );
}

#[test]
fn markers_name_what_is_on_the_wire() {
    let expansion = value(
        r#"
        struct Reply {
            #[top(rename = "is_success", success)] good: bool,
            #[top(error_code)] code: String,
            #[top(error_message)] desc: Option<String>,
            #[top(outcome)] inner: Option<Inner>,
        }
        "#,
    );
    assert_holds(
        &expansion,
        &[r#"
            fn markers() -> &'static __top::Markers {
                const { &__top::Markers::new(const { __top::known::<Option<Inner>>(); &[
                    __top::Marker::success("is_success"),
                    __top::Marker::error_code("code"),
                    __top::Marker::error_message("desc"),
                    __top::Marker::outcome("inner", <Option<Inner> as __top::Decode>::markers)
                ] }) }
            }
        "#],
    );
    for (attribute, marker) in [
        ("success = \"0\"", "__top::Marker::success_text(\"code\", \"0\")"),
        ("success = -1", "__top::Marker::success_integer(\"code\", -1)"),
        ("success = false", "__top::Marker::success_bool(\"code\", false)"),
    ] {
        assert_holds(&value(&format!("struct Reply {{ #[top({attribute})] code: Code }}")), &[marker]);
    }
    assert_holds(&value("#[top(outcome = a::judge)] struct Reply;"), &["__top::Marker::function(a::judge)"]);
}

#[test]
fn text_codes() {
    let expansion =
        value("enum Kind { #[top(\"IMAGE\")] Image, #[top(\"VIDEO\")] Video, #[top(other)] Other(String) }");
    assert_holds(
        &expansion,
        &[
            "Self::Image => __top::Shape::Text(\"IMAGE\"),",
            "Self::Other(__code) => __top::Shape::Text(__code),",
            "__top::Kind::text_codes(&[\"IMAGE\", \"VIDEO\"])",
            "fn placeholder() -> Self { Self::Image }",
            "*self = match &*__code { \"IMAGE\" => Self::Image, \"VIDEO\" => Self::Video,
                __other => Self::Other(::core::convert::From::from(__other)), };",
        ],
    );
}

#[test]
fn integer_codes() {
    let expansion = value("enum Kind { #[top(-1)] Low, #[top(0x10)] High }");
    assert_holds(
        &expansion,
        &[
            "Self::Low => __top::Shape::Integer(-1),",
            "__top::Kind::integer_codes(&[-1, 16])",
            "::core::option::Option::Some(__code) = __from.integer_code(__node)",
            "_ => return __from.unknown_code(__node, <Self as __top::Encode>::kind()),",
        ],
    );
    assert_holds(
        &value("enum Kind { #[top(1)] Low, #[top(other)] Other(i64) }"),
        &["Self::Other(__code) => __top::Shape::Integer(::core::convert::From::from(*__code)),"],
    );
}

#[test]
fn an_item_with_mistakes_still_has_its_impls() {
    let request = api("#[top_api(session = maybe, response = Done)] struct Call<T>(T) where T: Send;");
    assert_holds(
        &request,
        &[
            "::core::compile_error!",
            "impl<T> __top::Request for Call<T> where T: Send {",
            "type Response = Done;",
            "type Session = __top::Optional;",
        ],
    );
    for source in ["enum Kind { Bare }", "struct Money { amount: f64 }", "union Bits { a: i64 }"] {
        assert_holds(&value(source), &["::core::compile_error!", "__top::Encode for", "__top::Decode for"]);
    }
}

#[test]
fn what_is_said_of_fields_stands_in_a_macro_that_may_drop_it() {
    assert_holds(
        &api(r#"
            /// Calls.
            #[top_api(method = "a.b", response = Done)]
            struct Call<T> {
                /// Second.
                z: Vec<T>,
                a: i64,
            }
            "#),
        &[r#"__top::schema! { api (Done) "Call" "Calls." (1 "Second." Vec<T>) (0 "" i64) }"#],
    );
    assert_holds(
        &value("/** Kinds */ enum Kind { /// Rise.\n #[top(-1)] Low, #[top(other)] Other(i64) }"),
        &[r#"__top::schema! { codes Integer true "Kind" "Kinds" (-1 "Rise.") }"#],
    );
    assert_holds(
        &value("/// Nothing.\nstruct Unit { /// A.\n a: Option<Box<Self>> }"),
        &[r#"__top::schema! { object "Unit" "Nothing." (0 "A." Option<Box<Self>>) }"#],
    );
}
