//! Construction of requests: `Default`, or `new` with setters.

use top_codegen::model::Field;
use top_codegen::{Options, write};

use crate::build::{FieldExt as _, api, field};

fn code(request: Vec<Field>, reply: Vec<Field>) -> String {
    let mut options = Options::default();
    options.test = false;
    write(&api("example.goods.search", request, reply), &options).code
}

/// Returns the first lines of the request struct, up to its members.
fn head(required: usize, optional: usize) -> String {
    let member = |at: usize| field(&format!("m{at}"), "String");
    let required = (0..required).map(|at| member(at).required());
    let optional = (100..100 + optional).map(member);
    let code = code(required.chain(optional).collect(), Vec::new());
    code[code.find("#[derive").unwrap()..code.find("pub struct").unwrap()].to_owned()
}

#[test]
fn request_without_required_members_derives_default() {
    for optional in [1, 8] {
        let head = head(0, optional);
        assert!(head.contains("PartialEq, Default, TopApi)]") && !head.contains("build"), "{head}");
    }
}

#[test]
fn request_with_many_optional_members_has_build() {
    for (required, optional) in [(1, 3), (1, 7), (5, 3)] {
        let head = head(required, optional);
        assert!(head.contains("build") && !head.contains("Default"), "{head}");
    }
}

#[test]
fn request_with_few_optional_members_has_neither() {
    for (required, optional) in [(0, 0), (1, 0), (1, 2), (8, 2)] {
        let head = head(required, optional);
        assert!(!head.contains("build") && !head.contains("Default"), "{head}");
    }
}

#[test]
fn nested_objects_follow_the_same_rule_and_replies_have_neither() {
    let members = |must: bool| -> Vec<Field> {
        let first = field("m0", "String");
        let first = if must { first.required() } else { first };
        std::iter::once(first).chain((1..5).map(|at| field(&format!("m{at}"), "String"))).collect()
    };
    let request = vec![
        field("filter", "Filter").required().with(members(false)),
        field("order", "Order").required().with(members(true)),
    ];
    let reply = vec![field("found", "Found").with(members(false))];
    let code = code(request, reply);
    assert!(code.contains("PartialEq, Default, TopValue)]\npub struct Filter"), "{code}");
    assert!(code.contains("#[top(build)]\npub struct Order"), "{code}");
    assert!(code.contains("PartialEq, TopValue)]\npub struct Found"), "{code}");
}

#[test]
fn setter_that_would_hide_a_method_prevents_build() {
    let mut members: Vec<Field> = (0..4).map(|at| field(&format!("m{at}"), "String")).collect();
    members.extend([field("execute", "String"), field("id", "Number").required()]);
    let code = code(members, Vec::new());
    assert!(!code.contains("build"), "{code}");
}

#[test]
fn struct_added_by_build_has_a_unique_name() {
    let mut members: Vec<Field> = (0..5).map(|at| field(&format!("m{at}"), "String").required()).collect();
    members.extend((5..9).map(|at| field(&format!("m{at}"), "String")));
    members.push(field("x", "SearchGoodsInit").with(vec![field("a", "String")]));
    let code = code(members, Vec::new());
    assert!(code.contains("pub struct SearchGoodsInit") && !code.contains("build"), "{code}");
}
