//! The depth limit applies to a whole reply, including nested JSON texts.

use std::thread::Builder;
use top_runtime::error::ErrorKind;

use top_runtime::Value;

use crate::apis::{Tree, quoted, read};
use crate::wide::Wide;

/// Runs a function on a thread with a stack of `kib` KiB.
fn on_stack<T: Send + 'static>(kib: usize, work: impl FnOnce() -> T + Send + 'static) -> T {
    Builder::new().stack_size(kib << 10).spawn(work).unwrap().join().unwrap()
}

/// Returns `levels` nested objects around a JSON text of the same form, `texts` times.
fn texts_in_texts(before: &str, after: &str, levels: usize, texts: usize) -> String {
    let mut content = "{\"id\":1}".to_owned();
    for _ in 0..texts {
        content = format!("{}{}{}", before.repeat(levels), quoted(&content), after.repeat(levels));
    }
    content
}

/// The ways in which a member of `Tree` contains another one.
const WAYS: [(&str, &str); 5] = [
    ("{\"child\":", "}"),
    ("{\"list\":[", "]}"),
    ("{\"map\":{\"k\":", "}}"),
    ("{\"list\":{\"tree\":[", "]}}"),
    ("{\"list\":", "}"),
];

#[test]
fn nested_json_texts_share_one_depth_limit() {
    for (before, after) in WAYS {
        let levels = 120 / (before.matches(['{', '[']).count());
        for texts in [2, 7, 40] {
            let content = texts_in_texts(before, after, levels, texts);
            let issues = on_stack(512, move || read::<Tree>(&content).unwrap().issues().to_vec());
            assert_eq!(issues.len(), 1, "{before}: {issues:?}");
            assert!(issues[0].expected.contains("128 levels"), "{before}: {issues:?}");
        }
    }
}

#[test]
fn each_json_text_adds_one_level_of_depth() {
    let issues = |texts| {
        let content = texts_in_texts("{\"child\":", "}", 3, texts);
        on_stack(512, move || read::<Tree>(&content).unwrap().issues().len())
    };
    // Each has four levels; the reply's root and the innermost object have one level each.
    assert_eq!([1, 10, 31].map(issues), [0, 0, 0]);
    assert_eq!([32, 35].map(issues), [1, 1]);
}

#[test]
fn reply_of_128_levels_decodes_on_a_512_kib_stack() {
    for (before, after) in WAYS {
        let levels = 126 / (before.matches(['{', '[']).count());
        let content = format!("{}{{\"id\":1}}{}", before.repeat(levels), after.repeat(levels));
        let issues = on_stack(512, move || {
            let reply = read::<Tree>(&content).unwrap();
            assert!(!reply.value().to_string().is_empty());
            assert!(!format!("{:?}", reply.unknown_fields()).is_empty());
            let issues = reply.issues().to_vec();
            drop(reply);
            issues
        });
        assert_eq!(issues, [], "{before}");
    }
}

#[test]
fn json_field_depth_includes_the_enclosing_levels() {
    let json = |outer: usize, inner: usize| {
        let text = quoted(&format!("{}{}", "[".repeat(inner), "]".repeat(inner)));
        format!("{}{{\"json\":{text}}}{}", "{\"child\":".repeat(outer), "}".repeat(outer))
    };
    let issues = |outer, inner| {
        let content = json(outer, inner);
        on_stack(512, move || read::<Tree>(&content).unwrap().issues().len())
    };
    assert_eq!(issues(20, 100), 0);
    assert_eq!(issues(100, 100), 1);
}

#[test]
fn untyped_values_have_the_depth_limit_of_replies() {
    let content = format!("{}1{}", "[".repeat(127), "]".repeat(127));
    let text =
        on_stack(512, move || read::<Value>(&format!("{{\"a\":{}}}", &content[1..254])).unwrap().to_string());
    assert!(text.starts_with("{\"a\":[["));
    assert!(matches!(
        read::<Value>(&"[".repeat(1 << 20)).as_ref().map_err(top_runtime::Error::kind),
        Err(ErrorKind::UnexpectedBody(_))
    ));
}

#[test]
fn recursive_type_of_600_fields_decodes_on_a_1_mib_stack() {
    for content in [
        format!("{}{{}}{}", "{\"rows\":[".repeat(60), "]}".repeat(60)),
        format!("{}{{}}{}", "{\"rows\":".repeat(120), "}".repeat(120)),
        texts_in_texts("{\"rows\":", "}", 1, 40),
    ] {
        on_stack(1024, move || {
            // The stack of a debug build is sufficient for some levels only. Its error names the
            // first level beyond.
            let reply = read::<Wide>(&content).unwrap();
            assert!(reply.issues().len() <= 1 && reply.rows.len() == 1, "{:?}", reply.issues());
            assert!(
                reply.issues().iter().all(|issue| issue.expected.contains("stack")),
                "{:?}",
                reply.issues()
            );
        });
    }
}
