use crate::model::docs;
use crate::tests::item;

fn of(source: &str) -> String {
    docs(&item(source).attrs)
}

#[test]
fn the_indent_that_all_lines_have_is_left_out() {
    assert_eq!(of("/// 工单\n///\n///   deeper\n/// again  \nstruct A;"), "工单\n\n  deeper\nagain");
    assert_eq!(of("///bare\n/// one\nstruct A;"), "bare\n one");
    assert_eq!(of("/** one\n     two\n\n */ struct A;"), "one\n    two");
    assert_eq!(of("#[doc = \" written out\"] #[doc(hidden)] #[top(a)] struct A;"), "written out");
    assert_eq!(of("#[doc = include_str!(\"a.md\")] struct A;"), "");
    assert_eq!(of("///\n/// x\n///\nstruct A;"), "x");
    assert_eq!(of("struct A;"), "");
}
