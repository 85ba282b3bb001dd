//! Schemas of recursive types, generics, limits, flattened structs and files.

use std::borrow::Cow;
use std::collections::BTreeMap;

use top_runtime::codec::{Encode, Encoder, Kind};
use top_runtime::schema::{Member, Object, Type};
use top_runtime::{Decimal, Fields, File, TopApi, TopValue, Value};

/// Returns the name, the type and whether the field is required.
fn words(members: &[Member]) -> Vec<String> {
    let must = |member: &Member| if member.is_required() { "!" } else { "" };
    members.iter().map(|member| format!("{}{}: {}", member.name(), must(member), member.ty())).collect()
}

fn object<T: Encode>() -> Object {
    T::describe().object().unwrap()
}

/// A category
///
///     with an indented line
/// of the shop.
#[derive(TopValue)]
#[allow(dead_code)]
struct Category {
    cid: i64,
    /** One
        two
    */
    parent: Option<Box<Self>>,
    children: Vec<Category>,
}

#[test]
fn schema_supports_recursive_types() {
    let category = object::<Category>();
    assert_eq!(category.docs(), "A category\n\n    with an indented line\nof the shop.");
    assert_eq!(
        words(&category.members()),
        ["cid!: number", "parent: Category", "children: list of Category"]
    );
    let deeper = category.members()[2].ty().object().unwrap().members()[1].ty().object().unwrap();
    assert_eq!(deeper.name(), "Category");
}

#[derive(TopValue)]
#[allow(dead_code)]
struct Page<T> {
    total: Option<i64>,
    rows: Vec<T>,
    first: Option<T>,
    one: T,
}

/// A generic, borrowing request.
#[derive(TopApi)]
#[top_api(method = "example.rows.add", response = Page<Category>, idempotent, version = "3.0")]
struct AddRows<'a, T, const N: usize> {
    nick: &'a str,
    note: Option<Cow<'a, str>>,
    rows: &'a [T],
    page: Page<T>,
}

#[test]
fn schema_resolves_type_parameters() {
    let schema = AddRows::<Option<Vec<i64>>, 3>::SCHEMA;
    assert_eq!(
        words(&schema.params()),
        ["nick!: text", "note: text", "rows: list of list of number", "page!: Page"]
    );
    let page = schema.params()[3].ty().object().unwrap();
    assert_eq!(
        words(&page.members()),
        ["total: number", "rows: list of list of number", "first: list of number", "one: list of number"]
    );
    assert!(schema.spec().is_idempotent());
    assert_eq!((schema.docs(), schema.spec().protocol_version()), ("A generic, borrowing request.", "3.0"));
    assert_eq!(words(&schema.response().object().unwrap().members())[3], "one!: Category");
    let _ = AddRows::<i64, 3> {
        nick: "",
        note: None,
        rows: &[],
        page: Page { total: None, rows: vec![], first: None, one: 1 },
    };
}

#[derive(TopApi)]
#[top_api(method = "example.all.of.it", any_of(z, a))]
#[allow(dead_code)]
struct Everything {
    z: Option<String>,
    #[top(max_len = 5, max_bytes = 6)]
    a: Option<String>,
    #[top(max_items = 20, required)]
    list: Vec<i64>,
    #[top(range = -1..=100)]
    count: Option<i64>,
    picture: File,
    #[top(max_bytes = 1024)]
    thumb: Option<File>,
    fields: Fields<Category>,
    map: BTreeMap<String, Category>,
    any: Value,
    /// Flattened, so not a parameter itself.
    #[top(flatten)]
    range: Range,
    #[top(flatten)]
    paging: Option<Paging>,
    percent: Percent,
}

#[derive(TopValue)]
#[allow(dead_code)]
struct Range {
    /// From.
    from: Decimal,
    to: Option<Decimal>,
}

#[derive(TopValue)]
#[allow(dead_code)]
struct Paging {
    page_no: i64,
}

/// A type without derives.
struct Percent(i64);

impl Encode for Percent {
    fn encode(&self, encoder: &mut Encoder) {
        self.0.encode(encoder);
    }
    fn kind() -> Kind {
        Kind::integer_codes(&[0, 100])
    }
}

impl top_runtime::codec::Decode for Percent {
    fn placeholder() -> Self {
        Self(0)
    }
    fn decode(&mut self, node: top_runtime::codec::Node<'_>, decoder: &mut top_runtime::codec::Decoder<'_>) {
        self.0.decode(node, decoder);
    }
}

#[test]
fn schema_contains_parameter_limits() {
    let params = Everything::SCHEMA.params();
    assert_eq!(
        words(&params),
        [
            "z: text",
            "a: text",
            "list!: list of number",
            "count: number",
            "picture!: file",
            "thumb: file",
            "fields!: fields of Category",
            "map!: map of Category",
            "any: any",
            "from!: decimal",
            "to: decimal",
            "page_no: number",
            "percent!: code",
        ]
    );
    assert_eq!(Everything::SCHEMA.any_of(), [["z", "a"]]);
    assert_eq!((params[1].max_len(), params[1].max_bytes()), (Some(5), Some(6)));
    assert_eq!((params[2].max_items(), params[3].range()), (Some(20), Some((-1, 100))));
    assert_eq!((params[0].max_len(), params[5].max_bytes()), (None, Some(1024)));
    assert_eq!(params[9].docs(), "From.");
    let Type::Codes(codes) = params[12].ty() else { panic!() };
    assert_eq!(codes.listed().iter().map(ToString::to_string).collect::<Vec<_>>(), ["0", "100"]);
    assert!(matches!(Everything::SCHEMA.response(), Type::Any));
}

#[derive(TopApi)]
#[top_api(method = "taobao.time.get", response = ())]
struct GetTime;

#[test]
fn schema_supports_an_api_without_parameters() {
    assert!(GetTime::SCHEMA.params().is_empty() && GetTime::SCHEMA.any_of().is_empty());
    assert_eq!((GetTime::SCHEMA.docs(), GetTime::SCHEMA.response().to_string().as_str()), ("", "any"));
}
