use super::*;

const SECRET: &str = "6100+/=abc_X-y.z";

fn masked(text: &str) -> String {
    let mut text = text.to_owned();
    Masker::new([SECRET]).mask(&mut text);
    text
}

#[test]
fn secrets_are_found_next_to_any_text() {
    for (text, output) in [
        ("6100+/=abc_X-y.z", "***"),
        ("%6100+/=abc_X-y.z", "%***"),
        ("%256100%2B%2F%3Dabc_X-y.z", "%25***"),
        ("\\6100+\\/=abc_X-y.z\\", "\\***\\"),
        ("&6100&#43;/=abc_X-y.z;", "&***;"),
        ("66100+/=abc_X-y.zz", "6***z"),
        ("6100+/6100+/=abc_X-y.z", "6100+/***"),
        ("中6100+/=abc_X-y.z文", "中***文"),
        ("6100+/=abc_X-y.z6100+/=abc_X-y.z", "***"),
        ("a=6100+%2", "a=6100+%2"),
        ("`6100+%2…` and `6100+/=abc…`", "`***…` and `***…`"),
        ("610…", "610…"),
        ("6100+/=abc_", "***"),
        ("6100+/=%", "6100+/=%"),
    ] {
        assert_eq!(masked(text), output, "{text}");
    }
}

#[test]
fn short_or_missing_secrets_mask_nothing() {
    for secrets in [&[][..], &["1234567"], &[""]] {
        let mut text = "1234567 and nothing".to_owned();
        Masker::new(secrets.iter().copied()).mask(&mut text);
        assert_eq!(text, "1234567 and nothing");
    }
}

#[test]
fn a_secret_in_any_script_is_found() {
    let secret = "密钥é-密钥";
    for text in ["密钥é-密钥", "%E5%AF%86%e9%92%a5é-密钥", "\\u5bc6\\u94a5&#233;-密钥"] {
        let mut text = text.to_owned();
        Masker::new([secret]).mask(&mut text);
        assert_eq!(text, "***");
    }
}

/// Texts of the characters of escapes, with the secret at any place.
#[test]
fn no_encoding_leaves_a_secret_in_the_text() {
    const PIECES: [&str; 22] = [
        "%", "%2", "%25", "%u", "\\", "\\u", "\\u{", "\\u00", "&", "&#", "&#x", "&amp;", ";", "}", "6", "61",
        "00", "+", "…", "é", "`", " ",
    ];
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..5_000 {
        let mut text = String::new();
        let secret_at = random.usize(..12);
        for at in 0..12 {
            text.push_str(if at == secret_at { SECRET } else { PIECES[random.usize(..PIECES.len())] });
        }
        let output = masked(&text);
        assert!(!output.contains(SECRET) && output.contains(MASK), "{text}: {output}");
        assert_eq!(masked(&output), output, "{text}");
    }
}
