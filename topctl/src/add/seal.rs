//! The first line of a file that we wrote: who made it of what, and a checksum that tells whether it was edited since.
//! It is a comment, of Rust or of a manifest.

use base16ct::HexDisplay;
use sha2::{Digest as _, Sha256};

use crate::plain::plain;

/// How a comment begins.
const RUST: &str = "// ";
const MANIFEST: &str = "# ";

const START: &str = "Made by topctl ";
const CHECKSUM: &str = "; checksum ";

/// How many bytes of the hash stand in the line. It guards against oversight, not against forgery.
const LENGTH: usize = 8;

/// The code with the line before it.
pub(super) fn sealed(origin: &str, code: &str) -> String {
    with_line(RUST, origin, code)
}

/// The manifest with the line before it.
pub(super) fn sealed_manifest(origin: &str, manifest: &str) -> String {
    with_line(MANIFEST, origin, manifest)
}

fn with_line(comment: &str, origin: &str, text: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!("{comment}{START}{version} from {}{CHECKSUM}{}\n\n{text}", plain(origin), checksum(text))
}

/// Whether a text begins with such a line.
pub(super) fn is_sealed(text: &str) -> bool {
    [RUST, MANIFEST]
        .iter()
        .any(|comment| text.strip_prefix(comment).is_some_and(|text| text.starts_with(START)))
}

/// Whether a text is as we wrote it, however it was formatted since.
pub(super) fn is_untouched(text: &str) -> bool {
    let Some((line, code)) = text.split_once('\n') else {
        return false;
    };
    let written = line.trim_end().rsplit_once(CHECKSUM).map(|(_, checksum)| checksum);
    is_sealed(line) && written == Some(checksum(code).as_str())
}

fn checksum(code: &str) -> String {
    let mut hash = Sha256::new();
    words(code, |piece| hash.update(piece));
    format!("{:x}", HexDisplay(&hash.finalize()[..LENGTH]))
}

/// Gives the text without what formatters change: blanks beside punctuation, and commas.
fn words(code: &str, mut each: impl FnMut(&[u8])) {
    let mut after_word = false;
    let mut parted = false;
    let mut buffer = [0; 4];
    for char in code.chars() {
        if char.is_whitespace() || char == ',' {
            parted = true;
            continue;
        }
        let is_word = char == '_' || char.is_alphanumeric();
        if parted && after_word && is_word {
            each(b" ");
        }
        each(char.encode_utf8(&mut buffer).as_bytes());
        (after_word, parted) = (is_word, false);
    }
}

#[cfg(test)]
mod tests {
    use super::{is_sealed, is_untouched, sealed, sealed_manifest};

    const CODE: &str = "struct A {\n    a: i64,\n    b: Vec<String>,\n}\n";

    #[test]
    fn what_was_written_is_untouched_and_says_of_what_it_was_made() {
        let text = sealed("page.txt", CODE);
        assert!(
            text.starts_with("// Made by topctl ") && text.contains(" from page.txt; checksum "),
            "{text}"
        );
        assert!(is_sealed(&text) && is_untouched(&text));
    }

    #[test]
    fn a_manifest_is_guarded_alike() {
        let text = sealed_manifest("2 packages", "[features]\nfull = [\"a\", \"b\"]\n");
        assert!(text.starts_with("# Made by topctl ") && is_sealed(&text) && is_untouched(&text), "{text}");
        assert!(is_untouched(&text.replace("\"a\", \"b\"", "\n    \"a\",\n    \"b\",\n")));
        assert!(!is_untouched(&text.replace("\"b\"", "\"c\"")));
    }

    #[test]
    fn formatting_is_no_edit() {
        let text = sealed("page.txt", CODE);
        for formatted in [
            text.replace('\n', "\r\n"),
            text.replace("{\n    a: i64,\n    b: Vec<String>,\n}", "{ a: i64, b: Vec<String> }"),
            format!("{text}\n\n"),
        ] {
            assert!(is_untouched(&formatted), "{formatted}");
        }
    }

    #[test]
    fn any_other_change_is_an_edit() {
        let text = sealed("page.txt", CODE);
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
            assert!(!is_untouched(&edited), "{edited}");
        }
    }

    #[test]
    fn the_name_of_a_document_stays_in_its_line() {
        let text = sealed("a\nfn main() {}\u{1b}[31m.txt", CODE);
        assert!(is_untouched(&text) && text.lines().nth(1) == Some("") && !text.contains('\u{1b}'), "{text}");
    }
}
