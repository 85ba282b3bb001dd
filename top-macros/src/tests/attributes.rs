use crate::attr::{Api, Code, Field, Session, Success, Variant};
use crate::diag::Diag;
use crate::tests::item;

#[test]
fn all_api_keys_are_parsed() {
    let mut diag = Diag::default();
    let input = item(
        r#"
        #[top_api(method = "a.b", response = Vec<Map<A, B>>, session = none)]
        #[top_api(idempotent, version = "3.0", any_of(r#type, b), any_of(b, c), crate = ::my::top, build)]
        struct Call;
        "#,
    );
    let api = Api::parse(&input.attrs, &mut diag);
    assert_eq!(diag.texts(), [""; 0]);
    assert_eq!(api.method.get().map(syn::LitStr::value).as_deref(), Some("a.b"));
    assert!(api.session.get().is_some_and(|session| *session == Session::None));
    assert!(api.response.get().is_some() && api.idempotent.get().is_some());
    assert!(api.runtime.get().is_some() && api.build.get().is_some());
    assert_eq!(api.version.get().map(syn::LitStr::value).as_deref(), Some("3.0"));
    assert_eq!(api.any_of.len(), 2);
}

#[test]
fn parsing_continues_after_every_error() {
    let mut diag = Diag::default();
    let input = item(
        r#"
        #[top_api(metod = "a.b", foo = Vec<A, B>, session = maybe, response = "T", idempotent = true)]
        #[top_api(any_of = a, crate = "x", version "2.0", 7, session = required optional)]
        struct Call;
        "#,
    );
    let api = Api::parse(&input.attrs, &mut diag);
    assert_eq!(
        diag.texts(),
        [
            "unknown `top_api` key `metod`; did you mean `method`?",
            "unknown `top_api` key `foo`; expected one of `method`, `path`, `http`, `body`, `response`, `session`, \
             `idempotent`, `version`, `any_of`, `pages`, `build`, `crate`",
            "`session` is `required`, `optional` or `none`, not `maybe`",
            "`response` takes a type: `response = TicketCreated`",
            "`idempotent` takes no value",
            "`any_of` takes field names: `any_of(nick, order_id)`",
            "`crate` takes a module path, like `my_sdk::top`",
            "`version` takes a text in quotes: `version = \"2.0\"`",
            "expected a `top_api` key: one of `method`, `path`, `http`, `body`, `response`, `session`, `idempotent`, \
             `version`, `any_of`, `pages`, `build`, `crate`",
            "duplicate key `session`",
            "`session` is first used here",
            "expected `,` before the next key",
        ]
    );
    assert!(api.method.is_present() && api.method.get().is_none());
}

#[test]
fn all_field_keys_are_parsed() {
    let mut diag = Diag::default();
    let input = item(
        r#"
        #[top(rename = "x", required, max_len = 64, max_bytes = 1_000, max_items = 20, range = -1..=0x10)]
        #[top(item = "y", success = -2, error_code, error_message, outcome)]
        struct Field;
        "#,
    );
    let field = Field::parse_in_value(&input.attrs, &mut diag);
    assert_eq!(diag.texts(), [""; 0]);
    assert_eq!(field.max_bytes.get(), Some(&1_000));
    assert!(field.range.get().is_some_and(|range| range.min == -1 && range.max == 16));
    assert!(matches!(field.success.get(), Some(Success::Integer(-2))));
    assert!(
        field.error_code.key().is_some()
            && field.error_message.key().is_some()
            && field.outcome.key().is_some()
    );
}

#[test]
fn every_form_of_success_is_parsed() {
    let read = |attribute: &str| {
        let mut diag = Diag::default();
        let field = Field::parse_in_value(&item(&format!("{attribute} struct Field;")).attrs, &mut diag);
        assert_eq!(diag.texts(), [""; 0]);
        field.success
    };
    assert!(matches!(read("#[top(success)]").get(), Some(Success::Flag)));
    assert!(matches!(read("#[top(success = \"0\")]").get(), Some(Success::Text(_))));
    assert!(matches!(read("#[top(success = 0)]").get(), Some(Success::Integer(0))));
    assert!(matches!(read("#[top(success = false)]").get(), Some(Success::Bool(false))));
}

#[test]
fn misplaced_keys_are_reported_with_their_target() {
    let mut diag = Diag::default();
    let input = item(
        r#"
        #[top(success, method = "a", build, requird, max_len = -1, range = 1..2, any_of(a, b))]
        struct Field;
        "#,
    );
    Field::parse_in_request(&input.attrs, &mut diag);
    assert_eq!(
        diag.texts(),
        [
            "`success` belongs on a field of a `TopValue` struct, not on a field of a request",
            "`method` belongs in `#[top_api(..)]` on the struct of a request, not on a field of a request",
            "`build` belongs on a `TopValue` struct, not on a field of a request",
            "unknown `top` key `requird`; did you mean `required`?",
            "`max_len` is a number from 0 to 4294967295, not `-1`; omit `max_len` for no limit",
            "`range` takes two whole numbers, both included: `range = 1..=100`",
            "`any_of` belongs on a `TopValue` struct, not on a field of a request",
        ]
    );
}

#[test]
fn codes_are_text_or_integers() {
    let read = |attribute: &str| {
        let mut diag = Diag::default();
        let variant = Variant::parse(&item(&format!("{attribute} struct Variant;")).attrs, &mut diag);
        (variant, diag.texts())
    };
    let (variant, texts) = read("#[top(\"A\", -3, other)]");
    assert_eq!(texts, [""; 0]);
    assert!(matches!(variant.codes.as_slice(), [Code::Text(_), Code::Integer(_, -3)]));
    assert!(variant.other.key().is_some());

    let (variant, texts) = read("#[top(1.5, max_len = 3, IMAGE, 99999999999999999999)]");
    assert!(variant.is_invalid && variant.codes.is_empty());
    assert_eq!(
        texts,
        [
            "a code is a text or an integer: `#[top(\"IMAGE\")]` or `#[top(1)]`",
            "`max_len` belongs on a field, not on a variant, which takes its code: `#[top(\"CODE\")]` or `#[top(1)]`",
            "unknown `top` key `IMAGE`; expected a code in quotes, an integer or `other`",
            "`99999999999999999999` does not fit `i64`, which ranges from -9223372036854775808 to 9223372036854775807; \
             write it as text: `\"99999999999999999999\"`",
        ]
    );
}
