//! A document, from its bytes to Rust and to all else that is made of it.

use top_codegen::{Api, FileDiagnostic, Options, diff, export, read, schema, write};

/// Reads a document and, where it is one, writes all that can be written of it.
pub fn document(bytes: &[u8]) {
    let read_once = read("document", bytes);
    assert_eq!(read_once, read("document", bytes), "read twice");
    match read_once {
        Ok(document) => {
            is_inside(document.warnings.iter().filter_map(|warning| warning.line()), bytes);
            made_of(&document.api);
        }
        Err(problem) => said(&problem, bytes),
    }
}

/// An error is one line, about a line of the document.
fn said(problem: &FileDiagnostic, bytes: &[u8]) {
    let text = problem.to_string();
    assert!(text.starts_with("document:") && !text.contains(['\n', '\r']), "{text:?}");
    is_inside(problem.diagnostic().line(), bytes);
}

/// An empty document has a first line too, and one that was cut is reported behind its last.
fn is_inside(lines: impl IntoIterator<Item = usize>, bytes: &[u8]) {
    let feeds = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    for line in lines {
        assert!((1..=feeds + 2).contains(&line), "line {line} of {feeds}");
    }
}

/// What is written is Rust, and the same each time; an API does not differ from itself, and can be exported.
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
