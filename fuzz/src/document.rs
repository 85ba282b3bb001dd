//! Parses a document and generates Rust and every other output from it.

use top_codegen::{Api, FileDiagnostic, Options, diff, export, read, schema, write};

/// Parses a document. If it is valid, generates every output.
pub fn document(bytes: &[u8]) {
    let read_once = read("document", bytes);
    assert_eq!(read_once, read("document", bytes), "read twice");
    match read_once {
        Ok(document) => {
            is_inside(document.warnings.iter().filter_map(|warning| warning.line()), bytes);
            made_of(&document.api);
        }
        Err(error) => assert_one_line(&error, bytes),
    }
}

/// An error is one line, about a line of the document.
fn assert_one_line(error: &FileDiagnostic, bytes: &[u8]) {
    let text = error.to_string();
    assert!(text.starts_with("document:") && !text.contains(['\n', '\r']), "{text:?}");
    is_inside(error.diagnostic().line(), bytes);
}

/// An empty document has a first line, and a truncated one is reported after its last line.
///
/// Vertical tabs, form feeds and the line separators of Unicode end lines as well.
fn is_inside(lines: impl IntoIterator<Item = usize>, bytes: &[u8]) {
    let ends_line = |c: char| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let feeds = String::from_utf8_lossy(bytes).chars().filter(|c| ends_line(*c)).count();
    for line in lines {
        assert!((1..=feeds + 2).contains(&line), "line {line} of {feeds}");
    }
}

/// Asserts that the output is valid Rust and reproducible, that the API does not differ from
/// itself, and that it can be exported.
fn made_of(api: &Api) {
    for test in [false, true] {
        let mut options = Options::default();
        options.test = test;
        let written = write(api, &options);
        let code = &written.code;
        assert_eq!(written, write(api, &options), "written twice");
        syn::parse_file(code).unwrap_or_else(|error| panic!("{error}\n{code}"));
        syn::parse_str::<syn::Ident>(&written.module)
            .unwrap_or_else(|error| panic!("{error}\n{}", written.module));
    }
    let schema = serde_json::to_string(&schema(api)).expect("a schema is JSON");
    assert!(schema.starts_with('{'));
    assert_eq!(diff(api, api), [], "an API differs from itself");
    let apis = std::slice::from_ref(api);
    assert!(export::openapi(apis).is_object());
    assert!(export::json_schema(apis).is_object());
}
