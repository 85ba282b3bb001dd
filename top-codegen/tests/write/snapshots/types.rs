//! Types of requests and replies.

use top_codegen::model::{Limits, Session};

use super::check;
use crate::build::{FieldExt as _, api, field};

#[test]
fn each_kind_of_value_maps_to_its_type() {
    let request = vec![
        field("file", "byte[]").required(),
        field("photo", "byte []"),
        field("photos", "byte[][]"),
        field("level", "byte"),
        field("amount", "Number").required(),
        field("rate", "Number"),
        field("score", "Number").example("12.5"),
        field("weight", "BigDecimal"),
        field("price", "Price"),
        field("since", "Date").example("2025-11-17 00:00:00"),
        field("ext", "Json"),
        field("props", "Map"),
        field("unknown", "null[]"),
        field("empty", "NoMembers"),
        field("tids", "Number[]").required(),
        field("grid", "String[][]"),
        field("box", "Box").with(vec![field("bytes", "byte[]"), field("sizes", "Integer[]")]),
    ];
    let response = vec![
        field("dates", "Date[]"),
        field("numbers", "Long[]"),
        field("texts", "Json[]"),
        field("maps", "Map[]"),
        field("dto", "LinkInfoDTO[]").with(vec![field("url", "String")]),
        field("odd", "linkInfo[]").with(vec![field("url", "String")]),
    ];
    let mut api = api("taobao.every.kind.add", request, response);
    api.session = Session::Required;
    check("kinds", &api);
}

#[test]
fn limits_become_constraints_if_the_type_supports_them() {
    let limits = |max_len, max_items, min, max| Limits { max_len, max_items, min, max };
    let request = vec![
        field("name", "String").limits(limits(Some(3), None, None, None)).example("too long"),
        field("page", "Number").limits(limits(None, None, Some(1), None)),
        field("size", "Number").limits(limits(None, None, Some(10), Some(100))).example("500"),
        field("offset", "Number").limits(limits(None, None, Some(-5), Some(-1))),
        field("ids", "String[]").limits(limits(Some(64), Some(20), None, None)).required(),
        field("joined", "String").limits(limits(None, Some(20), Some(1), None)),
        field("file", "byte[]").limits(limits(Some(1024), None, None, None)),
        field("never", "Number").limits(limits(Some(0), None, Some(5), Some(1))),
    ];
    check("limits", &api("taobao.limits.set", request, Vec::new()));
}

#[test]
fn codes_become_enums_that_fields_share() {
    let request = vec![
        field("file_type", "String").about("附件类型(IMAGE:图片,VIDEO:视频)").example("IMAGE").required(),
        field("status", "Number").about("0:否,1:是"),
        field("kind", "Number").about("种类 1-甲类物品 2-乙类物品 -1-丙类物品"),
    ];
    let response = vec![
        field("file_types", "String[]").about("附件类型(IMAGE:图片,VIDEO:视频)"),
        field("order", "Order").with(vec![
            field("status", "Number").about("订单状态 1:待付款 2:已付款"),
            field("file_type", "String").about("附件类型(IMAGE:图片,VIDEO:视频)"),
            field("logo", "Logo")
                .with(vec![field("file_type", "String").about("PNG:位图,SVG:矢量图,OTHER:其他")]),
        ]),
    ];
    check("codes", &api("taobao.codes.find", request, response));
}

#[test]
fn documented_texts_become_escaped_comments() {
    let texts = [
        "List<String> 与 [数组] 和 `代码` 及 *星号*",
        "# 标题\n- 一\n1. 二\n    缩进\n===\n| a | b |\n```\nlet x;\n```",
        "<b>粗体</b><br/>见https://example.com/a_b?c=d。完&nbsp;&lt;T&gt;",
        "/* 注释 */ \u{0}\u{202e}\u{200b}\u{e000}尾",
    ];
    let mut api = api(
        "taobao.texts.show",
        texts
            .iter()
            .zip(["a", "b", "c", "d"])
            .map(|(text, name)| field(name, "String").about(text))
            .collect(),
        vec![field("long", "String").about(&"很长的说明，".repeat(30)).example("a `tick` and a\nline")],
    );
    "标题 <T>".clone_into(&mut api.title);
    "第一行\n\n\n第二行 [x]".clone_into(&mut api.description);
    check("texts", &api);
}
