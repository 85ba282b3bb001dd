use crate::tests::{api_errors, value_errors};

#[test]
fn api_requires_a_method() {
    assert_eq!(
        api_errors("struct Call;"),
        ["`#[derive(TopApi)]` needs `#[top_api(method = \"...\")]` on the struct"]
    );
    assert_eq!(
        api_errors("#[top_api(idempotent)] struct Call;"),
        ["`Call` has no `method`: add `method = \"...\"`, or `path = \"/...\"`, as on the API's page"]
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
fn an_api_has_either_a_method_or_a_path() {
    assert_eq!(
        api_errors(r#"#[top_api(method = "a.b", path = "/a", http = "GET", body = json)] struct Call;"#),
        [
            "an API has a `method` or a `path`, not both; remove one of them",
            "the `path` is here",
            "`body` is for the interfaces of Qimen, which have a `method`; the fields of an API with a `path` are \
             parameters",
        ]
    );
    assert_eq!(
        api_errors(r#"#[top_api(method = "a.b", http = "GET")] struct Call;"#),
        ["`http` is for an API with a `path`; one with a `method` is called by POST"]
    );
    assert_eq!(
        api_errors(r#"#[top_api(path = "/a", http = "PUT", body = yaml)] struct Call;"#),
        [
            "`http` is \"GET\" or \"POST\", not \"PUT\"",
            "`body` is `json` or `xml`, not `yaml`",
            "`body` is for the interfaces of Qimen, which have a `method`; the fields of an API with a `path` are \
             parameters",
        ]
    );
}

#[test]
fn a_path_has_plain_segments_and_variables() {
    for (path, fault) in [
        ("", "it does not start with `/`"),
        ("orders", "it does not start with `/`"),
        ("/", "it has no segment after `/`"),
        ("/a//b", "it has an empty segment: a `/` too much"),
        ("/a/", "it has an empty segment: a `/` too much"),
        ("/a/../b", "`..` leads to another path"),
        ("/./b", "`.` leads to another path"),
        ("/{}", "`{}` names no field"),
        ("/{ id }", "`{ id }` names no field: character ' ' at 0"),
        ("/{{id}}", "`{{id}}` has braces inside of braces"),
        ("/a{id}", "in `a{id}`, braces do not enclose the whole segment, as in `/{name}/`"),
        ("/{id", "in `{id`, braces do not enclose the whole segment, as in `/{name}/`"),
        ("/order get", "character ' ' in `order get`"),
        ("/订单", "character '订' in `订单`"),
        ("/a?b=c", "`?` ends it: parameters are fields"),
        ("/a%20b", "`%` would be encoded again: only letters, digits, `-`, `.`, `_`, `~`, `:`, `@`"),
    ] {
        let errors = api_errors(&format!("#[top_api(path = {path:?})] struct Call {{ id: i64 }}"));
        let expected =
            format!("{path:?} is not a path: {fault}; expected segments like \"/orders/{{order_id}}/items\"");
        assert_eq!(errors, [expected]);
    }
    assert_eq!(
        api_errors(r#"#[top_api(path = "/v2/a-b_c.d~e:f@g/{id}/x", http = "GET")] struct Call { id: i64 }"#),
        [""; 0]
    );
}

#[test]
fn a_variable_of_a_path_is_a_field_with_one_value() {
    let errors = |fields: &str| {
        api_errors(&format!("#[top_api(path = \"/orders/{{order_id}}\")] struct Call {{ {fields} }}"))
    };
    let missing = "no field `order_id` in `Call` for `{order_id}` in the path";
    for (fields, hint) in [
        ("", "; add the field `order_id`"),
        ("orderid: i64", "; did you mean `{orderid}`?"),
        ("a: i64, b: i64", "; its fields are `a`, `b`"),
        (
            "#[top(rename = \"orderNo\")] order_id: i64",
            "; did you mean `{orderNo}`, the wire name of `order_id`?",
        ),
    ] {
        assert_eq!(errors(fields), [format!("{missing}{hint}")]);
    }
    assert_eq!(
        errors("order_id: Option<i64>"),
        ["`{order_id}` in the path needs a value, and `Option<i64>` may be empty; remove the `Option`"]
    );
    assert_eq!(
        errors("order_id: Vec<i64>"),
        ["`{order_id}` in the path is one text or number, not `Vec<i64>`"]
    );
    assert_eq!(errors("#[top(rename = \"order_id\")] id: &'static str, format: Option<String>"), [""; 0]);
    assert_eq!(
        api_errors(r#"#[top_api(path = "/{id}/{id}")] struct Call { id: i64 }"#),
        ["`{id}` is in the path twice; a variable fills one segment"]
    );
}

#[test]
fn reserved_names_depend_on_what_the_fields_become() {
    assert_eq!(
        api_errors(r#"#[top_api(path = "/a")] struct Call { access_token: String, method: String, v: i64 }"#),
        ["`access_token` is an IOP system parameter that the client sets; an API parameter cannot use it"]
    );
    assert_eq!(
        api_errors(r#"#[top_api(method = "a.b", body = json)] struct Call { method: String, sign: String }"#),
        [""; 0]
    );
}

#[test]
fn derives_require_structs_with_named_fields() {
    let tuple = ["`TopApi` requires a struct with named fields: each field is one request parameter"];
    assert_eq!(api_errors("#[top_api(method = \"a.b\", any_of(a, b))] struct Call(i64);"), tuple);
    assert_eq!(api_errors("union Call { a: i64 }"), tuple);
    assert_eq!(
        api_errors("enum Call { A }"),
        ["`TopApi` requires a struct; for an enum of codes derive `TopValue`"]
    );
    assert_eq!(value_errors("struct Id(i64);"), [""; 0]);
    assert_eq!(value_errors("union Id { a: i64 }").len(), 1);
}

#[test]
fn newtypes_have_one_field_without_attributes() {
    assert_eq!(value_errors("struct Id<T>(i64, std::marker::PhantomData<T>);"), [""; 0]);
    assert_eq!(
        value_errors("struct Point(i64, i64);"),
        [
            "`Point` has 2 fields without names, but the members of an object have names: write `struct Point { name1: .., \
          name2: .. }`"
        ]
    );
    assert_eq!(
        value_errors("struct Nothing();"),
        ["`Nothing` has no field: write `struct Nothing;` for an object without members"]
    );
    assert_eq!(
        value_errors("struct Nick(#[top(max_len = 64)] String);"),
        ["`#[top(..)]` belongs on the fields of type `Nick`: the field in `Nick` has no name on the wire"]
    );
    assert_eq!(value_errors("struct Rate(f64);").len(), 1);
    assert_eq!(
        value_errors("struct Link(Option<Box<Link>>);"),
        ["`Link` has the wire format of `Option<Box<Link>>`, which contains only itself"]
    );
}

#[test]
fn wire_names_are_valid_unique_and_not_reserved() {
    assert_eq!(
        api_errors(
            "#[top_api(method = \"a.b\")] struct Call { #[top(rename = \"z\")] a: i64, z: i64, sign: i64 }"
        ),
        [
            "two fields are sent as `z`",
            "`z` is first used here",
            "`sign` is a TOP system parameter that the client sets; an API parameter cannot use it",
        ]
    );
    assert_eq!(value_errors("struct Signed { sign: String, v: i64 }"), [""; 0]);
    assert_eq!(
        value_errors("struct Named { 数量: i64, #[top(rename = \"\", item = \"a b\")] b: Vec<i64> }").len(),
        3
    );
}

#[test]
fn limits_must_fit_the_field_type() {
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
            "`max_len` requires a string; `n` is `i64`",
            "`max_items` requires a list; `o` is `Option<String>`",
            "`range` requires an integer; `p` is `Vec<i64>`",
            "`range` is empty: 10 is above 1",
            "300 does not fit `i8`, which ranges from -128 to 127",
            "`s` is an `Option`, so it cannot be `required`; remove one of them",
            "`max_bytes` requires a string, use `max_items` for a list; `t` is `Vec<String>`",
            "`item` requires a list; `u` is `bool`",
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
fn types_without_a_wire_format_are_rejected() {
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
            "`Vec<u8>` is not a TOP type: bytes are `File`, which only a request can contain",
            "`std::primitive::u8` is not a TOP type: a small number is `u16` or `i64`, bytes are `File`",
            "`Option<std::option::Option<i64>>` has no wire format: a value is either present or absent; remove one \
             `Option`",
            "`Box<Tree>` never ends: each value would contain another; write `Option<Box<Tree>>` or a `Vec`",
            "`Box<Box<Self>>` never ends: each value would contain another; write `Option<Box<Box<Self>>>` or a `Vec`",
        ]
    );
}

#[test]
fn any_of_takes_fields_that_may_be_absent() {
    assert_eq!(
        api_errors(
            "#[top_api(method = \"a.b\", any_of(nic, id), any_of(nick), any_of(r#type, nick, type, maybe))]
            struct Appeal { nick: Option<String>, id: i64, r#type: Option<i64>, #[top(required)] maybe: Maybe }"
        ),
        [
            "no field `nic` in `Appeal`; did you mean `nick`?",
            "`id` is always sent, so `any_of` has no effect",
            "`any_of` takes at least two fields; for one field use `#[top(required)]`",
            "duplicate field `type` in `any_of`",
            "`maybe` is always sent, so `any_of` has no effect",
        ]
    );
}

#[test]
fn outcome_keys_are_unique_and_fit_their_fields() {
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
            "`outcome` requires a struct with outcome keys, or a list of such structs; `c` is `i64`",
            "`error_code` requires a single value; `d` is `Vec<String>`",
        ]
    );
    assert_eq!(
        value_errors("#[top(outcome = read_outcome)] struct Reply { #[top(error_code)] a: String }"),
        [
            "`outcome = ..` on the struct replaces the outcome keys of fields; remove either",
            "`error_code` has no effect with `outcome = ..` on the struct",
        ]
    );
    // The elements of an error list have a code and no flag.
    assert_eq!(value_errors("struct Failure { #[top(error_code)] code: String }"), [""; 0]);
}

#[test]
fn responses_own_their_data() {
    assert_eq!(
        value_errors("struct Reply<'a> { #[top(success)] a: bool, b: &'a str, c: &'static str }"),
        [
            "a response owns its data; `&'a str` is only for requests",
            "a response owns its data and cannot be decoded into `&'static str`; write `String`",
        ]
    );
    assert_eq!(
        api_errors("#[top_api(method = \"a.b\", response = Page<'a>)] struct Call<'a> { a: &'a str }"),
        ["a response owns its data; `Page<'a>` is only for requests"]
    );
}

#[test]
fn codes_are_of_one_kind_unique_and_not_blank() {
    assert_eq!(
        value_errors(
            "enum Kind {
                #[top(\"1\")] Complaint, #[top(\"1\")] Again, #[top(\"V\")] Video(i64), #[top(2)] Number, Bare,
                #[top(\"x\", \"y\")] Two, #[top(\" \")] Blank, #[top()] Nothing,
            }"
        ),
        [
            "`Video` has fields; only the `#[top(other)]` variant has one, of type `String`",
            "`Bare` has no code: write `#[top(\"CODE\")]` or `#[top(1)]`, as on the API's page",
            "a variant can have only one code",
            "`Nothing` has no code: write `#[top(\"CODE\")]` or `#[top(1)]`, as on the API's page",
            "duplicate code: `\"1\"` is already `Complaint`",
            "`\"1\"` is first used here",
            "the codes of an enum must be all text or all integers",
            "a code cannot be blank: blank text means an absent value",
        ]
    );
}

#[test]
fn one_variant_can_be_other() {
    let expected = "`other` requires one field: `String` for text codes, `i64` for integer codes";
    assert_eq!(value_errors("enum Kind { #[top(\"a\")] A, #[top(other)] B(i64) }"), [expected]);
    assert_eq!(value_errors("enum Kind { #[top(1)] A, #[top(other)] B(String) }"), [expected]);
    assert_eq!(value_errors("enum Kind { #[top(1)] A, #[top(other)] B }"), [expected]);
    assert_eq!(
        value_errors("enum Kind { #[top(1)] A, #[top(other)] B(i64), #[top(other)] C(i64) }"),
        ["only one variant can be `other`"]
    );
    assert_eq!(
        value_errors("enum Kind { #[top(other)] B(String) }"),
        ["`Kind` has no codes: add a variant with `#[top(\"CODE\")]` for each"]
    );
}
