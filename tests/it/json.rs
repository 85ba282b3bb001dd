//! The JSON parser compared with `serde_json`: both accept the same texts and return the same
//! values.

use proptest::prelude::*;
use serde_json::Value as Theirs;
use top_runtime::{Decimal, Value as Ours};

/// Pieces of generated texts. Each one is significant to a JSON parser, or nearly.
const PARTS: [&str; 48] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\"a\"",
    "\"a\":",
    ":",
    ",",
    " ",
    "\n",
    "\t",
    "\r",
    "\u{a0}",
    "\u{feff}",
    "null",
    "true",
    "false",
    "nul",
    "True",
    "0",
    "-0",
    "-",
    "1",
    "12345678901234567890",
    "00",
    "0.5",
    ".5",
    "1.",
    "1e5",
    "1E+5",
    "1e",
    "1e-",
    "+1",
    "\\",
    "\\n",
    "\\/",
    "\\x",
    "\\u",
    "\\u4e2d",
    "\\u00",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\ude00",
    "中",
    "\u{1}",
    "\u{7f}",
    "abcdefghijklmno",
];

fn parts(within: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(within), 0..24).prop_map(|parts| parts.concat())
}

fn equal(ours: &Ours, theirs: &Theirs) -> bool {
    match (ours, theirs) {
        (Ours::Null, Theirs::Null) => true,
        (Ours::Bool(ours), Theirs::Bool(theirs)) => ours == theirs,
        // serde_json does not keep digits, so the numbers are compared by value.
        (Ours::Number(ours), Theirs::Number(theirs)) => {
            serde_json::from_str::<serde_json::Number>(ours.as_str()).is_ok_and(|ours| ours == *theirs)
        }
        // A number beyond the range of `Decimal` is a text.
        (Ours::String(ours), Theirs::Number(theirs)) => {
            ours.parse::<Decimal>().is_err()
                && serde_json::from_str::<serde_json::Number>(ours).is_ok_and(|ours| ours == *theirs)
        }
        (Ours::String(ours), Theirs::String(theirs)) => ours == theirs,
        (Ours::Array(ours), Theirs::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| equal(ours, theirs))
        }
        (Ours::Object(members), Theirs::Object(theirs)) => {
            members.iter().all(|(name, _)| theirs.contains_key(name))
                && theirs.iter().all(|(name, theirs)| ours.get(name).is_some_and(|ours| equal(ours, theirs)))
        }
        _ => false,
    }
}

fn compare(text: &str) -> Result<(), TestCaseError> {
    let ours = text.parse::<Ours>();
    match serde_json::from_str::<Theirs>(text) {
        Ok(theirs) => {
            let ours = ours.map_err(|error| TestCaseError::fail(format!("{text:?}: {error}")))?;
            prop_assert!(equal(&ours, &theirs), "{:?}: {:?} {:?}", text, ours, theirs);
        }
        // A float has a range, our digits do not.
        Err(error) if error.to_string().starts_with("number out of range") => {}
        Err(error) => prop_assert!(ours.is_err(), "{:?}: {:?}, but {}", text, ours, error),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn json_documents_parse_like_serde_json(text in parts(&PARTS)) {
        compare(&text)?;
    }

    #[test]
    fn json_strings_parse_like_serde_json(before in "[ -~]{0,9}", text in parts(&PARTS[31..])) {
        compare(&format!("[\"{before}{text}\"]"))?;
    }

    #[test]
    fn json_with_one_changed_byte_parses_like_serde_json(
        names in prop::collection::vec("\\PC{0,12}", 1..6),
        at in any::<prop::sample::Index>(),
        byte in prop::sample::select(&b"{}[]\",:\\ 0ae.-\n\x01"[..]),
    ) {
        let members = names.iter().map(|name| (name.clone(), Theirs::from(vec![name.clone(), format!("{}", name.len())])));
        let mut bytes = Theirs::Object(members.collect()).to_string().into_bytes();
        compare(&String::from_utf8_lossy(&bytes))?;
        let at = at.index(bytes.len());
        bytes[at] = byte;
        compare(&String::from_utf8_lossy(&bytes))?;
    }
}
