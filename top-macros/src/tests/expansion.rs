use proc_macro2::TokenStream;

use crate::crate_path::HIDDEN_MODULE;
use crate::derive;
use crate::tests::{item, parsed};

/// Asserts that the expansion parses and contains the source text in `parts`, ignoring blanks.
pub(super) fn assert_contains(expansion: &TokenStream, parts: &[&str]) {
    parsed(expansion);
    let text = without_blanks(&expansion.to_string());
    for part in parts {
        assert!(text.contains(&without_blanks(part)), "no `{part}` in\n{expansion}");
    }
}

pub(super) fn assert_lacks(expansion: &TokenStream, parts: &[&str]) {
    let text = without_blanks(&expansion.to_string());
    for part in parts {
        assert!(!text.contains(&without_blanks(part)), "`{part}` in\n{expansion}");
    }
}

fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}

fn api(source: &str) -> TokenStream {
    derive::api(&item(source))
}

fn value(source: &str) -> TokenStream {
    derive::value(&item(source))
}

#[test]
fn parameters_are_sorted_by_wire_name() {
    let expansion = api(r#"
        #[top_api(method = "a.b", any_of(tid, r#type), any_of(tid, nick))]
        struct Appeal {
            r#type: Option<i64>,
            tid: Option<i64>,
            #[top(rename = "buyer_nick", max_len = 9)] nick: Option<String>,
        }
        "#);
    assert_contains(
        &expansion,
        &[
            r#"
            static __PARAMS: __top::FieldTable = __top::FieldTable::new("\nbuyer_nick\u{3}tid\u{4}type").terms(const {
                &__top::Constraints {
                    rules: &[__top::FieldRules::new().at(0).max_len(9)],
                    any_of: &[&[1, 2], &[1, 0]],
                    index: b""
                }
            });
            "#,
            "__encoder.params(&__PARAMS, &[&self.nick, &self.tid, &self.r#type]);",
            "__decoder.params(&__PARAMS, &mut [&mut self.nick, &mut self.tid, &mut self.r#type]);",
            "type Response = __top::Value;",
            "type Session = __top::Optional;",
            "const SPEC: __top::ApiSpec = __top::ApiSpec::new::<__top::Optional>(\"a.b\");",
            &format!("use ::top_runtime::{HIDDEN_MODULE} as __top;"),
        ],
    );
}

#[test]
fn api_spec_sets_only_what_differs_from_the_defaults() {
    let expansion = api(r#"
        #[top_api(method = "a.b", session = required, response = Done, idempotent, version = "3.0", crate = my::top)]
        struct Call;
        "#);
    assert_contains(
        &expansion,
        &[
            r#"__top::ApiSpec::new::<__top::Required>("a.b").idempotent().version("3.0")"#,
            "type Response = Done;",
            &format!("use my::top::{HIDDEN_MODULE} as __top;"),
            "type Session = __top::Required;",
        ],
    );
    assert_contains(
        &api("#[top_api(method = \"a.b\", session = none)] struct Call;"),
        &["type Session = __top::Never;"],
    );
}

#[test]
fn paths_and_documents_are_properties_of_the_spec() {
    let expansion = api(r#"
        #[top_api(path = "/orders/{id}", http = "GET", version = "2.0")] struct Call { id: i64, b: i64, #[top(flatten)] more: More }
        "#);
    assert_contains(
        &expansion,
        &[
            r#"__top::ApiSpec::new::<__top::Optional>("/orders/{id}").http_get().version("2.0")"#,
            ".disjoint().path_parameters();",
        ],
    );
    let expansion = api(r#"#[top_api(method = "a.b", body = xml)] struct Call { z: i64, a: i64 }"#);
    assert_contains(
        &expansion,
        &[
            r#"__top::ApiSpec::new::<__top::Optional>("a.b").xml_body()"#,
            "__encoder.params(&__PARAMS, &[&self.z, &self.a]);",
        ],
    );
}

#[test]
fn borrowing_structs_are_not_decoded() {
    let request = api("#[top_api(method = \"a.b\")] struct Call<'a> { nick: &'a str }");
    assert_contains(&request, &["impl<'a> __top::Request for Call<'a> {"]);
    assert_lacks(&request, &["FromParams"]);
    let inner = value("struct Inner { nick: Cow<'static, str>, name: &'static str }");
    assert_contains(
        &inner,
        &[
            "impl __top::Encode for Inner {",
            "impl __top::traits::Decode for Inner where for<'__any> __top::BorrowedData: __top::DecodeOwned<Cow<'static, str>> {",
        ],
    );
    assert_lacks(&inner, &["__decoder.object"]);
}

#[test]
fn bounds_are_inferred_for_types_with_type_parameters() {
    let expansion = api(r#"
        #[top_api(method = "a.b", response = Page<T>)]
        struct Call<T: Clone = i64, const N: usize = 3> where T: Send { value: Vec<T>, other: my::T, id: i64, n: Sized<N> }
        "#);
    assert_contains(
        &expansion,
        &[
            "impl<T: Clone, const N: usize> __top::traits::Request for Call<T, N> where T: Send, Vec<T>: __top::traits::Param {",
            "__top::traits::TopApi for Call<T, N> where T: Send, Vec<T>: __top::traits::Param, Page<T>: __top::traits::Decode {",
            "__top::traits::FromParams for Call<T, N> where T: Send, Vec<T>: __top::traits::ReadParam, \
             for<'__any> my::T: __top::ReadParam, for<'__any> Sized<N>: __top::ReadParam {",
        ],
    );
    assert_contains(
        &value("struct Tree<T> { value: T, left: Option<Box<Self>>, children: Vec<Tree<T>> }"),
        &["impl<T> __top::traits::Encode for Tree<T> where T: __top::traits::Encode {"],
    );
}

#[test]
fn members_keep_their_declaration_order() {
    let expansion = value(
        r#"
        struct RespItemDTO {
            #[top(required, max_len = 1, max_bytes = 2, max_items = 3, range = -4..=5, item = "do")] b: Alias,
            a: i64,
        }
        "#,
    );
    assert_contains(
        &expansion,
        &[
            r#"
            static __LAYOUT: __top::FieldTable = __top::FieldTable::new("\u{1}b\u{1}a").terms(const {
                &__top::Constraints {
                    rules: &[
                        __top::FieldRules::new().at(0).item("do").required().max_len(1).max_bytes(2).max_items(3).range(-4, 5)
                    ],
                    any_of: &[],
                    index: b""
                }
            });
            "#,
            "__encoder.object(&__LAYOUT, &[&self.b, &self.a]);",
            "__top::Kind::object(\"resp_item_d_t_o\", &__LAYOUT)",
            "Self { b: __top::Decode::placeholder(), a: __top::Decode::placeholder() }",
            "__decoder.object(__node, &__LAYOUT, &mut [&mut self.b, &mut self.a]);",
        ],
    );
    assert_lacks(&expansion, &["markers"]);
}

#[test]
fn a_wide_struct_hands_out_single_fields() {
    let members: Vec<_> = (0..33).map(|at| format!("m{at}: Option<i64>,")).collect();
    let members = members.concat();
    let expansion = value(&format!("struct Wide {{ {members} #[top(flatten)] inner: Inner }}"));
    assert_contains(
        &expansion,
        &[
            "<Option<i64> as __top::Decode>::IGNORES_MISSING, false",
            "let __required = const { &__top::required_fields::<1>(&[<Option<i64>",
            "__decoder.wide_object(__node, &__LAYOUT, __required, self);",
            "impl __top::ErasedFields for Wide { fn field(&mut self, __at: usize) -> &mut dyn __top::ErasedDecode { match __at { 0 => &mut self.m0, 1 => &mut self.m1,",
            "32 => &mut self.m32, _ => &mut self.inner, } } }",
        ],
    );
    assert_lacks(&expansion, &["__decoder.object"]);
}

#[test]
fn a_unit_struct_is_an_empty_object() {
    assert_contains(
        &value("struct Nothing;"),
        &["__top::FieldTable::new(\"\");", "__encoder.object(&__LAYOUT, &[]);", "Self {}"],
    );
}

#[test]
fn outcome_fields_use_wire_names() {
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
    assert_contains(
        &expansion,
        &[r#"
            fn markers() -> &'static __top::OutcomeFields {
                const { &__top::OutcomeFields::new(const { __top::assert_decode::<Option<Inner>>(); &[
                    __top::OutcomeField::success("is_success"),
                    __top::OutcomeField::error_code("code"),
                    __top::OutcomeField::error_message("desc"),
                    __top::OutcomeField::outcome("inner", <Option<Inner> as __top::Decode>::markers)
                ] }) }
            }
        "#],
    );
    for (attribute, field) in [
        ("success = \"0\"", "__top::OutcomeField::success_text(\"code\", \"0\")"),
        ("success = -1", "__top::OutcomeField::success_integer(\"code\", -1)"),
        ("success = false", "__top::OutcomeField::success_bool(\"code\", false)"),
    ] {
        assert_contains(&value(&format!("struct Reply {{ #[top({attribute})] code: Code }}")), &[field]);
    }
    assert_contains(
        &value("#[top(outcome = a::read_outcome)] struct Reply;"),
        &["__top::OutcomeField::function(a::read_outcome)"],
    );
}

#[test]
fn text_codes_are_matched_as_text() {
    let expansion =
        value("enum Kind { #[top(\"IMAGE\")] Image, #[top(\"VIDEO\")] Video, #[top(other)] Other(String) }");
    assert_contains(
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
fn integer_codes_are_matched_as_integers() {
    let expansion = value("enum Kind { #[top(-1)] Low, #[top(0x10)] High }");
    assert_contains(
        &expansion,
        &[
            "Self::Low => __top::Shape::Integer(-1),",
            "__top::Kind::integer_codes(&[-1, 16])",
            "::core::option::Option::Some(__code) = __decoder.integer_code(__node)",
            "_ => return __decoder.unknown_code(__node, <Self as __top::Encode>::kind()),",
        ],
    );
    assert_contains(
        &value("enum Kind { #[top(1)] Low, #[top(other)] Other(i64) }"),
        &["Self::Other(__code) => __top::Shape::Integer(::core::convert::From::from(*__code)),"],
    );
}

#[test]
fn items_with_errors_still_have_their_impls() {
    let request = api("#[top_api(session = maybe, response = Done)] struct Call<T>(T) where T: Send;");
    assert_contains(
        &request,
        &[
            "::core::compile_error!",
            "impl<T> __top::Request for Call<T> where T: Send {",
            "type Response = Done;",
            "type Session = __top::Optional;",
        ],
    );
    for source in ["enum Kind { Bare }", "struct Money { amount: f64 }", "union Bits { a: i64 }"] {
        assert_contains(
            &value(source),
            &["::core::compile_error!", "__top::Encode for", "__top::Decode for"],
        );
    }
}

#[test]
fn schema_metadata_is_the_argument_of_a_runtime_macro() {
    assert_contains(
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
    assert_contains(
        &value("/** Kinds */ enum Kind { /// Rise.\n #[top(-1)] Low, #[top(other)] Other(i64) }"),
        &[r#"__top::schema! { codes Integer true "Kind" "Kinds" (-1 "Rise.") }"#],
    );
    assert_contains(
        &value("/// Nothing.\nstruct Unit { /// A.\n a: Option<Box<Self>> }"),
        &[r#"__top::schema! { object "Unit" "Nothing." (0 "A." Option<Box<Self>>) }"#],
    );
}
