//! Huge models and documents: each takes time linear in its size, or is rejected. Quadratic
//! algorithms would take minutes here, unbounded recursion would overflow the stack.

use std::fmt::Write as _;

use top_codegen::model::{Field, FieldType};
use top_codegen::{Options, diff, export, read, schema, write};

use crate::build::{FieldExt as _, api, field};

fn options() -> Options {
    let mut options = Options::default();
    options.test = false;
    options
}

fn request(fields: Vec<Field>) -> String {
    write(&api("example.goods.add", fields, Vec::new()), &options()).code
}

#[test]
fn lists_nested_too_deep_become_a_value() {
    for depth in [9, 2_000, 200_000] {
        let mut written = api("example.goods.add", vec![field("x", "S")], Vec::new());
        written.request[0].ty = FieldType::parse(&format!("S{}", "[]".repeat(depth)));
        let code = write(&written, &options());
        assert!(code.code.contains("pub x: Option<Value>"), "{depth}");
        assert!(code.warnings[0].message().contains(&format!("{depth} lists in each other, of 8 at most")));
        assert!(export::openapi(std::slice::from_ref(&written)).to_string().len() < 10_000);
    }
    let eight = request(vec![field("x", &format!("Number{}", "[]".repeat(8)))]);
    assert!(eight.contains(&format!("{}i64{}", "Vec<".repeat(8), ">".repeat(8))), "{eight}");
}

#[test]
fn definition_with_lists_nested_too_deep_is_rejected() {
    let ty = format!("S{}", "[]".repeat(2_000));
    let text = format!("{{\"name\": \"a.b\", \"requestParams\": [{{\"name\": \"x\", \"type\": \"{ty}\"}}]}}");
    let error = read("deep.json", text.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("deep.json:1: expected at most 8 lists in each other, found 2000"), "{error}");
}

#[test]
fn json_nested_too_deep_is_rejected_everywhere() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        for member in ["requestParams", "description", "name", "unknown"] {
            let text = format!("{{\"name\": \"a.b\", \"apiChineseName\": \"x\", \"{member}\": {deep}}}");
            let _ = read("deep.json", text.as_bytes());
        }
        let text =
            format!("{{\"requestParams\": [{{\"name\": \"x\", \"type\": {deep}}}], \"name\": \"a.b\"}}");
        assert!(read("deep.json", text.as_bytes()).is_err());
    }
}

#[test]
fn objects_are_generated_down_to_the_maximum_depth() {
    let nested = |depth: usize| {
        (0..depth).fold(field("end", "String"), |inner, at| field("o", &format!("O{at}")).with(vec![inner]))
    };
    let mut deepest = api("example.goods.add", vec![nested(64)], vec![nested(64)]);
    assert!(write(&deepest, &Options::default()).code.contains("pub struct O0"));
    let _ = (schema(&deepest), diff(&deepest, &deepest), export::openapi(&[deepest.clone()]));
    // Models built by hand can be deeper; code is generated down to the same depth.
    deepest.request = vec![nested(200)];
    let code = write(&deepest, &options()).code;
    assert!(syn::parse_file(&code).is_ok() && code.contains("pub o: Option<Value>"));
}

#[test]
fn huge_texts_take_linear_time() {
    for text in [
        "<a".repeat(200_000),
        "http://".repeat(60_000),
        "https".repeat(80_000),
        "1:(".repeat(130_000),
        "&lt".repeat(130_000),
        "1:a,".repeat(100_000),
        "a-(".repeat(100_000),
        "字".repeat(130_000),
        (0..60_000).map(|at| at.to_string()).collect::<Vec<_>>().join(":字,"),
    ] {
        let code = request(vec![field("x", "Number").about(&text)]);
        assert!(code.contains("pub x: Option<"));
    }
}

#[test]
fn thousands_of_equal_names_get_distinct_numbers() {
    // All of them become `a`.
    let fields: Vec<Field> = (0..12_000)
        .map(|at| field(&format!("a{}", format!("{at:014b}").replace('0', ".").replace('1', "-")), "String"))
        .collect();
    let names: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
    assert_eq!(names.iter().collect::<std::collections::HashSet<_>>().len(), 12_000);
    let code = request(fields);
    assert!(code.contains("pub a_12000: Option<String>"), "{}", &code[..2_000]);
}

#[test]
fn thousands_of_types_with_one_name_get_distinct_names() {
    let shape = |at: usize| field(&format!("f{at}"), "T").with(vec![field(&format!("m{at}"), "String")]);
    let apis = [api("example.goods.add", (0..4_000).map(shape).collect(), Vec::new())];
    let code = write(&apis[0], &options()).code;
    assert_eq!(code.matches("pub struct ").count(), 4_002 - 1);
    let schemas = export::json_schema(&apis);
    assert_eq!(schemas["$defs"].as_object().map(serde_json::Map::len), Some(4_002));
}

#[test]
fn thousands_of_enums_with_one_name_get_distinct_names() {
    let coded = |at: usize| field("status", "Number").about(&format!("1:开{at}号,2:关"));
    let shape = |at: usize| field(&format!("f{at}"), &format!("T{at}")).with(vec![coded(at)]);
    assert!(request((0..3_000).map(shape).collect()).contains("pub struct T2999"));
}

#[test]
fn comparing_objects_with_many_members_takes_linear_time() {
    let members: Vec<Field> = (0..8_000).map(|at| field(&format!("m{at}"), "String").required()).collect();
    let inner = field("inner", "T").with(members.clone());
    let outer = field("outer", "T").with(members.iter().cloned().chain([inner.clone(), inner]).collect());
    let both = [api("example.goods.add", vec![outer.clone()], vec![outer])];
    assert!(write(&both[0], &options()).code.contains("pub m7999: String"));
    assert!(export::openapi(&both)["paths"].is_object());
    assert!(diff(&both[0], &both[0]).is_empty());
}

#[test]
fn page_of_twenty_thousand_rows_is_read_with_its_warnings() {
    let (mut request, mut response, mut xml) = (String::new(), String::new(), String::new());
    for at in 0..20_000 {
        let _ = writeln!(request, "p{at} Numbr 可选 1 说明");
        let _ = writeln!(response, "r{at} O{at} 对象\n  • └ a{at}\n  • String\n  • 说明");
        let _ = write!(xml, "<r{at}><a{at}>x</a{at}></r{at}>\n<n{at}>1</n{at}>\n");
    }
    let page = format!(
        "example.a.b (甲)\n请求参数\n名称 类型 是否必须 示例值 更多限制 描述\n{request}响应参数\n名称 类型 示例值 描述\n{response}\
         请求示例\nclient.execute(req);\n响应示例\n<example_a_b_response>{xml}</example_a_b_response>"
    );
    let document = read("large.txt", page.as_bytes()).unwrap();
    assert_eq!((document.api.request.len(), document.api.response.len()), (20_000, 20_000));
    assert_eq!(document.warnings.len(), 20_000);
}
