use quote::quote;

use crate::diag::nearest;
use crate::names::{display_type, method_fault, snake_case, wire_fault};

#[test]
fn snake_case_starts_a_part_at_each_capital() {
    assert_eq!(snake_case("RespItemDTO"), "resp_item_d_t_o");
    assert_eq!(snake_case("TopAttachment"), "top_attachment");
    assert_eq!(snake_case("Ticket"), "ticket");
    assert_eq!(snake_case("Level2Item"), "level2_item");
    assert_eq!(snake_case("A_B"), "a_b");
}

#[test]
fn method_names_are_parts_joined_by_dots() {
    for good in ["taobao.time.get", "a", "alibaba.x-y.z_1", "taobao.tbk.sc.newuser.order.get"] {
        assert_eq!(method_fault(good), None, "{good}");
    }
}

#[test]
fn method_faults_contain_the_position() {
    let fault = |name| method_fault(name).unwrap_or_default();
    assert_eq!(fault(""), "it is empty");
    assert_eq!(fault("Foo create"), "character ' ' at 3");
    assert_eq!(fault("a.创建"), "character '创' at 2");
    assert_eq!(fault("创.b c"), "character '创' at 0");
    assert_eq!(fault(".a"), "empty part at 0");
    assert_eq!(fault("a..b"), "empty part at 2");
    assert_eq!(fault("a.b."), "empty part at 4");
}

#[test]
fn wire_names_are_visible_ascii_of_limited_length() {
    for good in ["nick", "location.city", "is_3D", "returnPoint", "item-id"] {
        assert_eq!(wire_fault(good), None, "{good}");
    }
    for bad in ["", " ", "a b", "a\"b", "a'b", "a\\b", "a\n", "a\u{7f}", "数量"] {
        assert!(wire_fault(bad).is_some(), "{bad:?}");
    }
    assert_eq!(wire_fault(&"a".repeat(127)), None);
    assert_eq!(wire_fault(&"a".repeat(128)), Some("it has 128 bytes, the limit is 127".to_owned()));
    assert_eq!(wire_fault("a数"), Some("character '数' at 1 is not ASCII".to_owned()));
}

#[test]
fn types_are_displayed_without_blanks_between_tokens() {
    assert_eq!(display_type(quote!(Option<std::vec::Vec<i64>>)), "Option<std::vec::Vec<i64>>");
    assert_eq!(display_type(quote!(&'static [u8])), "&'static [u8]");
    assert_eq!(display_type(quote!(BTreeMap<String, [i64; 2]>)), "BTreeMap<String, [i64; 2]>");
}

#[test]
fn suggestions_are_similar_words() {
    assert_eq!(nearest("metod", ["session", "method"]), Some("method"));
    assert_eq!(nearest("foo", ["session", "method"]), None);
}
