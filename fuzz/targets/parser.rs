//! Input: JSON. The parser accepts and rejects the same texts as serde_json, and returns the same
//! values.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value as Theirs;
use top_runtime::{Decimal, Value as Ours};

fuzz_target!(|text: &str| {
    // serde_json with `arbitrary_precision` reserves this member name.
    if text.contains("$serde_json::private") {
        return;
    }
    let ours = text.parse::<Ours>();
    match serde_json::from_str::<Theirs>(text) {
        Ok(theirs) => {
            let ours = ours.expect("serde_json reads it");
            assert!(equal(&ours, &theirs), "{ours:?}\n{theirs:?}");
            let written = ours.to_string();
            assert_eq!(written.parse().as_ref(), Ok(&ours), "{written}");
        }
        // Its depth limit is one level less.
        Err(error) if error.to_string().starts_with("recursion limit") => {}
        Err(error) => assert!(ours.is_err(), "{ours:?}\n{error}"),
    }
});

fn equal(ours: &Ours, theirs: &Theirs) -> bool {
    match (ours, theirs) {
        (Ours::Null, Theirs::Null) => true,
        (Ours::Bool(ours), Theirs::Bool(theirs)) => ours == theirs,
        (Ours::Number(ours), Theirs::Number(theirs)) => plain(ours.as_str()) == plain(&theirs.to_string()),
        // A number beyond the range of `Decimal` is a text.
        (Ours::String(ours), Theirs::Number(theirs)) => {
            ours.parse::<Decimal>().is_err() && plain(ours) == plain(&theirs.to_string())
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

/// serde_json keeps the text of a number, except for the spelling of its exponent.
fn plain(number: &str) -> String {
    number.replace('E', "e").replace("e+", "e")
}
