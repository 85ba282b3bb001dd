//! The header of generated files: a comment with the version, the origin, and a checksum that
//! detects edits.

use base16ct::HexDisplay;
use sha2::{Digest as _, Sha256};

use crate::sanitize::sanitize;

const RUST_COMMENT: &str = "// ";
const TOML_COMMENT: &str = "# ";

const START: &str = "Made by topctl ";
const CHECKSUM: &str = "; checksum ";

/// Bytes of the hash in the header. Protects against oversight, not against forgery.
const CHECKSUM_LEN: usize = 8;

/// Adds the header to Rust code.
pub(super) fn with_header(origin: &str, code: &str) -> String {
    add_header(RUST_COMMENT, origin, code)
}

/// Adds the header to a manifest.
pub(super) fn with_manifest_header(origin: &str, manifest: &str) -> String {
    add_header(TOML_COMMENT, origin, manifest)
}

fn add_header(comment: &str, origin: &str, text: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!("{comment}{START}{version} from {}{CHECKSUM}{}\n\n{text}", sanitize(origin), checksum(text))
}

/// Returns `true` if a text has a header.
pub(super) fn has_header(text: &str) -> bool {
    [RUST_COMMENT, TOML_COMMENT]
        .iter()
        .any(|comment| text.strip_prefix(comment).is_some_and(|text| text.starts_with(START)))
}

/// Returns `true` if a text was generated and not edited since, apart from formatting.
pub(super) fn is_unmodified(text: &str) -> bool {
    let Some((line, code)) = text.split_once('\n') else {
        return false;
    };
    let expected = line.trim_end().rsplit_once(CHECKSUM).map(|(_, checksum)| checksum);
    has_header(line) && expected == Some(checksum(code).as_str())
}

fn checksum(code: &str) -> String {
    let mut hash = Sha256::new();
    normalize(code, |piece| hash.update(piece));
    format!("{:x}", HexDisplay(&hash.finalize()[..CHECKSUM_LEN]))
}

/// Passes the code to `emit` without what formatters change: white space next to punctuation, and
/// commas.
fn normalize(code: &str, mut emit: impl FnMut(&[u8])) {
    let mut after_word = false;
    let mut separated = false;
    let mut buffer = [0; 4];
    for char in code.chars() {
        if char.is_whitespace() || char == ',' {
            separated = true;
            continue;
        }
        let is_word = char == '_' || char.is_alphanumeric();
        if separated && after_word && is_word {
            emit(b" ");
        }
        emit(char.encode_utf8(&mut buffer).as_bytes());
        (after_word, separated) = (is_word, false);
    }
}

#[cfg(test)]
mod tests {
    use super::{has_header, is_unmodified, with_header, with_manifest_header};

    const CODE: &str = "struct A {\n    a: i64,\n    b: Vec<String>,\n}\n";

    #[test]
    fn generated_text_is_unmodified_and_names_its_origin() {
        let text = with_header("page.txt", CODE);
        assert!(
            text.starts_with("// Made by topctl ") && text.contains(" from page.txt; checksum "),
            "{text}"
        );
        assert!(has_header(&text) && is_unmodified(&text));
    }

    #[test]
    fn manifests_have_the_header_as_a_toml_comment() {
        let text = with_manifest_header("2 packages", "[features]\nfull = [\"a\", \"b\"]\n");
        assert!(text.starts_with("# Made by topctl ") && has_header(&text) && is_unmodified(&text), "{text}");
        assert!(is_unmodified(&text.replace("\"a\", \"b\"", "\n    \"a\",\n    \"b\",\n")));
        assert!(!is_unmodified(&text.replace("\"b\"", "\"c\"")));
    }

    #[test]
    fn formatting_does_not_count_as_an_edit() {
        let text = with_header("page.txt", CODE);
        for formatted in [
            text.replace('\n', "\r\n"),
            text.replace("{\n    a: i64,\n    b: Vec<String>,\n}", "{ a: i64, b: Vec<String> }"),
            format!("{text}\n\n"),
        ] {
            assert!(is_unmodified(&formatted), "{formatted}");
        }
    }

    #[test]
    fn other_changes_count_as_edits() {
        let text = with_header("page.txt", CODE);
        for edited in [
            text.replace("i64", "u64"),
            text.replace("a: i64", "// a note\n    a: i64"),
            text.replace("struct A", "structA"),
            text.replace("    b: Vec<String>,\n", ""),
            format!("{text}fn added() {{}}\n"),
            text.replace("; checksum", "; sum"),
            CODE.to_owned(),
            String::new(),
        ] {
            assert!(!is_unmodified(&edited), "{edited}");
        }
    }

    #[test]
    fn document_names_cannot_break_out_of_the_header() {
        let text = with_header("a\nfn main() {}\u{1b}[31m.txt", CODE);
        assert!(
            is_unmodified(&text) && text.lines().nth(1) == Some("") && !text.contains('\u{1b}'),
            "{text}"
        );
    }
}
