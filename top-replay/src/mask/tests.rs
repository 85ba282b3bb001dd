use super::*;

/// Masks a body with the session `6100secretsession`.
fn body(text: &str) -> String {
    let (names, secrets) = (Names::default(), Masker::new(["6100secretsession"]));
    let mut pseudonyms = Pseudonyms::default();
    Masking { names: &names, secrets: &secrets, pseudonyms: &mut pseudonyms }.body(text, Layout::Unchanged)
}

#[test]
fn values_of_listed_names_are_masked_in_json() {
    for (text, masked) in [
        (r#"{"receiver_name":"张三","tid":1}"#, r#"{"receiver_name":"masked-1","tid":1}"#),
        (r#"{"mobile": 13912345678 }"#, r#"{"mobile": 9000000000000001 }"#),
        (
            r#"{"a":{"nick":"b"},"nick":"b","phone":"c"}"#,
            r#"{"a":{"nick":"masked-1"},"nick":"masked-1","phone":"masked-2"}"#,
        ),
        (r#"{"phones":{"string":["1","2"]}}"#, r#"{"phones":{"string":["masked-1","masked-2"]}}"#),
        (
            r#"{"address":{"city":"x","ok":true,"no":null}}"#,
            r#"{"address":{"city":"masked-1","ok":true,"no":null}}"#,
        ),
        (r#"{"nick":"","phone":" "}"#, r#"{"nick":"","phone":" "}"#),
        (r#"{"access_token":"abc","expires":1}"#, r#"{"access_token":"***","expires":1}"#),
        (r#"{"token":7}"#, r#"{"token":"***"}"#),
        (r#"{"a":"6100secretsession"}"#, r#"{"a":"***"}"#),
        (
            r#"{"price":12.50,"n":1e3,"big":12345678901234567890123}"#,
            r#"{"price":12.50,"n":1e3,"big":12345678901234567890123}"#,
        ),
        (r#"{"a":"x\/y\u4e2d","a":2}"#, r#"{"a":"x\/y\u4e2d","a":2}"#),
        (r#"["nick","b"]"#, r#"["nick","b"]"#),
        // In the order of their first use.
        (
            r#"{"nick":"b","x":[{"nick":"a"},{"nick":"b"}]}"#,
            r#"{"nick":"masked-1","x":[{"nick":"masked-2"},{"nick":"masked-1"}]}"#,
        ),
    ] {
        assert_eq!(body(text), masked);
    }
}

#[test]
fn texts_inside_of_texts_are_masked() {
    for (text, masked) in [
        (r#"{"a":"{\"nick\":\"b\",\"c\":1}"}"#, r#"{"a":"{\"nick\":\"masked-1\",\"c\":1}"}"#),
        (
            r#"{"a":" [{\"d\":\"{\\\"mobile\\\":1}\"}]"}"#,
            r#"{"a":" [{\"d\":\"{\\\"mobile\\\":9000000000000001}\"}]"}"#,
        ),
        (r#"{"a":"<r><nick>b<\/nick></r>"}"#, r#"{"a":"<r><nick>masked-1</nick></r>"}"#),
        ("<r><a>{\"nick\":\"b\"}</a></r>", "<r><a>{&quot;nick&quot;:&quot;masked-1&quot;}</a></r>"),
        (
            "<r><a>{&quot;nick&quot;:&quot;b&quot;}</a></r>",
            "<r><a>{&quot;nick&quot;:&quot;masked-1&quot;}</a></r>",
        ),
        (
            "<r><a><![CDATA[{\"nick\":\"b\"}]]></a></r>",
            "<r><a>{&quot;nick&quot;:&quot;masked-1&quot;}</a></r>",
        ),
        (r#"{"a":"\"{\\\"nick\\\":\\\"b\\\"}\""}"#, r#"{"a":"\"{\\\"nick\\\":\\\"masked-1\\\"}\""}"#),
        (r#"{"a":"see {\"nick\":\"b\"}"}"#, r#"{"a":"see {\"nick\":\"masked-1\"}"}"#),
        (r#"{"a":"see <r><nick>b</nick></r>"}"#, r#"{"a":"see <r><nick>masked-1</nick></r>"}"#),
    ] {
        assert_eq!(body(text), masked);
    }
}

#[test]
fn free_text_is_not_changed() {
    for text in ["<3 love", "a < b </x", "5\" [new]", "say \"{", "a & b; <", "a=1&b=2", "<p>a<br>b & c</p>"] {
        let json = serde_json::json!({ "a": text }).to_string();
        assert_eq!(body(&json), json);
        assert_eq!(body(text), text);
    }
}

#[test]
fn values_of_listed_names_are_masked_in_xml() {
    for (text, masked) in [
        (
            "<?xml version=\"1.0\"?><r list=\"true\"><nick>a &amp; b</nick><tid>1</tid></r><!--x-->",
            "<?xml version=\"1.0\"?><r list=\"true\"><nick>masked-1</nick><tid>1</tid></r><!--x-->",
        ),
        (
            "<r><phones><string>1</string> <string>2</string></phones></r>",
            "<r><phones><string>masked-1</string> <string>masked-2</string></phones></r>",
        ),
        ("<r><nick/><nick></nick><a>x &lt; y</a></r>", "<r><nick/><nick></nick><a>x &lt; y</a></r>"),
        ("<r><nick><![CDATA[张三]]></nick></r>", "<r><nick>masked-1</nick></r>"),
        ("<r><session>abc</session></r>", "<r><session>***</session></r>"),
        ("<html><br>6100secretsession<p>x</html>", "<html><br>***<p>x</html>"),
    ] {
        assert_eq!(body(text), masked);
    }
}

#[test]
fn broken_texts_are_masked_as_far_as_they_go() {
    for (text, masked) in [
        (r#"{"nick":"张三","a":"#, r#"{"nick":"masked-1","a":"#),
        (r#"{"nick":"张三 cut"#, r#"{"nick":"masked-1""#),
        (r#"callback({"nick":"b"})"#, r#"callback({"nick":"masked-1"})"#),
        ("{\"nick\":\"a\nb\"}", "{\"nick\":\"masked-1\"}"),
        (r#"{"nick":"\ud83d"}"#, r#"{"nick":"masked-1"}"#),
        ("{\"a\":\"{\\\"nick\\\":\\\"b\n\\\"}\"}", "{\"a\":\"masked-1\"}"),
        ("session=abc&v=1", "session=***&v=1"),
        ("<r><nick>张三", "<r><nick>masked-1"),
    ] {
        assert_eq!(body(text), masked);
    }
    assert!(!body("<r><a>1</a><nick>张三</nick><!-- cut").contains("张三"));
    assert!(!body("<r><a>1</a><!bad><nick>张三").contains("张三"));
}

#[test]
fn texts_nested_too_deep_are_masked_as_a_whole() {
    let mut text = r#"{"nick":"hidden"}"#.to_owned();
    for _ in 0..12 {
        text = format!(r#"{{"a":{}}}"#, serde_json::Value::from(text));
    }
    let masked = body(&text);
    assert!(!masked.contains("hidden") && masked.contains("masked-1"), "{masked}");
}

#[test]
fn hostile_depth_is_masked_without_recursion() {
    let deep = format!("{}{}\"nick\":\"hidden\"", "[".repeat(100_000), "{\"a\":".repeat(100_000) + "{");
    assert!(!body(&deep).contains("hidden"));
    let xml = "<a>".repeat(100_000) + "<nick>hidden</nick>";
    assert!(!body(&xml).contains("hidden"));
}

#[test]
fn pretty_text_has_one_member_per_line() {
    let (names, secrets) = (Names::default(), Masker::new([]));
    let mut pseudonyms = Pseudonyms::default();
    let mut masking = Masking { names: &names, secrets: &secrets, pseudonyms: &mut pseudonyms };
    let text = r#"{ "a":[1,{}, [] ],"b":{"c":12.50} }"#;
    let pretty = rewrite_json(text, &mut masking, Layout::Pretty, 0);
    assert_eq!(
        pretty,
        "{\n    \"a\": [\n      1,\n      {},\n      []\n    ],\n    \"b\": {\n      \"c\": 12.50\n    }\n  }"
    );
    let deep = "[".repeat(40) + &"]".repeat(40);
    assert_eq!(rewrite_json(&deep, &mut masking, Layout::Pretty, 0), deep);
}
