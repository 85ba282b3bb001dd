//! Reserved, duplicate and invalid names.

use super::check;
use crate::build::{FieldExt as _, api, field};

#[test]
fn unusual_names_keep_their_wire_names() {
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
fn reserved_names_are_never_used_for_types() {
    let name = || vec![field("name", "String")];
    let response = vec![field("result", "Result").with(vec![
        field("option", "Option").with(name()),
        field("values", "Value[]").with(name()),
        field("error", "Error").with(name()),
    ])];
    check("reserved_names", &api("alibaba.shop.view.get", Vec::new(), response));
}

#[test]
fn different_objects_with_one_name_get_distinct_names() {
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
    check("shared_names", &api("taobao.items.swap", request, response));
}

#[test]
fn duplicate_siblings_become_one_field() {
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
