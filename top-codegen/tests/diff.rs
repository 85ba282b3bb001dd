//! Classification of changes as breaking or compatible.

#![allow(clippy::expect_used)] // what is not expected fails the test

use top_codegen::{Api, diff, read};

fn api(request: &str, response: &str) -> Api {
    let text = format!(
        "{{\"name\": \"example.stock.get\", \"requestParams\": [{request}], \"responseParams\": [{response}]}}"
    );
    read("stock.json", text.as_bytes()).expect("a definition").api
}

fn of_requests(old: &str, new: &str) -> Vec<String> {
    diff(&api(old, ""), &api(new, "")).iter().map(ToString::to_string).collect()
}

fn of_replies(old: &str, new: &str) -> Vec<String> {
    diff(&api("", old), &api("", new)).iter().map(ToString::to_string).collect()
}

#[test]
fn equal_documents_have_no_changes() {
    let api = api(r#"{"name": "a", "type": "Sku[]", "subParams": [{"name": "id", "maxLength": 3}]}"#, "");
    assert_eq!(diff(&api, &api), []);
}

#[test]
fn relaxing_a_request_is_compatible_and_tightening_breaks() {
    let (optional, required) = (r#"{"name": "a"}"#, r#"{"name": "a", "required": true, "type": "Date"}"#);
    assert_eq!(of_requests("", optional), ["compatible: request `a`: added, optional of no type"]);
    assert_eq!(of_requests("", required), ["breaking: request `a`: added, required Date"]);
    assert_eq!(of_requests(required, ""), ["breaking: request `a`: removed, was required Date"]);
    let now_required = r#"{"name": "a", "required": true}"#;
    assert_eq!(of_requests(optional, now_required), ["breaking: request `a`: optional -> required"]);
    assert_eq!(of_requests(now_required, optional), ["compatible: request `a`: required -> optional"]);
}

#[test]
fn adding_reply_members_is_compatible_and_removing_breaks() {
    let (optional, required) = (r#"{"name": "a"}"#, r#"{"name": "a", "required": true}"#);
    assert_eq!(of_replies("", required), ["compatible: response `a`: added, required of no type"]);
    assert_eq!(of_replies(optional, ""), ["breaking: response `a`: removed, was optional of no type"]);
    assert_eq!(of_replies(required, optional), ["breaking: response `a`: required -> optional"]);
    assert_eq!(of_replies(optional, required), ["compatible: response `a`: optional -> required"]);
}

#[test]
fn a_type_may_widen_in_requests_and_narrow_in_replies() {
    for (narrow, wide) in
        [("Number", "BigDecimal"), ("byte", "Number"), ("Date", "String"), ("Json", "String")]
    {
        let field = |ty| format!("{{\"name\": \"a\", \"type\": \"{ty}\"}}");
        let (narrow_field, wide_field) = (field(narrow), field(wide));
        let widened = format!("`a`: type {narrow} -> {wide}");
        let narrowed = format!("`a`: type {wide} -> {narrow}");
        assert_eq!(of_requests(&narrow_field, &wide_field), [format!("compatible: request {widened}")]);
        assert_eq!(of_requests(&wide_field, &narrow_field), [format!("breaking: request {narrowed}")]);
        assert_eq!(of_replies(&narrow_field, &wide_field), [format!("breaking: response {widened}")]);
        assert_eq!(of_replies(&wide_field, &narrow_field), [format!("compatible: response {narrowed}")]);
    }
}

#[test]
fn changing_between_list_and_single_value_breaks() {
    let (one, list) = (r#"{"name": "a", "type": "Sku"}"#, r#"{"name": "a", "type": "Sku[]"}"#);
    assert_eq!(of_requests(one, list), ["breaking: request `a`: type Sku -> Sku[]"]);
    assert_eq!(of_replies(list, one), ["breaking: response `a[]`: type Sku[] -> Sku"]);
}

#[test]
fn renaming_a_type_breaks_only_lists_in_replies() {
    let (old, new) = (r#"{"name": "a", "type": "Sku"}"#, r#"{"name": "a", "type": "SkuDo"}"#);
    assert_eq!(of_replies(old, new), ["compatible: response `a`: type Sku -> SkuDo"]);
    let (old, new) = (r#"{"name": "a", "type": "Sku[]"}"#, r#"{"name": "a", "type": "SkuDo[]"}"#);
    assert_eq!(of_replies(old, new), ["breaking: response `a[]`: type Sku[] -> SkuDo[]"]);
    assert_eq!(of_requests(old, new), ["compatible: request `a[]`: type Sku[] -> SkuDo[]"]);
}

#[test]
fn widening_a_limit_is_compatible() {
    let old = r#"{"name": "a", "maxLength": 32, "maxListSize": 5, "minValue": 1, "maxValue": 9}"#;
    let new = r#"{"name": "a", "maxLength": 16, "minValue": 0, "maxValue": 8}"#;
    assert_eq!(
        of_requests(old, new),
        [
            "breaking: request `a`: max_len 32 -> 16",
            "compatible: request `a`: max_items is no longer 5",
            "compatible: request `a`: min 1 -> 0",
            "breaking: request `a`: max 9 -> 8",
        ]
    );
    assert!(of_replies(old, new).iter().all(|line| line.starts_with("compatible")));
}

#[test]
fn members_are_compared_at_every_depth() {
    let field = |inner: &str| {
        format!(
            "{{\"name\": \"a\", \"type\": \"A[]\", \"subParams\": [{{\"name\": \"b\", \"subParams\": [{inner}]}}]}}"
        )
    };
    assert_eq!(
        of_requests(&field(""), &field(r#"{"name": "c", "type": "Date", "required": true}"#)),
        ["breaking: request `a[].b.c`: added, required Date"]
    );
}

#[test]
fn duplicate_names_are_compared_in_order() {
    let (once, twice) = (r#"{"name": "a"}"#, r#"{"name": "a"}, {"name": "a", "type": "Json"}"#);
    assert_eq!(of_replies(once, twice), ["compatible: response `a`: added, optional Json"]);
}

#[test]
fn text_changes_are_compatible_and_print_on_one_line() {
    let (old, new) =
        (r#"{"name": "a", "description": "old"}"#, r#"{"name": "a", "description": "new\u001b[2J\nx"}"#);
    assert_eq!(of_replies(old, new), ["compatible: response `a`: description old -> new\\u{1b}[2J\\nx"]);
}

#[test]
fn changing_the_method_breaks() {
    let mut new = api("", "");
    new.method = "example.stock.query".to_owned();
    let changes = diff(&api("", ""), &new);
    assert_eq!(changes[0].to_string(), "breaking: api: method example.stock.get -> example.stock.query");
}

#[test]
fn http_method_breaks_and_error_codes_are_compatible() {
    let page = |http: &str, codes: &str| {
        let text = format!(
            "# Depots\n**Path:** `/depot/list`\n**Method:** {http}\n## Request Parameters\n## Response Parameters\n## Error \
             Codes\n| Error Code | Error Description |\n|---|---|\n{codes}"
        );
        read("page.md", text.as_bytes()).expect("a page").api
    };
    let (old, new) = (page("GET", "| D1 | no depot |\n"), page("POST", "| D2 | closed |\n"));
    let changes: Vec<String> = diff(&old, &new).iter().map(ToString::to_string).collect();
    let expected = [
        "breaking: api: http GET -> POST",
        "compatible: api: error_code is no longer D1",
        "compatible: api: error_code is now D2",
    ];
    assert_eq!(changes, expected);
}
