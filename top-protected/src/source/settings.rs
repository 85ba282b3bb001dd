//! Settings of search indexes.

use serde_json::{Map, Value};

use super::KeyError;

/// Bytes of a hash if the platform does not tell.
const HASH_LEN: usize = 3;

/// Maximum bytes of a hash: those of MD5.
const MAX_HASH_LEN: usize = 16;

/// Columns of a window of text. The index of other sizes is not known.
const SLIDE_SIZE: u64 = 4;

/// Settings of search indexes: a part of `app_config`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct IndexSettings {
    hash_len: usize,
}

impl Default for IndexSettings {
    /// Hashes of 3 bytes.
    fn default() -> Self {
        Self { hash_len: HASH_LEN }
    }
}

impl IndexSettings {
    /// Returns the bytes of each hash (`encrypt_index_compress_len`), 1 to 16.
    #[must_use]
    pub fn hash_len(&self) -> usize {
        self.hash_len
    }

    /// Reads the members of `app_config`.
    pub(super) fn read(config: &Map<String, Value>) -> Result<Self, KeyError> {
        let size = number(config, "encrypt_slide_size")?;
        if let Some(size) = size.filter(|size| *size != SLIDE_SIZE) {
            return Err(KeyError::reply("app_config.encrypt_slide_size", "4", size.to_string()));
        }
        let Some(len) = number(config, "encrypt_index_compress_len")? else { return Ok(Self::default()) };
        let hash_len = usize::try_from(len).ok().filter(|len| (1..=MAX_HASH_LEN).contains(len));
        let refuse = || KeyError::reply("app_config.encrypt_index_compress_len", "1 to 16", len.to_string());
        hash_len.map(|hash_len| Self { hash_len }).ok_or_else(refuse)
    }
}

/// Returns a member that is a number or its text.
pub(super) fn number(config: &Map<String, Value>, name: &str) -> Result<Option<u64>, KeyError> {
    let number = match config.get(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => text.trim().parse().ok(),
        Some(value) => value.as_u64(),
    };
    let refuse = || KeyError::reply("app_config", "numbers", format!("something else in `{name}`"));
    number.map(Some).ok_or_else(refuse)
}
