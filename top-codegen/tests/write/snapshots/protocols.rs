//! Paths and methods of IOP, and topics.

use top_codegen::Api;
use top_codegen::model::{ErrorCode, HttpMethod, Limits, Protocol, Session};

use super::check;
use crate::build::{FieldExt as _, api, field};

#[test]
fn path_has_variables_json_lists_and_a_table_of_error_codes() {
    let code = |code: &str, description: &str, solution: &str| ErrorCode {
        code: code.to_owned(),
        description: description.to_owned(),
        solution: solution.to_owned(),
    };
    let request = vec![
        field("shopId", "Number").required().example("7"),
        field("tags", "String[]").limits(Limits { max_items: Some(3), ..Limits::default() }),
        field("ids", "Number[]").required(),
        field("rates", "BigDecimal[]"),
        field("lines", "Object[]").with(vec![field("sku", "String").required()]),
        field("access_token", "String").required(),
        field("method", "String").about("shipping method"),
    ];
    let response = vec![
        field("code", "String").example("E7"),
        field("message", "String"),
        field("data", "Object").with(vec![field("rows", "Object[]").with(vec![field("id", "Number")])]),
    ];
    check(
        "path",
        &Api {
            title: "UpdateShopLines".to_owned(),
            description: "Updates the lines of a shop.".to_owned(),
            session: Session::Required,
            request,
            response,
            error_codes: vec![
                code("E7", "no | such <b>shop</b>", "check `shopId`"),
                code("E7", "no | such <b>shop</b>", "check `shopId`"),
                code("A|B", "", ""),
            ],
            ..Api::new("/shops/{shopId}/lines", Protocol::IopRest(HttpMethod::Post))
        },
    );
}

#[test]
fn method_of_iop_has_json_lists_and_the_known_outcome() {
    let result = vec![field("resp_code", "String"), field("resp_msg", "String"), field("ids", "Number[]")];
    check(
        "iop_method",
        &Api {
            request: vec![field("codes", "String[]").required()],
            response: vec![field("resp_result", "Object").with(result)],
            ..Api::new("example.ids.query", Protocol::IopSync)
        },
    );
}

#[test]
fn topic_is_a_message_with_required_fields() {
    let part = vec![field("sku", "String").required(), field("success", "Boolean")];
    check(
        "topic",
        &Api {
            title: "订单关闭".to_owned(),
            description: "订单关闭时发送".to_owned(),
            response: vec![
                field("tid", "Number").required().about("订单号").example("7788001"),
                field("status", "Number").about("状态,1:关闭,2:删除"),
                field("parts", "Part[]").required().with(part),
                field("timestamp", "Date"),
            ],
            ..Api::new("taobao_example_OrderClose", Protocol::Tmc)
        },
    );
}

#[test]
fn method_of_top_keeps_lists_with_commas() {
    let code = top_codegen::write(
        &api("taobao.tags.add", vec![field("tags", "String[]")], Vec::new()),
        &top_codegen::Options::default(),
    );
    assert!(code.code.contains("pub tags: Vec<String>"), "{}", code.code);
}
