//! The forms of encrypted text, and text that only looks like one.

use base64ct::{Base64, Encoding};
use proptest::prelude::*;
use top_protected::{Encrypted, FieldKind, SecretKey, SecurityError};

use crate::cipher::{KEY, encrypt, encrypt_padded, key, padded};

const KINDS: [FieldKind; 6] = [
    FieldKind::Phone,
    FieldKind::Nick,
    FieldKind::ReceiverName,
    FieldKind::Simple,
    FieldKind::Search,
    FieldKind::Normal,
];

/// Decrypts with the key of the tests. `None`: the text is plain.
fn decrypt(kind: FieldKind, text: &str) -> Result<Option<String>, SecurityError> {
    let Some(encrypted) = Encrypted::parse(kind, text)? else { return Ok(None) };
    key().decrypt(&encrypted).map(|plain| Some(plain.expose().to_owned()))
}

#[test]
fn each_form_is_decrypted() {
    let forms = [
        (FieldKind::ReceiverName, "~aSxEqJU5o2P3oRecUKudAw==~1~", "张三丰"),
        (FieldKind::ReceiverName, "~aSxEqJU5o2P3oRecUKudAw==~iNFVJYkB~1~~", "张三丰"),
        (FieldKind::Nick, "~pPtWi/VItpDnXWuYKbX5Mg==~12~", "tb_阿里123"),
        (FieldKind::Simple, "~tTCLtp+kpE+SfQsHDSbYJg==~1~", ""),
        (FieldKind::Search, "~ytqcA1r/wlFTmftLs3BglNa6gvOknugvPUs0hrNG+qY=~AAAA~1~~", "0123456789abcdef"),
        (FieldKind::Normal, "\u{1}pPtWi/VItpDnXWuYKbX5Mg==\u{1}1\u{1}", "tb_阿里123"),
        (FieldKind::Phone, "$138$f5XdLa64Bscl2BMUxE0rgA==$1$", "13812345678"),
        (FieldKind::Phone, "$Z33Di93tC2t4FaFspIZ6XQ==$/SlRot09EBml2Fk1UrrP4g==$1$$", "13812345678"),
    ];
    for (kind, text, plain) in forms {
        assert_eq!(decrypt(kind, text).unwrap().as_deref(), Some(plain), "{kind}");
    }
}

#[test]
fn parts_are_found() {
    let text = "~aSxEqJU5o2P3oRecUKudAw==~iNFVJYkB~-7~~";
    let encrypted = Encrypted::parse(FieldKind::Nick, text).unwrap().unwrap();
    assert_eq!((encrypted.kind(), encrypted.version()), (FieldKind::Nick, 7));
    assert!(encrypted.has_app_key());
    assert_eq!(encrypted.index(), Some("iNFVJYkB"));
    assert_eq!(format!("{encrypted:?}"), "Encrypted { kind: Nick, version: -7, is_searchable: true, .. }");
}

#[test]
fn plain_text_is_told_from_encrypted_text() {
    let plain = [
        "",
        "~",
        "~~",
        "~~~",
        "~~~~~~",
        "~1~",
        "张三",
        "13812345678",
        "$",
        "$$",
        "$138$1$",
        "~a~b~",
        "~a~~",
        "~~a~~",
        "~AAAA~1",
        "AAAA~1~",
        "~AAAA~1~2~3~",
        "~AAAA~1~~",
        "~AAAA~BBBB~1~",
        "~AAAA~-~",
        "~AAAA~+1~",
        "~AAAA~١~",
        "~AAAA~1 ~",
        "$AAAA$1$$",
        "$138$AAAA$BBBB$1$",
        "\u{1}\u{1}",
        "~张三~",
        "\u{1}AAAA\u{1}",
    ];
    for text in plain {
        for kind in KINDS {
            assert!(Encrypted::parse(kind, text).unwrap().is_none(), "{kind} {text:?}");
        }
    }
    // The form of another kind.
    assert!(Encrypted::parse(FieldKind::Phone, "~AAAA~1~").unwrap().is_none());
    assert!(Encrypted::parse(FieldKind::Nick, "$138$AAAA$1$").unwrap().is_none());
    // Plain text has no limit.
    assert!(Encrypted::parse(FieldKind::Nick, &"~".repeat(1 << 20)).unwrap().is_none());
}

/// Asserts that an error has this text, which contains nothing of the field.
fn fails(kind: FieldKind, text: &str, expected: &str) {
    let error = decrypt(kind, text).unwrap_err();
    assert_eq!(error.to_string(), expected);
    assert!(!format!("{error:?}").contains("Secret"), "{error:?}");
}

#[test]
fn damaged_text_is_an_error_without_the_text() {
    fails(
        FieldKind::Nick,
        "~Secret!~1~",
        "nick: expected encrypted text in base64, found 7 bytes of something else",
    );
    fails(
        FieldKind::Nick,
        "~张三~1~",
        "nick: expected encrypted text in base64, found 6 bytes of something else",
    );
    fails(
        FieldKind::Simple,
        "~aSxEqJU5o2P3oRecUKudAw=~1~",
        "simple: expected encrypted text in base64, found 23 bytes of something else",
    );
    fails(
        FieldKind::Phone,
        "$138$SecretSecret$3$",
        "phone: expected text that was encrypted with this key, found 9 bytes that do not decrypt with version 3",
    );
    let other = encrypt([9; 16], "13812345678");
    fails(
        FieldKind::Phone,
        &format!("$AAAA${other}$1$$"),
        "phone: expected text that was encrypted with this key, found 16 bytes that do not decrypt with version 1",
    );
}

#[test]
fn wrong_padding_and_text_other_than_utf_8_are_errors() {
    let mut zero = padded(b"0123456789");
    zero[15] = 0;
    let mut long = padded(b"0123456789");
    long[15] = 17;
    let mut uneven = padded(b"0123456789");
    uneven[11] = 1;
    for bytes in [zero, long, uneven, padded(&[0xff, 0xfe])] {
        let text = format!("~{}~1~", Base64::encode_string(&encrypt_padded(KEY, bytes)));
        let error = decrypt(FieldKind::Simple, &text).unwrap_err();
        assert!(error.to_string().ends_with("found 16 bytes that do not decrypt with version 1"), "{error}");
    }
}

#[test]
fn versions_outside_of_64_bits_are_errors() {
    for version in ["9223372036854775808", "-9223372036854775808", "99999999999999999999999999"] {
        fails(
            FieldKind::Nick,
            &format!("~AAAA~{version}~"),
            &format!(
                "nick: expected a key version that fits into 64 bits, found a number of {} characters",
                version.len()
            ),
        );
    }
    for version in [i64::MAX, -i64::MAX, 0] {
        let text = format!("~AAAA~{version}~");
        let encrypted = Encrypted::parse(FieldKind::Nick, &text).unwrap().unwrap();
        assert_eq!(encrypted.version(), version.abs());
    }
}

#[test]
fn encrypted_text_has_a_maximum_length() {
    let text = format!("~{}~1~", "A".repeat(64 * 1024));
    fails(FieldKind::Nick, &text, "nick: expected at most 65536 bytes of encrypted text, found 65540 bytes");
    let plain = "张".repeat(16_000);
    let text = format!("~{}~1~", encrypt(KEY, &plain));
    assert_eq!(decrypt(FieldKind::Nick, &text).unwrap(), Some(plain));
}

#[test]
fn keys_have_16_bytes_and_are_not_printed() {
    for text in ["", "AQID", "Secret key!", "AQIDBAUGBwgJCgsMDQ4PEBES", "AQIDBAUGBwgJCgsMDQ4PEA"] {
        let error = SecretKey::from_base64(text).unwrap_err();
        let found = format!("found {} characters that are something else", text.len());
        assert_eq!(
            error.to_string(),
            format!("taobao.top.secret.get: `secret`: expected base64 of 16 bytes, {found}")
        );
    }
    assert_eq!(format!("{:?}", key()), "SecretKey(***)");
}

proptest! {
    #[test]
    fn encrypted_text_is_decrypted(text in ".{0,200}", bytes in any::<[u8; 16]>(), version in any::<i32>()) {
        let key = SecretKey::from_base64(&Base64::encode_string(&bytes)).unwrap();
        let encrypted = format!("~{}~{version}~", encrypt(bytes, &text));
        let parts = Encrypted::parse(FieldKind::Simple, &encrypted).unwrap().unwrap();
        let plain = key.decrypt(&parts).unwrap();
        prop_assert_eq!(plain.expose(), text);
    }

    #[test]
    fn no_text_panics(text in "[~$\u{1}A-D=/0-9\\-张]{0,60}") {
        for kind in KINDS {
            if let Ok(Some(plain)) = decrypt(kind, &text) {
                prop_assert!(plain.len() <= text.len());
            }
        }
    }

    #[test]
    fn changed_bytes_are_an_error_or_another_text(at in 0_usize..48, change in 1_u8..) {
        let text = "收件人张三丰的很长的一个名字和地址";
        let mut bytes = encrypt_padded(KEY, padded(text.as_bytes()));
        bytes[at] ^= change;
        let text_of = |bytes: &[u8]| format!("~{}~1~", Base64::encode_string(bytes));
        match decrypt(FieldKind::Simple, &text_of(&bytes)) {
            Ok(plain) => prop_assert_ne!(plain.as_deref(), Some(text)),
            Err(error) => prop_assert!(!error.to_string().contains("张三丰")),
        }
    }
}
