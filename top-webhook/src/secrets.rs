//! Apps whose callbacks are accepted.

use std::fmt;

use top_runtime::AppSecret;

use crate::quoting::quote;

/// App keys with their secrets. An app may have several secrets while a secret is replaced.
///
/// ```
/// use top_webhook::AppSecrets;
///
/// # fn main() -> Result<(), top_webhook::InvalidSecret> {
/// let secrets = AppSecrets::new("12345678", "new secret")?.with("12345678", "old secret")?;
/// assert_eq!(format!("{secrets:?}"), r#"AppSecrets(["12345678", "12345678"])"#);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct AppSecrets(Vec<AppKey>);

/// An app key with one of its secrets.
#[derive(Clone)]
pub(crate) struct AppKey {
    pub(crate) key: String,
    pub(crate) secret: AppSecret,
}

impl AppSecrets {
    /// Creates a list of one app.
    ///
    /// # Errors
    ///
    /// The key or the secret is blank: anybody can sign with an empty secret.
    pub fn new(app_key: impl Into<String>, secret: impl Into<AppSecret>) -> Result<Self, InvalidSecret> {
        Self(Vec::new()).with(app_key, secret)
    }

    /// Adds another app, or another secret of an app.
    ///
    /// # Errors
    ///
    /// The key or the secret is blank.
    pub fn with(
        mut self,
        app_key: impl Into<String>,
        secret: impl Into<AppSecret>,
    ) -> Result<Self, InvalidSecret> {
        let (key, secret) = (app_key.into(), secret.into());
        if key.trim().is_empty() || secret.expose().trim().is_empty() {
            return Err(InvalidSecret { app_key: key });
        }
        self.0.push(AppKey { key, secret });
        Ok(self)
    }

    /// Returns the apps with this key, or all apps without a key.
    pub(crate) fn candidates(&self, app_key: Option<&str>) -> Vec<&AppKey> {
        self.0.iter().filter(|app| app_key.is_none_or(|key| app.key == key)).collect()
    }
}

impl fmt::Debug for AppSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<_> = self.0.iter().map(|app| &app.key).collect();
        f.debug_tuple("AppSecrets").field(&keys).finish()
    }
}

/// The error of an app whose key or secret is blank, such as an unset environment variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidSecret {
    app_key: String,
}

impl fmt::Display for InvalidSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.app_key.trim().is_empty() {
            return f.write_str("the app key is blank: set the key from the app's page in the console");
        }
        write!(f, "the secret of app {} is blank: anybody could sign with this secret", quote(&self.app_key))
    }
}

impl std::error::Error for InvalidSecret {}
