//! Search terms are parts of the index of the texts that they are to find.

use top_protected::{FieldKind, IndexSettings};

use crate::cipher::key;

fn term(kind: FieldKind, text: &str) -> String {
    key().search_term(kind, text, &IndexSettings::default()).unwrap().expose().to_owned()
}

#[test]
fn terms_are_hashes_of_windows() {
    assert_eq!(term(FieldKind::ReceiverName, "张三丰"), "iNFVJYkB");
    assert_eq!(term(FieldKind::ReceiverName, "张三"), "iNFV");
    assert_eq!(term(FieldKind::Phone, "5678"), "$Z33Di93tC2t4FaFspIZ6XQ==$");
}

#[test]
fn term_of_a_part_is_a_part_of_the_index() {
    let index = term(FieldKind::Search, "taobao_阿里巴巴2026");
    for part in ["taobao", "obao_", "_阿里", "阿里巴巴", "巴巴2", "2026"] {
        assert!(index.contains(&term(FieldKind::Search, part)), "{part}");
    }
    assert!(!index.contains(&term(FieldKind::Search, "taobaa")));
}

#[test]
fn phone_numbers_are_found_by_four_digits_only() {
    for text in ["", "678", "12345678", "13812345678"] {
        let error = key().search_term(FieldKind::Phone, text, &IndexSettings::default()).unwrap_err();
        let found = format!("found {} characters", text.len());
        assert_eq!(
            error.to_string(),
            format!("phone: expected the last 4 digits, to search for a number, {found}")
        );
    }
}

#[test]
fn text_to_search_for_has_a_maximum_length() {
    let settings = IndexSettings::default();
    assert!(key().search_term(FieldKind::Nick, &"张".repeat(1_024), &settings).is_ok());
    let error = key().search_term(FieldKind::Nick, &"张".repeat(1_025), &settings).unwrap_err();
    assert_eq!(
        error.to_string(),
        "nick: expected at most 1024 characters to search for, found 1025 characters"
    );
}
