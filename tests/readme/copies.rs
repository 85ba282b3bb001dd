//! Facts of the protocol that several crates need are equal in each copy: `top-macros` cannot
//! depend on `top-runtime`, and the sandbox checks requests independently of the client.

use crate::document::read;

/// Returns the quoted texts of a constant array.
fn array<'s>(source: &'s str, name: &str) -> Vec<&'s str> {
    let declaration = source.split_once(&format!("const {name}:")).expect("the constant").1;
    let value = declaration.split_once('=').expect("a value").1;
    let items = value.split_once(';').expect("the end of the constant").0;
    items.split('"').skip(1).step_by(2).collect()
}

#[test]
fn names_of_system_parameters_are_equal_in_all_crates() {
    let runtime = read("top-runtime/src/protocol.rs");
    let names = array(&runtime, "SYSTEM_PARAMS");
    assert!(names.is_sorted() && names.len() > 10, "{names:?}");
    for file in [
        "top-macros/src/names.rs",
        "top-sandbox/src/protocol.rs",
        "top-codegen/src/model/name.rs",
        "tests/it/requests.rs",
    ] {
        let source = read(file);
        let mut copy = array(&source, "SYSTEM_PARAMS");
        copy.sort_unstable();
        assert_eq!(copy, names, "{file}");
    }
}
