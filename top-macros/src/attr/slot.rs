//! A value that an attribute gives at most once.

use syn::parse::ParseStream;
use syn::{Ident, Result};

use crate::attr::key::Key;
use crate::diag::Diag;

/// What one key was set to, if it was.
pub(crate) struct Slot<T> {
    key: Option<Ident>,
    value: Option<T>,
    meant: bool,
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self { key: None, value: None, meant: false }
    }
}

impl<T> Slot<T> {
    /// Reads what stands after `key`. A key given twice is reported at both places and keeps its first value.
    pub(super) fn fill(
        &mut self,
        key: Key,
        input: ParseStream<'_>,
        diag: &mut Diag,
        read: fn(&Key, ParseStream<'_>) -> Result<T>,
    ) -> Result<()> {
        let value = read(&key, input);
        if let Some(first) = &self.key {
            diag.error(&key.ident, format_args!("`{}` is given twice", key.ident));
            diag.error(first, format_args!("`{first}` is first given here"));
            return value.map(drop);
        }
        self.key = Some(key.ident);
        self.value = Some(value?);
        Ok(())
    }

    /// Notes that a misspelt key most likely meant this one, so that it is not reported as missing too.
    pub(super) fn mean(&mut self) {
        self.meant = true;
    }

    /// Whether the key was given or meant, be its value understood or not.
    pub(crate) fn is_meant(&self) -> bool {
        self.meant || self.key.is_some()
    }

    /// The key where it stands, if it was given.
    pub(crate) fn key(&self) -> Option<&Ident> {
        self.key.as_ref()
    }

    /// The value, if one was given and understood.
    pub(crate) fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// Key and value, for checks that speak of both.
    pub(crate) fn entry(&self) -> Option<(&Ident, &T)> {
        self.key.as_ref().zip(self.value.as_ref())
    }
}
