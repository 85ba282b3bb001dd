//! Replies: outcomes, recursive objects, selections.

use super::check;
use crate::build::{FieldExt as _, api, field};

#[test]
fn certain_outcome_is_marked() {
    let errors = vec![field("error_code", "String"), field("error_msg", "String"), field("row", "Number")];
    let result = vec![
        field("success", "Boolean").about("是否成功").example("false"),
        field("err_code", "String"),
        field("message", "String").about("提示"),
        field("errors", "RowErrorDto[]").with(errors),
        field("data", "Row[]").with(vec![field("id", "Number")]),
    ];
    check(
        "outcome",
        &api("alibaba.rows.import", Vec::new(), vec![field("result", "BaseResult").with(result)]),
    );
}

#[test]
fn code_with_described_success_value_is_marked() {
    let response = vec![
        field("ret_code", "Number").about("返回码，0表示成功").example("7"),
        field("ret_msg", "String"),
        field("value", "String"),
    ];
    check("outcome_by_code", &api("alibaba.value.read", Vec::new(), response));
}

#[test]
fn uncertain_outcome_gets_a_comment() {
    let result =
        vec![field("code", "String").example("0"), field("message", "String"), field("value", "String")];
    let response = vec![field("result", "Result").with(result), field("total", "Number")];
    check("uncertain_outcome", &api("alibaba.doubt.read", Vec::new(), response));
}

#[test]
fn recursive_types_use_box_or_vec() {
    let node = |children: Vec<_>| {
        vec![
            field("id", "Number").required(),
            field("parent", "Node").required(),
            field("children", "Node[]").required().with(children),
        ]
    };
    let request = vec![field("tree", "Node").required().with(node(Vec::new()))];
    let leaf = vec![field("id", "Number"), field("parent", "Node")];
    let mutual = vec![field("b", "B").with(vec![field("a", "A"), field("name", "String")])];
    let response = vec![
        field("node", "Node").with(node(leaf)),
        field("a", "A").with(mutual),
        field("result", "Result").with(vec![
            field("result", "Result").with(vec![field("unlike", "String")]),
            field("again", "Result"),
        ]),
    ];
    check("recursion", &api("taobao.trees.grow", request, response));
}

#[test]
fn fields_parameter_becomes_a_typed_selection() {
    let request = vec![
        field("fields", "String").required().about("需要返回的字段列表").example("tid,status,orders.oid"),
    ];
    let trade = vec![
        field("tid", "Number"),
        field("status", "String"),
        field("orders", "Order[]").with(vec![field("oid", "Number")]),
    ];
    let response = vec![field("trades", "Trade[]").with(trade), field("total", "Number")];
    check("selection", &api("taobao.trades.get", request, response));
}

#[test]
fn unrelated_fields_parameter_is_text() {
    let request = vec![field("fields", "String").about("需要返回的字段列表").example("tid,unknown")];
    let response = vec![field("trade", "Trade").with(vec![field("tid", "Number")])];
    check("no_selection", &api("taobao.trade.get", request, response));
}
