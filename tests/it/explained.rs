//! `Prepared::explain`: text for logs and support, without secrets and forged lines.

use top_runtime::transport::ParamPlacement;
use top_runtime::{File, Params, SessionKey, TopValue};

use crate::support::builder;

const SESSION: &str = "6100+/=abcdef";

#[derive(TopValue)]
struct Login {
    note: String,
    access_token: Option<String>,
}

fn explain(params: &Params) -> String {
    let text = [ParamPlacement::Body, ParamPlacement::Query].map(|placement| {
        let client = builder().system_params(placement).build().unwrap();
        client.session(&SessionKey::new(SESSION)).prepare_call("a.b", params).unwrap().explain()
    });
    assert_eq!(text[0], text[1]);
    text[0].clone()
}

#[test]
fn session_inside_a_value_is_masked() {
    for value in [
        SESSION.to_owned(),
        format!("session={SESSION}"),
        format!(r#"{{"session":"{SESSION}"}}"#),
        r#"{"session":"6100+\/=abcdef"}"#.to_owned(),
        "https://x.example/?session=6100%2B%2F%3Dabcdef".to_owned(),
        "helloworld".to_owned(),
    ] {
        let text = explain(&Params::new().with("note", value.clone()));
        assert!(text.contains("***") && !text.contains(&value) && !text.contains("abcdef"), "{text}");
    }
}

#[test]
fn member_named_like_a_secret_is_masked() {
    let login = Login { note: "visible".to_owned(), access_token: Some("50002/abcdef".to_owned()) };
    let text = explain(
        &Params::new()
            .with("login", login)
            .with("raw", r#"{"a":[{"app_secret" : "abcdef","b":1,"n":2}],"session":61001234}"#),
    );
    assert!(text.contains("visible") && text.contains("\"b\":1"), "{text}");
    assert!(!text.contains("abcdef") && !text.contains("61001234"), "{text}");
}

#[test]
fn control_characters_in_names_and_values_are_escaped() {
    for value in [
        "a\n  sign = forged",
        "a\r\nb",
        "\u{1b}[31mred",
        "\u{202e}gpj",
        "a\u{2028}b",
        "a\u{85}b",
        "\u{2066}x",
        "\u{0}",
        "\u{7f}",
        "\u{feff}",
    ] {
        let params = Params::new().with("note", value).with_file("photo", File::new("a.png", "1"));
        let text = explain(&params);
        assert_eq!(
            text.lines().count(),
            explain(&Params::new().with("note", "a").with_file("photo", File::new("a.png", "1")))
                .lines()
                .count(),
            "{text}"
        );
        assert!(text.chars().all(|c| c == '\n' || !(c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}'))), "{text:?}");
    }
}

#[test]
fn printable_text_is_not_escaped() {
    let text = explain(&Params::new().with("note", "茶杯 👨‍👩‍👧 «a» \\ \""));
    assert!(text.contains("  note = 茶杯 👨‍👩‍👧 «a» \\ \"\n"), "{text}");
}

#[test]
fn file_is_explained_in_one_line() {
    let file = File::new("a\n\u{202e}b", "1").mime("image/png\r\nx: y");
    let text = format!("{file:?}");
    assert!(!text.contains(['\n', '\r', '\u{202e}']), "{text:?}");
}
