use crate::expand::docs;
use crate::tests::item;

fn docs_of(source: &str) -> String {
    docs(&item(source).attrs)
}

#[test]
fn common_indent_is_removed() {
    assert_eq!(docs_of("/// 工单\n///\n///   deeper\n/// again  \nstruct A;"), "工单\n\n  deeper\nagain");
    assert_eq!(docs_of("///bare\n/// one\nstruct A;"), "bare\n one");
    assert_eq!(docs_of("/** one\n     two\n\n */ struct A;"), "one\n    two");
    assert_eq!(docs_of("#[doc = \" written out\"] #[doc(hidden)] #[top(a)] struct A;"), "written out");
    assert_eq!(docs_of("#[doc = include_str!(\"a.md\")] struct A;"), "");
    assert_eq!(docs_of("///\n/// x\n///\nstruct A;"), "x");
    assert_eq!(docs_of("struct A;"), "");
}
