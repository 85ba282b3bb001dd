//! How a request is made by hand: by `Default` where nothing must be given, with `new` and setters where much may be left out.

use top_codegen::model::Field;
use top_codegen::{Options, write};

use crate::build::{Said as _, api, field};

fn code(request: Vec<Field>, reply: Vec<Field>) -> String {
    let mut options = Options::default();
    options.test = false;
    write(&api("example.goods.search", request, reply), &options).code
}

/// The first lines of the request, up to its members.
fn head(required: usize, optional: usize) -> String {
    let member = |at: usize| field(&format!("m{at}"), "String");
    let required = (0..required).map(|at| member(at).required());
    let optional = (100..100 + optional).map(member);
    let code = code(required.chain(optional).collect(), Vec::new());
    code[code.find("#[derive").unwrap()..code.find("pub struct").unwrap()].to_owned()
}

#[test]
fn where_nothing_must_be_given_the_request_has_a_default() {
    for optional in [1, 8] {
        let head = head(0, optional);
        assert!(head.contains("PartialEq, Default, TopApi)]") && !head.contains("build"), "{head}");
    }
}

#[test]
fn where_much_may_be_left_out_it_is_built() {
    for (required, optional) in [(1, 3), (1, 7), (5, 3)] {
        let head = head(required, optional);
        assert!(head.contains("build") && !head.contains("Default"), "{head}");
    }
}

#[test]
fn where_little_may_be_left_out_it_is_written_out() {
    for (required, optional) in [(0, 0), (1, 0), (1, 2), (8, 2)] {
        let head = head(required, optional);
        assert!(!head.contains("build") && !head.contains("Default"), "{head}");
    }
}

#[test]
fn objects_in_a_request_follow_the_same_rule_and_replies_have_neither() {
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
fn a_member_whose_setter_would_hide_a_method_keeps_the_struct_as_it_is() {
    let mut members: Vec<Field> = (0..4).map(|at| field(&format!("m{at}"), "String")).collect();
    members.extend([field("execute", "String"), field("id", "Number").required()]);
    let code = code(members, Vec::new());
    assert!(!code.contains("build"), "{code}");
}

#[test]
fn the_struct_that_build_adds_has_a_name_of_its_own() {
    let mut members: Vec<Field> = (0..5).map(|at| field(&format!("m{at}"), "String").required()).collect();
    members.extend((5..9).map(|at| field(&format!("m{at}"), "String")));
    members.push(field("x", "SearchGoodsInit").with(vec![field("a", "String")]));
    let code = code(members, Vec::new());
    assert!(code.contains("pub struct SearchGoodsInit") && !code.contains("build"), "{code}");
}
