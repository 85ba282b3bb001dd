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
        small.contains("f8: Some(") && !small.contains("f9: Some(") && small.contains("..Decode::empty()"),
        "{small}"
    );
    options.test = false;
    assert!(!write(&api, &options).code.contains("mod tests"));
}

#[test]
fn further_derives_stand_on_each_type_and_what_they_need_is_said() {
    let api = api("taobao.time.get", Vec::new(), vec![field("time", "Date")]);
    let mut options = Options::default();
    options.derives = ["Clone", "Eq", "Serialize", "a::B", "no derive!"].map(str::to_owned).to_vec();
    let written = write(&api, &options);
    assert_eq!(written.code.matches(", Eq, serde::Serialize, a::B)]").count(), 2, "{}", written.code);
    let warnings: Vec<&str> = written.warnings.iter().map(top_codegen::Notice::message).collect();
    assert_eq!(
        warnings,
        [
            "`Serialize` is derived, and `DateTime` of top-runtime may not implement it",
            "`B` is derived, and `DateTime` of top-runtime may not implement it",
            "`no derive!` is no path of a derive; it is left out",
        ]
    );
}
