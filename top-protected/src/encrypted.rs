//! The forms of encrypted text.

use std::fmt;

use crate::FieldKind;
use crate::error::SecurityError;

/// Maximum bytes of an encrypted text.
const MAX_LEN: usize = 64 * 1024;

/// Maximum number of parts between separators.
const MAX_PARTS: usize = 3;

/// The parts of an encrypted text.
///
/// | kind | form | can be searched |
/// |---|---|---|
/// | phone | `$first digits$base64(AES(last 8 digits))$version$` | no |
/// | phone | `$base64(HMAC-MD5(last 4 digits))$base64(AES(number))$version$$` | yes |
/// | others | `~base64(AES(text))~version~` | no |
/// | others | `~base64(AES(text))~index~version~~` | yes |
///
/// The separator of [`FieldKind::Normal`] is U+0001. A negative version is one of a key of the app.
pub struct Encrypted<'a> {
    kind: FieldKind,
    /// Digits that are not encrypted.
    prefix: &'a str,
    index: Option<&'a str>,
    cipher: &'a str,
    version: i64,
}

impl<'a> Encrypted<'a> {
    /// Finds the parts of a text. `None`: the text is plain, as the platform's own client decides:
    /// without separators at both ends, with another number of parts, or without a version.
    ///
    /// # Errors
    ///
    /// [`SecurityError::Malformed`] for a version outside of the range of `i64`, and for an encrypted
    /// text of more than 64 KiB.
    pub fn parse(kind: FieldKind, text: &'a str) -> Result<Option<Self>, SecurityError> {
        let separator = kind.separator();
        let Some(inner) = text.strip_prefix(separator).and_then(|rest| rest.strip_suffix(separator)) else {
            return Ok(None);
        };
        let is_searchable = inner.ends_with(separator);
        let mut parts = [""; MAX_PARTS];
        let mut count = 0;
        // Adjacent separators count as one.
        for part in inner.split(separator).filter(|part| !part.is_empty()) {
            let Some(place) = parts.get_mut(count) else { return Ok(None) };
            *place = part;
            count += 1;
        }
        let (prefix, index, cipher, version) = match (kind, is_searchable, count) {
            (FieldKind::Phone, false, 3) => (parts[0], None, parts[1], parts[2]),
            (FieldKind::Phone, true, 3) => ("", Some(parts[0]), parts[1], parts[2]),
            (FieldKind::Phone, ..) => return Ok(None),
            (_, false, 2) => ("", None, parts[0], parts[1]),
            (_, true, 3) => ("", Some(parts[1]), parts[0], parts[2]),
            _ => return Ok(None),
        };
        if !is_number(version) {
            return Ok(None);
        }
        if text.len() > MAX_LEN {
            let expected = "at most 65536 bytes of encrypted text";
            return Err(SecurityError::malformed(kind, expected, format!("{} bytes", text.len())));
        }
        let version = version.parse().ok().filter(|version| *version != i64::MIN).ok_or_else(|| {
            let found = format!("a number of {} characters", version.len());
            SecurityError::malformed(kind, "a key version that fits into 64 bits", found)
        })?;
        Ok(Some(Self { kind, prefix, index, cipher, version }))
    }

    /// Returns the kind of the field.
    #[must_use]
    pub fn kind(&self) -> FieldKind {
        self.kind
    }

    /// Returns the version of the key, without the sign.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.version.saturating_abs()
    }

    /// Returns whether the key is one of the app, for all sellers.
    #[must_use]
    pub fn has_app_key(&self) -> bool {
        self.version < 0
    }

    /// Returns the search index: hashes in base64. `None` if the text cannot be searched.
    #[must_use]
    pub fn index(&self) -> Option<&'a str> {
        self.index
    }

    pub(crate) fn prefix(&self) -> &'a str {
        self.prefix
    }

    pub(crate) fn cipher(&self) -> &'a str {
        self.cipher
    }
}

/// Returns whether a text consists of digits, after an optional minus sign.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

impl fmt::Debug for Encrypted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Encrypted")
            .field("kind", &self.kind)
            .field("version", &self.version)
            .field("is_searchable", &self.index.is_some())
            .finish_non_exhaustive()
    }
}
