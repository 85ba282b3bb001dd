//! Names that are taken, alike, or no names in Rust.

use super::check;
use crate::build::{Said as _, api, field};

#[test]
fn keywords_capitals_dots_and_digits_keep_their_wire_names() {
    let names = [
        "type",
        "self",
        "OwnerId",
        "reentry.employee",
        "_t",
        "x",
        "2d_code",
        "open_id",
        "openid",
        "nameList",
        "name_list",
    ];
    let request = names.iter().map(|name| field(name, "String")).collect();
    check("wire_names", &api("tmall.odd.names.set", request, vec![field("is_ok", "Boolean")]));
}

#[test]
fn names_of_rust_and_of_the_runtime_are_given_to_no_type() {
    let name = || vec![field("name", "String")];
    let response = vec![field("result", "Result").with(vec![
        field("option", "Option").with(name()),
        field("values", "Value[]").with(name()),
        field("error", "Error").with(name()),
    ])];
    check("taken_names", &api("alibaba.shop.view.get", Vec::new(), response));
}

#[test]
fn one_name_for_several_shapes_is_told_apart() {
    let item = |members: &[&str]| members.iter().map(|name| field(name, "String")).collect::<Vec<_>>();
    let request = vec![field("item", "Item").required().with(item(&["id"]))];
    let response = vec![
        field("items", "Item[]").with(item(&["id", "title"])),
        field("same", "ITEM").with(item(&["title", "id"])),
        field("order", "Order").with(vec![
            field("item", "Item").with(item(&["price"])),
            field("other", "item").with(item(&["stock"])),
        ]),
    ];
    check("one_name", &api("taobao.items.swap", request, response));
}

#[test]
fn siblings_of_one_name_are_one_field() {
    let response = vec![
        field("remark", "String"),
        field("remark", "String"),
        field("size", "Number"),
        field("size", "String"),
        field("shop", "Shop").with(vec![field("id", "Number")]),
        field("shop", "Shop").with(vec![field("id", "Number"), field("nick", "String")]),
    ];
    let request = vec![field("session", "String"), field("bad name", "String"), field("nick", "String")];
    check("siblings", &api("taobao.twins.get", request, response));
}
