//! A page with most quirks, and texts that are not pages.

#![allow(clippy::expect_used)] // what is expected of the page fails the test where it is not so

#[path = "pages/not_a_page.rs"]
mod not_a_page;

use std::fmt::Write as _;

use proptest::prelude::*;
use top_codegen::model::{Field, Session};
use top_codegen::{Document, read};

const PAGE: &str = include_str!("pages/example.txt");

fn document(text: &str) -> Document {
    read("example.txt", text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

/// Returns the error for a text, as shown to the user.
fn error(text: &str) -> String {
    read("example.txt", text.as_bytes()).expect_err("the text is no page").to_string()
}

/// Prints fields on one line: names, types, `!` if required, members in brackets.
fn outline(fields: &[Field]) -> String {
    let mut text = String::new();
    for field in fields {
        let must = if field.required { "!" } else { "" };
        let separator = if text.is_empty() { "" } else { ", " };
        let _ = write!(text, "{separator}{}{must} {}", field.name, field.ty.spelled());
        if !field.fields.is_empty() {
            let _ = write!(text, " {{{}}}", outline(&field.fields));
        }
    }
    text
}

fn field<'f>(fields: &'f [Field], path: &str) -> &'f Field {
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let found =
        fields.iter().find(|field| field.name == first).unwrap_or_else(|| panic!("there is no {first}"));
    if rest.is_empty() { found } else { field(&found.fields, rest) }
}

#[test]
fn head_gives_method_title_and_category() {
    let Document { api, .. } = document(PAGE);
    assert_eq!(api.method, "example.order.search");
    assert_eq!(api.title, "查询示例订单");
    assert_eq!(api.description, "按条件查询示例订单");
    assert_eq!(api.category, "示例API");
    assert_eq!(api.session, Session::Required);
}

#[test]
fn nesting_is_restored_from_the_samples() {
    let Document { api, .. } = document(PAGE);
    assert_eq!(
        outline(&api.request),
        "keyword String, query! OrderQuery {shop_id! Number, period Period {start Date, end Date}, memo String, \
         conditions Condition[] {memo String}, deep Boolean}, order_ids Number[], page_no Number"
    );
    assert_eq!(
        outline(&api.response),
        "result Result {data Order[] {order_id Number, buyer Buyer {nick String, tags String[]}, note String}, \
         total Number}, ids Number[], is_ok Boolean, reason String"
    );
}

#[test]
fn rows_missing_in_the_sample_are_placed_with_a_warning() {
    let Document { api, warnings } = document(PAGE);
    let end = field(&api.request, "query/period/end");
    let lines: Vec<_> = warnings.iter().map(|warning| (warning.line(), warning.message())).collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(lines[0].0, Some(end.line));
    assert!(lines[0].1.contains("`end`") && lines[0].1.contains("in `period`"), "{lines:?}");
}

#[test]
fn examples_descriptions_and_limits_are_separated() {
    let Document { api, .. } = document(PAGE);
    let keyword = field(&api.request, "keyword");
    assert_eq!((keyword.example.as_str(), keyword.description.as_str()), ("红 帽", "关键词,可含空格"));
    let ids = field(&api.request, "order_ids");
    assert_eq!(
        (ids.example.as_str(), ids.description.as_str(), ids.limits.max_items),
        ("1,2", "订单编号", Some(20))
    );
    let page = field(&api.request, "page_no");
    assert_eq!((page.limits.min, page.limits.max, page.description.as_str()), (Some(1), Some(100), "页码"));
    let result = field(&api.response, "result");
    assert_eq!((result.example.as_str(), result.description.as_str()), ("[]", "结果"));
    let note = field(&api.response, "result/data/note");
    assert_eq!(
        (note.example.as_str(), note.description.as_str()),
        ("<b>&</b>", "说明如下\n第一行: 甲\n第二行: 乙")
    );
    assert_eq!(note.line, 79);
}

#[test]
fn json_sample_gives_the_same_result_as_xml() {
    let (before, rest) = PAGE.split_once("    <example_order_search_response>").expect("the sample starts");
    let (_, after) = rest.split_once("</example_order_search_response>").expect("the sample ends");
    let json = r#"    {"example_order_search_response":{
        "result":{"data":{"order":[{"order_id":7,"buyer":{"nick":"","tags":{"string":["a","b"]}},"note":"x"}]},"total":2},
        "ids":{"number":[7]},"is_ok":true}}"#;
    assert_eq!(
        outline(&document(&format!("{before}{json}{after}")).api.response),
        outline(&document(PAGE).api.response)
    );
}

#[test]
fn markdown_tables_give_the_same_result() {
    let page = "\
# example.order.get (订单)

## 请求参数

| 名称 | 类型 | 是否必须 | 示例值 | 更多限制 | 描述 |
|---|---|---|---|---|---|
| page_no | Number | 可选 | 1 | 最小值:1 | 页码 |
| query | Query | 必须 |  |  | 条件 |
| period | Period | 可选 |  |  | 时间 |
| └ start | Date | 可选 |  |  | 开始 |
| └ memo | String | 可选 | a\\|b |  | 备注 |
| fields | String[] | 必须 | a,b |  | 字段 |

## 响应参数

| 名称 | 类型 | 示例值 | 描述 |
| --- | --- | --- | --- |
| result | Result |  | 结果 |
| items | Item[] |  | 列表 |
| └ id | Number | 1 | 编号 |
| └ total | Number | 1 | 总数 |

## 请求示例

ExampleOrderGetRequest req = new ExampleOrderGetRequest();
req.setPageNo(1L);
ExampleOrderGetRequest.Query obj1 = new ExampleOrderGetRequest.Query();
ExampleOrderGetRequest.Period obj2 = new ExampleOrderGetRequest.Period();
obj2.setStart(StringUtils.parseDateTime(\"2013-04-21 14:00:00\"));
obj1.setPeriod(obj2);
obj1.setMemo(\"a|b\");
req.setQuery(obj1);
req.setFields(\"a,b\");
rsp = client.execute(req);

## 响应示例

<example_order_get_response><result><items><item><id>1</id></item></items><total>1</total></result></example_order_get_response>
";
    let Document { api, warnings } = document(page);
    assert_eq!(
        outline(&api.request),
        "page_no Number, query! Query {period Period {start Date}, memo String}, fields! String[]"
    );
    assert_eq!(outline(&api.response), "result Result {items Item[] {id Number}, total Number}");
    assert_eq!(field(&api.request, "page_no").limits.min, Some(1));
    assert_eq!(field(&api.request, "query/memo").example, "a|b");
    assert_eq!(api.session, Session::NotRequired);
    assert_eq!(warnings, []);
}

#[test]
fn invalid_pages_are_rejected_with_line_and_reason() {
    let cases = [
        ("你好", "example.txt:1: expected the heading `请求参数`"),
        (
            &PAGE.replace("example.order.search (", "example..search ("),
            "example.txt:3: expected the method's name, found `example..search`",
        ),
        (&PAGE.replace("example.order.search (查询示例订单)", ""), "expected a line with the method's name"),
        (&PAGE[..PAGE.find("响应参数").expect("a heading")], "expected the heading `响应参数`"),
        (&PAGE[..PAGE.find("            <total>").expect("a tag")], "ends inside `<result>`"),
        (&PAGE.replace("</buyer>", ""), "`<buyer>` is not closed before `</order>`"),
        (
            &PAGE.replace("名称 类型 是否必须 示例值 更多限制 描述", "Name Type"),
            "example.txt:11: expected the table's first line",
        ),
        (
            &PAGE.replace("  • └ shop_id\n  • Number\n  • 必须\n", "  • └ shop_id\n  • Number\n"),
            "expected `必须` or `可选` behind the type of `shop_id`",
        ),
        (
            &PAGE.replace("    • └ total\n    • Number", "    • └ total\n    • 数字"),
            "expected the type of `total`",
        ),
        (&format!("{PAGE}\n{PAGE}"), "a second page starts here"),
    ];
    for (text, expected) in cases {
        let found = error(text);
        assert!(found.contains(expected), "expected {expected}, found {found}");
        assert!(found.contains("help: "), "{found}");
    }
}

#[test]
fn fields_only_in_a_sample_are_reported() {
    let text = PAGE
        .replace("    req.setPageNo(1L);", "    req.setPageNo(1L);\n    req.setOther(1L);")
        .replace("<total>2</total>", "<total>2</total><count>2</count>");
    let Document { warnings, .. } = document(&text);
    for name in ["`setOther`", "`<count>`"] {
        assert!(warnings.iter().any(|warning| warning.message().contains(name)), "{name}: {warnings:?}");
    }
}

#[test]
fn sample_of_another_api_is_reported() {
    let text = PAGE.replace("example_order_search_response", "example_order_get_response");
    let Document { warnings, .. } = document(&text);
    assert!(
        warnings.iter().any(|warning| warning.message().contains("`example_order_get_response`")),
        "{warnings:?}"
    );
}

/// Returns the nearest character boundary at or before an offset.
fn boundary(at: usize) -> usize {
    (0..=at).rev().find(|at| PAGE.is_char_boundary(*at)).unwrap_or_default()
}

/// Returns a page with `depth` nested objects of `members` members each.
fn large(members: usize, depth: usize) -> String {
    let (mut rows, mut open, mut close) = (String::new(), String::new(), String::new());
    for level in 0..depth {
        let _ = write!(rows, "  • o{level}\n  • O{level}\n  • 对象\n");
        let _ = write!(open, "<o{level}>");
        close.insert_str(0, &format!("</o{level}>"));
    }
    for at in 0..members {
        let _ = write!(rows, "  • └ m{at}\n  • String\n  • 说明\n");
        let _ = write!(open, "<m{at}>x</m{at}>");
    }
    format!(
        "example.a.b (甲)\n请求参数\n名称 类型 是否必须 示例值 更多限制 描述\n响应参数\n名称 类型 示例值 描述\nroot Root 根\n{rows}\
         请求示例\nclient.execute(req);\n响应示例\n<example_a_b_response><root>{open}{close}</root></example_a_b_response>"
    )
}

#[test]
fn large_pages_are_read_and_deep_ones_rejected() {
    let Document { api, warnings } = document(&large(20_000, 5));
    assert_eq!(field(&api.response, "root/o0/o1/o2/o3/o4").fields.len(), 20_000);
    assert_eq!(warnings, []);
    assert!(error(&large(1, 5_000)).contains("nested deeper than"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn any_text_is_read_or_rejected(text in "\\PC*") {
        let _ = read("any.txt", text.as_bytes());
    }

    #[test]
    fn truncated_page_is_rejected_unless_samples_are_complete(at in 0..PAGE.len()) {
        let at = boundary(at);
        let whole = PAGE.find("</example_order_search_response>").expect("the sample ends") + 31;
        match read("cut.txt", &PAGE.as_bytes()[..at]) {
            Ok(found) => {
                prop_assert!(at > whole, "cut at {at}");
                prop_assert_eq!(found.api, document(PAGE).api);
            }
            Err(_) => prop_assert!(at <= whole, "cut at {at}"),
        }
    }

    #[test]
    fn pages_of_arbitrary_lines_never_panic(
        order in prop::collection::vec((0..PAGE.lines().count(), any::<bool>()), 0..200),
        keep in any::<bool>(),
    ) {
        let lines: Vec<&str> = PAGE.lines().collect();
        let mut text: Vec<&str> = if keep { lines.clone() } else { Vec::new() };
        for (at, insert) in order {
            if insert || text.is_empty() {
                text.insert(at.min(text.len()), lines[at]);
            } else {
                text.remove(at.min(text.len() - 1));
            }
        }
        let _ = read("lines.txt", text.join("\n").as_bytes());
    }

    #[test]
    fn pages_with_arbitrary_text_inserted_never_panic(at in 0..PAGE.len(), text in "[•└<>\"\\\\;()\\[\\]{}&|,.: a-zA-Z\n\u{a0}\u{200b}必须]{0,40}") {
        let at = boundary(at);
        let _ = read("any.txt", format!("{}{text}{}", &PAGE[..at], &PAGE[at..]).as_bytes());
    }
}

#[test]
fn error_is_one_short_line_for_any_document() {
    let stray = format!("</shop_id\n{}\u{1b}[2J>", "    <memo/>\n".repeat(9));
    let error = error(&PAGE.replacen("</nick>", &stray, 1));
    assert!(!error.contains(char::is_control), "{error:?}");
    assert!(error.chars().count() < 300, "{error}");
}
