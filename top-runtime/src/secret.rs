//! The two secrets of a call, as types of their own so that they are never printed and never swapped.
//!
//! What is wiped when it is dropped: both texts, and the hash states that the app secret went into. What is not: a session in the text to
//! sign, in the form and in what sockets, TLS and the kernel copy of it, which all hold it for a single request; the app secret is in
//! none of these.

mod escape;
mod fault;
mod mask;
mod scrub;

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

pub(crate) use fault::fault;
pub(crate) use mask::Masker;
pub(crate) use scrub::scrub;

/// What stands in the place of a secret wherever one could have been printed.
pub(crate) const MASK: &str = "***";

macro_rules! secret {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name(Arc<Zeroizing<String>>);

        impl $name {
            /// Takes the text over; the copy kept here is wiped when the last clone is dropped.
            pub fn new(text: impl Into<String>) -> Self {
                Self(Arc::new(Zeroizing::new(text.into())))
            }

            /// The text itself, for the few places that must store or send it.
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

secret! {
    /// The app secret: the key of every signature. It is never sent.
    ///
    /// ```
    /// use top_runtime::AppSecret;
    /// assert_eq!(format!("{:?}", AppSecret::new("helloworld")), "AppSecret(***)");
    /// ```
    AppSecret
}

secret! {
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

/// Whether a name is one whose value is better not shown in an error text.
pub(crate) fn is_sensitive(name: &str) -> bool {
    const WORDS: [&str; 5] = ["secret", "session", "token", "password", "passwd"];
    let name = name.to_ascii_lowercase();
    WORDS.iter().any(|word| name.contains(word)) || name == "sign" || name.ends_with("_sign")
}

#[cfg(test)]
mod tests {
    use zeroize::ZeroizeOnDrop;

    use super::*;

    #[test]
    fn what_holds_a_secret_is_wiped() {
        fn wiped<T: ZeroizeOnDrop>() {}
        wiped::<Zeroizing<String>>();
        wiped::<md5::Md5>();
        // HMAC's state is made of the states of its hash.
        wiped::<sha2::Sha256>();
    }
}
