//! Files that are not UTF-8 text.

use crate::Diagnostic;

const AS_TEXT: &str = "open the page in a browser, copy its text, and save it as text in UTF-8";

/// Magic numbers and names of other file types.
const KINDS: &[(&[u8], &str)] = &[
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an image or a sound (RIFF)"),
    (b"BM", "a BMP image"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive, as `.docx` and `.xlsx` are"),
    (b"\xd0\xcf\x11\xe0", "a document of an old office program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "an SQLite database"),
];

/// Creates the error for bytes that are invalid UTF-8 after `valid`.
pub(super) fn not_text(bytes: &[u8], valid: usize) -> Diagnostic {
    if let Some(diagnostic) = kind(bytes) {
        return diagnostic;
    }
    if let Some(diagnostic) = utf_16(bytes) {
        return diagnostic;
    }
    if bytes.contains(&0) {
        return binary();
    }
    let line = bytes[..valid].split(|byte| *byte == b'\n').count();
    if is_gbk(bytes) {
        return Diagnostic::at(line, "expected text in UTF-8, found what is most likely GBK (GB18030)")
            .with_help(
                "save the file in UTF-8: editors offer that, and `iconv -f GB18030 -t UTF-8` does it",
            );
    }
    Diagnostic::at(line, format!("expected text in UTF-8, found the byte 0x{:02x}", bytes[valid]))
        .with_help("save the page as text, in UTF-8")
}

/// Creates the error for a file that contains zero bytes.
pub(super) fn with_zeros(bytes: &[u8]) -> Diagnostic {
    kind(bytes).or_else(|| utf_16(bytes)).unwrap_or_else(binary)
}

fn binary() -> Diagnostic {
    Diagnostic::at(1, "expected text in UTF-8, found a binary file").with_help(AS_TEXT)
}

/// Recognises another file type by its magic number.
fn kind(bytes: &[u8]) -> Option<Diagnostic> {
    let (_, kind) = KINDS.iter().find(|(start, _)| bytes.starts_with(start))?;
    Some(Diagnostic::at(1, format!("expected text in UTF-8, found {kind}")).with_help(AS_TEXT))
}

/// Recognises UTF-16 by its byte order mark, or by zero bytes in every second place.
fn utf_16(bytes: &[u8]) -> Option<Diagnostic> {
    let zeros = |from: usize| {
        let every_other = bytes.iter().take(200).skip(from).step_by(2);
        bytes.len() >= 8 && every_other.clone().filter(|byte| **byte == 0).count() * 4 > every_other.count()
    };
    let marked = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    (marked || (zeros(0) != zeros(1))).then(|| {
        Diagnostic::at(1, "expected text in UTF-8, found UTF-16")
            .with_help("save the file in UTF-8: editors offer that, and `iconv -f UTF-16 -t UTF-8` does it")
    })
}

/// Returns `true` if all non-ASCII bytes form GBK pairs, and there are enough of them.
fn is_gbk(bytes: &[u8]) -> bool {
    let mut pairs = 0;
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        if byte.is_ascii() {
            continue;
        }
        let is_pair = matches!(byte, 0x81..=0xfe)
            && rest.next().is_some_and(|next| matches!(next, 0x30..=0x39 | 0x40..=0x7e | 0x80..=0xfe));
        if !is_pair {
            return false;
        }
        pairs += 1;
    }
    pairs > 1
}
