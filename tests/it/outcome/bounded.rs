//! The search for an outcome respects the limits of the reply and its repaired texts.

use top_runtime::TopValue;
use top_runtime::error::ErrorKind;

use crate::support::read;

#[derive(Debug, TopValue)]
struct Done {
    #[top(outcome)]
    result: Verdict,
}

#[derive(Debug, TopValue)]
struct Verdict {
    #[top(success)]
    success: Option<bool>,
    #[top(outcome)]
    inner: Option<Box<Verdict>>,
    note: Option<String>,
}

/// A lone surrogate inside the text with the outcome is repaired. The outcome is valid.
#[test]
fn outcome_inside_a_repaired_text_is_read() {
    let done = read::<Done>(r#"{"result":"{\"note\":\"好\\ud83d\"}"}"#).unwrap();
    assert_eq!(done.result.note.as_deref(), Some("好\u{fffd}"));
    assert_eq!(done.issues().len(), 1, "{:?}", done.issues());
    let error = read::<Done>(r#"{"result":"{\"note\":\"好\\ud83d\",\"success\":false}"}"#).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Business(_)), "{error}");
}

/// A failure below the depth limit cannot be distinguished from success, so the call is an error.
#[test]
fn outcome_below_the_depth_limit_is_not_a_success() {
    let deep = |levels: usize, flag: &str| {
        format!("{{\"result\":{}{{\"success\":{flag}}}{}}}", "{\"inner\":".repeat(levels), "}".repeat(levels))
    };
    assert!(matches!(
        read::<Done>(&deep(100, "false")).as_ref().map_err(top_runtime::Error::kind),
        Err(ErrorKind::Business(_))
    ));
    assert!(read::<Done>(&deep(100, "true")).unwrap().result.inner.is_some());
    assert!(read::<Done>(&deep(130, "false")).is_err());

    let within = |texts: usize, flag: &str| {
        let innermost = format!("{{\"success\":{flag}}}");
        let text = (0..texts).fold(innermost, |inner, _| format!("{{\"inner\":{inner:?}}}"));
        format!("{{\"result\":{text}}}")
    };
    assert!(matches!(
        read::<Done>(&within(6, "false")).as_ref().map_err(top_runtime::Error::kind),
        Err(ErrorKind::Business(_))
    ));
    assert!(read::<Done>(&within(6, "true")).is_ok());
}
