//! Options of the generated code.

use top_codegen::{Options, write};

use crate::build::{FieldExt as _, api, field};

#[test]
fn test_can_be_omitted_or_kept_small() {
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

fn derived(response: Vec<top_codegen::model::Field>, derives: &[&str]) -> top_codegen::ModuleCode {
    let mut options = Options::default();
    options.derives = derives.iter().map(ToString::to_string).collect();
    write(&api("taobao.time.get", Vec::new(), response), &options)
}

fn messages(diagnostics: &[top_codegen::Diagnostic]) -> Vec<&str> {
    diagnostics.iter().map(top_codegen::Diagnostic::message).collect()
}

#[test]
fn additional_derives_apply_to_each_type() {
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
    assert_eq!((messages(&written.warnings), messages(&written.rejected_derives)), (vec![], vec![]));
}

#[test]
fn derive_that_cannot_compile_is_rejected_and_omitted() {
    let time = || vec![field("time", "Date"), field("tree", "Object")];
    for (derive, reason) in [
        ("PartialOrd", "`PartialOrd` cannot be derived: `Value` of top-runtime does not implement it"),
        ("Copy", "`Copy` cannot be derived: the module has texts or lists, which are not `Copy`"),
        ("Ord", "`Ord` cannot be derived: it needs `Eq` and `PartialOrd`"),
        ("Display", "`Display` cannot be derived: it is not a standard derive"),
        ("std::fmt::Display", "`Display` cannot be derived: it is not a standard derive"),
        ("no derive!", "`no derive!` is not the path of a derive"),
    ] {
        let written = derived(time(), &[derive]);
        assert_eq!(messages(&written.rejected_derives), [reason]);
        assert_eq!(written.code, derived(time(), &[]).code, "{derive}");
    }
}

#[test]
fn serde_is_derived_by_structs_and_an_attribute_of_enums() {
    let codes = field("status", "Number").about("1:open,2:closed");
    let written = derived(vec![field("time", "Date"), field("tree", "Object"), codes], &["Serialize", "Eq"]);
    assert_eq!((messages(&written.warnings), messages(&written.rejected_derives)), (vec![], vec![]));
    let code = &written.code;
    assert!(code.contains("TopValue, serde::Serialize, Eq)]\npub struct GetTimeResponse"), "{code}");
    assert!(code.contains("TopValue, Eq)]\n#[top(serde)]\npub enum GetTimeStatus"), "{code}");
}

#[test]
fn files_have_no_serde() {
    let mut options = Options::default();
    options.derives = vec!["serde::Serialize".to_owned()];
    let written = write(&api("taobao.picture.upload", vec![field("img", "byte[]")], Vec::new()), &options);
    let reason = "`Serialize` cannot be derived: `File` of top-runtime does not implement it";
    assert_eq!(messages(&written.rejected_derives), [reason]);
}

#[test]
fn derive_of_another_crate_on_runtime_types_is_a_warning() {
    let written = derived(vec![field("time", "Date")], &["a::B"]);
    assert_eq!(
        messages(&written.warnings),
        ["`B` is derived, and `DateTime` of top-runtime may not implement it"]
    );
}
