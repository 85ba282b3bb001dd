//! Tokens in one JSON file.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use fs4::{FileExt, TryLockError};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use top_runtime::transport::BoxFuture;
use zeroize::Zeroizing;

use super::cipher::Codec;
use super::{
    Entry, Expected, Lease, StoreError, TokenCipher, TokenStore, blocking, next_version, open_private,
};
use crate::Token;

/// Format of the file. Other numbers are refused.
const FORMAT: u32 = 1;

/// End of the names of temporary files.
const TEMPORARY: &str = ".tmp";

/// Largest file that is read: some ten thousand sellers.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Tokens in one JSON file, for a program on one machine with up to some hundred sellers: each write
/// writes the whole file.
///
/// - A write goes to a temporary file in the same folder, which replaces the old one when it is on
///   the disk: after a crash the file has the old content or the new one.
/// - On Unix the file can be read and written by its owner only (mode 0600).
/// - Several processes may use one file. They lock `FILE.lock` for writes and `FILE.refresh` while
///   one of them refreshes a token; the system gives both locks back when a process ends. Network
///   file systems must support locks.
/// - Tokens are plain text unless [`with_cipher`](Self::with_cipher) is set.
#[derive(Debug, Clone)]
pub struct FileStore {
    path: PathBuf,
    codec: Codec,
}

/// Content of the file.
#[derive(Serialize, Deserialize)]
struct Content {
    format: u32,
    sellers: BTreeMap<String, Slot>,
}

#[derive(Serialize, Deserialize)]
struct Slot {
    version: u64,
    /// The token: an object, or base 16 of the encrypted object as a text.
    token: Value,
}

impl FileStore {
    /// Opens a file, and creates it on the first write.
    ///
    /// # Errors
    ///
    /// The folder does not exist, or an existing file is not a readable store.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = std::path::absolute(path.as_ref()).map_err(|error| io_error(path.as_ref(), &error))?;
        let folder = path.parent().filter(|folder| folder.is_dir());
        if folder.is_none() || path.file_name().is_none() {
            return Err(StoreError::new("the folder of the file does not exist").at(path.display()));
        }
        let store = Self { path, codec: Codec::default() };
        store.read()?;
        Ok(store)
    }

    /// Encrypts tokens with this cipher.
    #[must_use]
    pub fn with_cipher(mut self, cipher: impl TokenCipher + 'static) -> Self {
        self.codec = Codec::with(cipher);
        self
    }

    fn read(&self) -> Result<Content, StoreError> {
        let mut text = Zeroizing::new(Vec::new());
        match File::open(&self.path) {
            Ok(file) => {
                file.take(MAX_BYTES + 1)
                    .read_to_end(&mut text)
                    .map_err(|error| io_error(&self.path, &error))?;
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok(Content { format: FORMAT, sellers: BTreeMap::new() });
            }
            Err(error) => return Err(io_error(&self.path, &error)),
        }
        let corrupt = |found: String| StoreError::corrupt(found).at(self.path.display());
        if text.len() as u64 > MAX_BYTES {
            return Err(corrupt(format!("larger than {MAX_BYTES} bytes")));
        }
        let content: Content = serde_json::from_slice(&text).map_err(|error| {
            corrupt(format!("not a token store (line {}, column {})", error.line(), error.column()))
        })?;
        if content.format != FORMAT {
            return Err(corrupt(format!("expected format {FORMAT}, found {}", content.format)));
        }
        Ok(content)
    }

    fn entry(&self, seller: &str) -> Result<Option<Entry>, StoreError> {
        let content = self.read()?;
        let Some(slot) = content.sellers.get(seller) else { return Ok(None) };
        let token = self.decode(seller, &slot.token).map_err(|error| error.at(self.path.display()))?;
        Ok(Some(Entry::new(token, slot.version)))
    }

    /// Changes the content, while no other process does.
    fn change<T>(
        &self,
        change: impl FnOnce(&mut Content) -> Result<(T, bool), StoreError>,
    ) -> Result<T, StoreError> {
        let lock = self.lock_file("lock")?;
        FileExt::lock(&lock).map_err(|error| io_error(&self.path, &error))?;
        let mut content = self.read()?;
        let (result, is_changed) = change(&mut content)?;
        if is_changed {
            self.write(&content).map_err(|error| io_error(&self.path, &error))?;
        }
        Ok(result)
    }

    /// Replaces the file. The new content is on the disk before the old one is given up.
    fn write(&self, content: &Content) -> io::Result<()> {
        let text = Zeroizing::new(serde_json::to_vec_pretty(content)?);
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let prefix = format!(".{name}.");
        remove_leftovers(folder, &prefix)?;
        // Created with mode 0600 on Unix.
        let mut file = tempfile::Builder::new().prefix(&prefix).suffix(TEMPORARY).tempfile_in(folder)?;
        file.write_all(&text)?;
        file.as_file().sync_all()?;
        file.persist(&self.path).map_err(|error| error.error)?;
        // The new name is on the disk when the folder is. Windows has no such call.
        #[cfg(unix)]
        File::open(folder)?.sync_all()?;
        Ok(())
    }

    /// Opens a file beside the store that exists to be locked.
    fn lock_file(&self, extension: &str) -> Result<File, StoreError> {
        let mut path = self.path.clone().into_os_string();
        path.push(".");
        path.push(extension);
        let path = Path::new(&path);
        open_private(path).map_err(|error| io_error(path, &error))
    }

    fn encode(&self, seller: &str, token: &Token) -> Result<Value, StoreError> {
        let bytes = self.codec.encode(seller, token)?;
        if !self.codec.is_encrypted() {
            return serde_json::from_slice(&bytes).map_err(StoreError::new);
        }
        Ok(Value::String(base16ct::lower::encode_string(&bytes)))
    }

    fn decode(&self, seller: &str, token: &Value) -> Result<Token, StoreError> {
        let bytes = match (token, self.codec.is_encrypted()) {
            (Value::String(digits), true) => base16ct::mixed::decode_vec(digits).ok(),
            (Value::Object(_), false) => Some(token.to_string().into_bytes()),
            _ => None,
        };
        let bytes = bytes.map(Zeroizing::new).ok_or_else(|| {
            let (expected, found) = if self.codec.is_encrypted() {
                ("an encrypted token", "a plain or damaged one")
            } else {
                ("a plain token", "an encrypted or damaged one")
            };
            StoreError::corrupt(format!("expected {expected}, found {found}"))
        })?;
        self.codec.decode(seller, &bytes)
    }
}

/// Removes the temporary files of processes that ended while they wrote. The caller has the lock, so
/// no other process writes now.
fn remove_leftovers(folder: &Path, prefix: &str) -> io::Result<()> {
    for file in fs::read_dir(folder)? {
        let file = file?;
        let name = file.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(prefix) && name.ends_with(TEMPORARY) {
            fs::remove_file(file.path())?;
        }
    }
    Ok(())
}

fn io_error(path: &Path, error: &io::Error) -> StoreError {
    StoreError::new(error).at(path.display())
}

impl TokenStore for FileStore {
    fn load<'a>(&'a self, seller: &'a str) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        blocking(self, seller, |store, seller| store.entry(&seller))
    }

    fn replace<'a>(
        &'a self,
        seller: &'a str,
        token: &'a Token,
        expected: Expected,
    ) -> BoxFuture<'a, Result<Option<u64>, StoreError>> {
        let token = token.clone();
        blocking(self, seller, move |store, seller| {
            let token = store.encode(&seller, &token)?;
            store.change(|content| {
                let stored = content.sellers.get(&seller).map(|slot| slot.version);
                if !expected.allows(stored) {
                    return Ok((None, false));
                }
                let version = next_version(stored);
                content.sellers.insert(seller, Slot { version, token });
                Ok((Some(version), true))
            })
        })
    }

    fn remove<'a>(&'a self, seller: &'a str) -> BoxFuture<'a, Result<(), StoreError>> {
        blocking(self, seller, |store, seller| {
            store.change(|content| Ok(((), content.sellers.remove(&seller).is_some())))
        })
    }

    /// One lock for all sellers: a file is for few.
    fn try_lock<'a>(
        &'a self,
        seller: &'a str,
        _: Duration,
    ) -> BoxFuture<'a, Result<Option<Lease>, StoreError>> {
        blocking(self, seller, |store, _| {
            let file = store.lock_file("refresh")?;
            match FileExt::try_lock(&file) {
                Ok(()) => Ok(Some(Lease::new(file))),
                Err(TryLockError::WouldBlock) => Ok(None),
                Err(TryLockError::Error(error)) => Err(io_error(&store.path, &error)),
            }
        })
    }
}
