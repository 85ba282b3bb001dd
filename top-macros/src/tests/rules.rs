use crate::tests::{api_errors, value_errors};

#[test]
fn an_api_has_a_method() {
    assert_eq!(
        api_errors("struct Call;"),
        ["`#[derive(TopApi)]` needs `#[top_api(method = \"...\")]` on the struct"]
    );
    assert_eq!(
        api_errors("#[top_api(idempotent)] struct Call;"),
        ["`Call` has no `method`: add `method = \"...\"`, the name on the API's page"]
    );
    assert_eq!(
        api_errors("#[top_api(metod = \"a.b\")] struct Call;"),
        ["unknown `top_api` key `metod`; did you mean `method`?"]
    );
    assert_eq!(
        api_errors("#[top_api(method = \"Foo create\")] struct Call;"),
        [
            "`Foo create` is not a TOP method name: character ' ' at 3; expected letters, digits, `_` and `-` in parts \
          joined by `.`, like \"taobao.trade.fullinfo.get\""
        ]
    );
}

#[test]
fn an_api_is_a_struct_with_named_fields() {
    let tuple = ["`TopApi` is derived on a struct with named fields: each field is one request parameter"];
    assert_eq!(api_errors("#[top_api(method = \"a.b\", any_of(a, b))] struct Call(i64);"), tuple);
    assert_eq!(api_errors("union Call { a: i64 }"), tuple);
    assert_eq!(
        api_errors("enum Call { A }"),
        ["`TopApi` is derived on a struct; for coded values derive `TopValue` on the enum"]
    );
    assert_eq!(value_errors("struct Id(i64);").len(), 1);
    assert_eq!(value_errors("union Id { a: i64 }").len(), 1);
}

#[test]
fn wire_names_are_free_and_differ() {
    assert_eq!(
        api_errors(
            "#[top_api(method = \"a.b\")] struct Call { #[top(rename = \"z\")] a: i64, z: i64, sign: i64 }"
        ),
        [
            "two fields are sent as `z`",
            "`z` is first used here",
            "`sign` is a TOP protocol parameter that the client sets; an API parameter cannot use it",
        ]
    );
    assert_eq!(value_errors("struct Signed { sign: String, v: i64 }"), [""; 0]);
    assert_eq!(
        value_errors("struct Named { 数量: i64, #[top(rename = \"\", item = \"a b\")] b: Vec<i64> }").len(),
        3
    );
}

#[test]
fn limits_fit_their_types() {
    assert_eq!(
        value_errors(
            "struct Limits {
                #[top(max_len = 3)] n: i64,
                #[top(max_items = 3)] o: Option<String>,
                #[top(range = 1..=3)] p: Vec<i64>,
                #[top(range = 10..=1)] q: i64,
                #[top(range = 0..=300)] r: Option<i8>,
                #[top(required)] s: ::core::option::Option<i64>,
                #[top(max_bytes = 3)] t: Vec<String>,
                #[top(item = \"x\")] u: bool,
            }"
        ),
        [
            "`max_len` is for strings; `n` is `i64`",
            "`max_items` is for lists; `o` is `Option<String>`",
            "`range` is for integers; `p` is `Vec<i64>`",
            "`range` is empty: 10 is above 1",
            "300 does not fit `i8`, which goes from -128 to 127",
            "`s` is `Option`, so it cannot be `required`; drop one",
            "`max_bytes` is for strings, and `max_items` for lists; `t` is `Vec<String>`",
            "`item` names the elements of a list; `u` is `bool`",
        ]
    );
    assert_eq!(
        value_errors(
            "struct Limits {
                #[top(max_len = 3, required)] a: String,
                #[top(max_len = 3)] b: Option<Cow<'static, str>>,
                #[top(max_items = 3, item = \"x\")] c: Option<Vec<i64>>,
                #[top(range = -9223372036854775808..=9223372036854775807)] d: i64,
                #[top(max_len = 3, max_items = 2, range = 1..=2, required)] e: my::Alias,
            }"
        ),
        [""; 0]
    );
}

#[test]
fn types_without_a_form_are_refused() {
    assert_eq!(
        value_errors(
            "struct Tree {
                a: f64, b: Option<Vec<f32>>, c: Vec<u8>, d: std::primitive::u8,
                e: Option<std::option::Option<i64>>, f: Box<Tree>, g: Box<Box<Self>>,
                h: Option<Box<Tree>>, i: Vec<Tree>, j: my::f64,
            }"
        ),
        [
            "`f64` is not a TOP type: money is `Price`, or whole cents as `i64`; any other decimal is `Decimal`",
            "`f32` is not a TOP type: money is `Price`, or whole cents as `i64`; any other decimal is `Decimal`",
            "`Vec<u8>` is not a TOP type: bytes are `File`, which is a field of the request itself",
            "`std::primitive::u8` is not a TOP type: a small number is `u16` or `i64`, bytes are `File`",
            "`Option<std::option::Option<i64>>` has no form on the wire, where a value is given or not; drop one \
             `Option`",
            "`Box<Tree>` never ends: each value would hold another; write `Option<Box<Tree>>` or a `Vec`",
            "`Box<Box<Self>>` never ends: each value would hold another; write `Option<Box<Box<Self>>>` or a `Vec`",
        ]
    );
}

#[test]
fn any_of_names_fields_that_may_be_absent() {
    assert_eq!(
        api_errors(
            "#[top_api(method = \"a.b\", any_of(nic, id), any_of(nick), any_of(r#type, nick, type, maybe))]
            struct Appeal { nick: Option<String>, id: i64, r#type: Option<i64>, #[top(required)] maybe: Maybe }"
        ),
        [
            "no field `nic` in `Appeal`; did you mean `nick`?",
            "`id` is always sent, so `any_of` has no effect",
            "`any_of` takes at least two fields; one alone is `#[top(required)]`",
            "`type` is named twice in this `any_of`",
            "`maybe` is always sent, so `any_of` has no effect",
        ]
    );
}

#[test]
fn markers_give_one_answer() {
    assert_eq!(
        value_errors(
            "struct Reply {
                #[top(success)] a: bool, #[top(success)] b: bool,
                #[top(outcome)] c: i64, #[top(error_code)] d: Vec<String>,
            }"
        ),
        [
            "only one field can be `success`",
            "the first `success` is here",
            "`outcome` stands on a struct with markers, or a list of such; `c` is `i64`",
            "`error_code` stands on a single value; `d` is `Vec<String>`",
        ]
    );
    assert_eq!(
        value_errors("#[top(outcome = judge)] struct Reply { #[top(error_code)] a: String }"),
        [
            "the function of `outcome = ..` decides alone; drop it or the markers on the fields",
            "`error_code` has no effect beside `outcome = ..` on the struct",
        ]
    );
    // The items of a list of errors carry a code and no flag.
    assert_eq!(value_errors("struct Failure { #[top(error_code)] code: String }"), [""; 0]);
}

#[test]
fn a_reply_owns_its_data() {
    assert_eq!(
        value_errors("struct Reply<'a> { #[top(success)] a: bool, b: &'a str, c: &'static str }"),
        [
            "a response owns its data; `&'a str` is only for requests",
            "a response owns its data, so nothing can be read into `&'static str`; write `String`",
        ]
    );
    assert_eq!(
        api_errors("#[top_api(method = \"a.b\", response = Page<'a>)] struct Call<'a> { a: &'a str }"),
        ["a response owns its data; `Page<'a>` is only for requests"]
    );
}

#[test]
fn codes_are_alike_and_differ() {
    assert_eq!(
        value_errors(
            "enum Kind {
                #[top(\"1\")] Complaint, #[top(\"1\")] Again, #[top(\"V\")] Video(i64), #[top(2)] Number, Bare,
                #[top(\"x\", \"y\")] Two, #[top(\" \")] Blank, #[top()] Nothing,
            }"
        ),
        [
            "`Video` carries data; a coded value is a unit variant, or one `#[top(other)]` variant holding `String`",
            "`Bare` has no code: write `#[top(\"CODE\")]` or `#[top(1)]`, as on the API's page",
            "a variant has one code",
            "`Nothing` has no code: write `#[top(\"CODE\")]` or `#[top(1)]`, as on the API's page",
            "codes must differ: `\"1\"` is already `Complaint`",
            "`\"1\"` is first used here",
            "codes of one enum are all text or all numbers",
            "a code is not blank: blank text is an absent value",
        ]
    );
}

#[test]
fn one_variant_can_hold_the_other_codes() {
    let holds = "`other` holds one `String` where codes are text, one `i64` where they are integers";
    assert_eq!(value_errors("enum Kind { #[top(\"a\")] A, #[top(other)] B(i64) }"), [holds]);
    assert_eq!(value_errors("enum Kind { #[top(1)] A, #[top(other)] B(String) }"), [holds]);
    assert_eq!(value_errors("enum Kind { #[top(1)] A, #[top(other)] B }"), [holds]);
    assert_eq!(
        value_errors("enum Kind { #[top(1)] A, #[top(other)] B(i64), #[top(other)] C(i64) }"),
        ["only one variant can be `other`"]
    );
    assert_eq!(
        value_errors("enum Kind { #[top(other)] B(String) }"),
        ["`Kind` lists no code: give each a variant with `#[top(\"CODE\")]`"]
    );
}
