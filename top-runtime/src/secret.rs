//! The secrets of a call, as types of their own, so that they are never printed and never confused.
//!
//! | data | wiped on drop |
//! |---|---|
//! | app secret, session | yes |
//! | hash states of the app secret | yes |
//! | the session in the text to sign, the form, sockets, TLS, the kernel (for one request) | no |
//!
//! The app secret is in none of the latter.

mod escape;
mod fault;
mod mask;
mod plain;
mod scrub;

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

pub(crate) use fault::fault;
pub use mask::Masker;
pub(crate) use plain::is_surely_clean;
pub use scrub::scrub;

/// The text in place of a secret in all output.
pub(crate) const MASK: &str = "***";

macro_rules! define_secret {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name(Arc<Zeroizing<String>>);

        impl $name {
            /// Wraps a secret. Its memory is wiped when the last clone is dropped.
            pub fn new(text: impl Into<String>) -> Self {
                Self(Arc::new(Zeroizing::new(text.into())))
            }

            /// Returns the secret, to store or send it.
            #[must_use]
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($name)).field(&format_args!("{MASK}")).finish()
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::new(text)
            }
        }
    };
}

define_secret! {
    /// The app secret: the key of every signature. It is never sent.
    ///
    /// ```
    /// use top_runtime::AppSecret;
    /// assert_eq!(format!("{:?}", AppSecret::new("helloworld")), "AppSecret(***)");
    /// ```
    AppSecret
}

define_secret! {
    /// A seller's session: the OAuth access token that the platform calls `session`.
    ///
    /// ```
    /// use top_runtime::SessionKey;
    /// let key = SessionKey::new("6100a1b2c3d4");
    /// assert_eq!(format!("{key:?}"), "SessionKey(***)");
    /// assert_eq!(key.expose(), "6100a1b2c3d4");
    /// ```
    SessionKey
}

/// Whether a name suggests a secret value, which is masked in error texts.
#[must_use]
pub fn is_sensitive(name: &str) -> bool {
    const WORDS: [&str; 5] = ["secret", "session", "token", "password", "passwd"];
    // `random_num`: with the app secret, it reads the keys of protected data.
    WORDS.iter().any(|word| contains_ignoring_case(name.as_bytes(), word.as_bytes()))
        || ["sign", "random_num"].iter().any(|word| name.eq_ignore_ascii_case(word))
        || name.as_bytes().last_chunk::<5>().is_some_and(|end| end.eq_ignore_ascii_case(b"_sign"))
}

/// Whether a text contains a part that is not empty. Allocates nothing, as each failed call examines
/// the names of its parameters.
fn contains_ignoring_case(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part))
}

#[cfg(test)]
mod tests {
    use zeroize::ZeroizeOnDrop;

    use super::*;

    #[test]
    fn secrets_and_hash_states_are_wiped_on_drop() {
        fn assert_wiped<T: ZeroizeOnDrop>() {}
        assert_wiped::<Zeroizing<String>>();
        assert_wiped::<md5::Md5>();
        // The state of HMAC consists of states of its hash.
        assert_wiped::<sha2::Sha256>();
    }
}
