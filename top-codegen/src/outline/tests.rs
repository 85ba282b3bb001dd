use crate::model::{Field, HttpMethod, Protocol, Session};
use crate::{Document, read};

fn document(text: &str) -> Document {
    read("page.md", text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

fn page(rows: &str) -> String {
    format!(
        "# Depots\n**Path:** `/depot/list`\n## Request Parameters\n| Name | Type | Required | Description |\n|---|---|---|---|\n{rows}## Response Parameters\n"
    )
}

/// Prints fields as `name:type(members)`.
fn tree(fields: &[Field]) -> String {
    let one = |field: &Field| {
        let members =
            if field.fields.is_empty() { String::new() } else { format!("({})", tree(&field.fields)) };
        format!("{}:{}{members}", field.name, field.ty.spelled())
    };
    fields.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn indentation_of_rows_is_their_nesting() {
    let expected = "a:Object(b:Object(c:String d:Number) e:Boolean) f:String[]";
    for [one, two] in [
        ["└ ", "&nbsp;&nbsp;└ "],
        ["└ ", "\u{a0}\u{a0}└ "],
        ["└", "└└"],
        ["- ", "-- "],
        ["&emsp;", "&emsp;&emsp;"],
    ] {
        let rows = format!(
            "| a | 4 | Yes | x |\n| {one}b | Object | No | x |\n| {two}c | 1 | No | x |\n| {two}d | 2 | Yes | |\n| {one}e | 3 | No | x |\n| f | 6 | No | x |\n"
        );
        assert_eq!(tree(&document(&page(&rows)).api.request), expected, "{one:?}");
    }
}

#[test]
fn tables_with_tabs_and_chinese_titles_are_read() {
    let text = "查询仓库\n/depot/get\n请求方式：GET\n\n请求参数\n名称\t类型\t是否必须\t描述\nid\tNumber\t必须\t编号\n\n返回参数\n名称\t类型\t描述\ndata\tObject\t结果\n└ name\tString\t名称\n\n错误码\n错误码\t错误描述\t解决方案\nD1\t没有仓库\t检查编号\n";
    let api = document(text).api;
    assert_eq!((api.method.as_str(), api.protocol), ("/depot/get", Protocol::IopRest(HttpMethod::Get)));
    assert_eq!((api.title.as_str(), tree(&api.request)), ("查询仓库", "id:Number".to_owned()));
    assert!(api.request[0].required);
    assert_eq!(tree(&api.response), "data:Object(name:String)");
    assert_eq!(api.error_codes[0].solution, "检查编号");
}

#[test]
fn bars_in_descriptions_and_lines_below_a_row_belong_to_its_description() {
    let api = document(&page("| a | String | No | one \\| two | three |\nfour | five |\n")).api;
    assert_eq!(api.request[0].description, "one | two|three\nfour | five");
}

#[test]
fn session_is_that_of_the_common_parameters() {
    for (required, session) in [("Yes", Session::Required), ("No", Session::NotRequired)] {
        let common = format!(
            "## Common Parameters\n| Name | Type | Required | Description |\n| access_token | String | {required} | |\n## Request"
        );
        assert_eq!(document(&page("").replace("## Request", &common)).api.session, session);
    }
    assert_eq!(document(&page("")).api.session, Session::Unknown);
}

#[test]
fn topics_are_read_from_tables_with_tabs_bars_and_blanks() {
    let tabs = "消息中心\nexample_parcel_Lost (包裹丢失)\n说明：丢失时发送\n消息字段\n名称\t类型\t是否必须\t示例值\t描述\nid\tNumber\t必须\t7\t包裹号\npart\tPart\t可选\t\t部分\n└ sku\tString\t必须\tA\t编码\n";
    let bars = tabs.lines().map(|line| {
        if line.contains('\t') { format!("| {} |", line.replace('\t', " | ")) } else { line.to_owned() }
    });
    let bars = bars.collect::<Vec<_>>().join("\n");
    let blanks = tabs.replace("\t\t", "\t-\t").replace('\t', " ");
    for text in [tabs, &bars, &blanks] {
        let api = document(text).api;
        assert_eq!((api.method.as_str(), api.protocol), ("example_parcel_Lost", Protocol::Tmc));
        assert_eq!((api.title.as_str(), api.description.as_str()), ("包裹丢失", "丢失时发送"));
        assert_eq!(tree(&api.response), "id:Number part:Part(sku:String)");
        assert_eq!((api.response[0].required, api.response[0].example.as_str()), (true, "7"));
        assert!(api.request.is_empty());
    }
}

#[test]
fn unreadable_rows_are_errors_with_their_lines() {
    for (rows, expected) in [
        ("| a b | String | No | x |\n", "page.md:6: expected the name of a parameter or member, found `a b`"),
        ("| a | String[][][][][][][][][] | No | x |\n", "page.md:6: expected at most 8 lists"),
    ] {
        let error = read("page.md", page(rows).as_bytes()).expect_err("no page").to_string();
        assert!(error.contains(expected), "{error}");
    }
    let no_path = page("").replace("/depot/list", "/depot/../list");
    let error = read("page.md", no_path.as_bytes()).expect_err("no page").to_string();
    assert!(error.contains("page.md:2: expected the API's path"), "{error}");
}

#[test]
fn doubtful_rows_are_warnings() {
    let Document { api, warnings } = document(&page("| a | 42 | Perhaps | x |\n|  | String | No | y |\n"));
    assert_eq!(tree(&api.request), "a:");
    assert_eq!(warnings.iter().filter_map(crate::Diagnostic::line).collect::<Vec<_>>(), [6, 6, 7]);
}
