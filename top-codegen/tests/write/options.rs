//! What the caller can ask for.

use top_codegen::{Options, write};

use crate::build::{Said as _, api, field};

#[test]
fn the_test_can_be_left_out_and_kept_small() {
    let names: Vec<String> = (0..40).map(|number| format!("f{number}")).collect();
    let members = names.iter().map(|name| field(name, "String")).collect();
    let api = api("taobao.large.get", Vec::new(), vec![field("large", "Large").with(members)]);
    let mut options = Options::default();
    options.test_fields = 10;
    let small = write(&api, &options).code;
    assert!(
        small.contains("f8: Some(")
            && !small.contains("f9: Some(")
            && small.contains("..Decode::placeholder()"),
        "{small}"
    );
    options.test = false;
    assert!(!write(&api, &options).code.contains("mod tests"));
}

fn derived(response: Vec<top_codegen::model::Field>, derives: &[&str]) -> top_codegen::Written {
    let mut options = Options::default();
    options.derives = derives.iter().map(ToString::to_string).collect();
    write(&api("taobao.time.get", Vec::new(), response), &options)
}

fn messages(notices: &[top_codegen::Notice]) -> Vec<&str> {
    notices.iter().map(top_codegen::Notice::message).collect()
}

#[test]
fn further_derives_stand_on_each_type() {
    let written = derived(
        vec![field("name", "String")],
        &["Clone", "Eq", "std::hash::Hash", "Serialize", "a::B", "Eq"],
    );
    assert_eq!(
        written.code.matches(", Eq, std::hash::Hash, serde::Serialize, a::B)]").count(),
        2,
        "{}",
        written.code
    );
    assert_eq!((messages(&written.warnings), messages(&written.refused)), (vec![], vec![]));
}

#[test]
fn a_derive_that_cannot_compile_is_refused_and_left_out() {
    let time = || vec![field("time", "Date"), field("tree", "Object")];
    for (derive, reason) in [
        (
            "Serialize",
            "`Serialize` cannot be derived: `DateTime`, `Value` of top-runtime do not implement it",
        ),
        (
            "serde::Deserialize",
            "`Deserialize` cannot be derived: `DateTime`, `Value` of top-runtime do not implement it",
        ),
        ("Hash", "`Hash` cannot be derived: `Value` of top-runtime does not implement it"),
        ("PartialOrd", "`PartialOrd` cannot be derived: `Value` of top-runtime does not implement it"),
        ("Copy", "`Copy` cannot be derived: the module has texts or lists, which are not copied"),
        ("Ord", "`Ord` cannot be derived: it needs `Eq` and `PartialOrd`"),
        ("Display", "`Display` cannot be derived: it is no derive of Rust's own"),
        ("std::fmt::Display", "`Display` cannot be derived: it is no derive of Rust's own"),
        ("no derive!", "`no derive!` is no path of a derive"),
    ] {
        let written = derived(time(), &[derive]);
        assert_eq!(messages(&written.refused), [reason]);
        assert_eq!(written.code, derived(time(), &[]).code, "{derive}");
    }
}

#[test]
fn a_derive_of_another_crate_is_a_doubt_where_types_of_the_runtime_are_in_it() {
    let written = derived(vec![field("time", "Date")], &["a::B"]);
    assert_eq!(
        messages(&written.warnings),
        ["`B` is derived, and `DateTime` of top-runtime may not implement it"]
    );
}
