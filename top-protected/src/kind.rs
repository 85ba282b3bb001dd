//! Kinds of fields.

use std::fmt;

/// What a field contains: the platform's word for it selects the form of the encrypted text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FieldKind {
    /// `phone`: a phone number of at least 11 digits. Only its last 8 digits are encrypted, or all of
    /// them if the last 4 can be searched for.
    Phone,
    /// `nick`: the nick of a buyer.
    Nick,
    /// `receiver_name`: the name of a receiver.
    ReceiverName,
    /// `simple`: other short text.
    Simple,
    /// `search`: text that can always be searched for.
    Search,
    /// `normal`: other text, between U+0001.
    Normal,
}

impl FieldKind {
    /// Returns the platform's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Nick => "nick",
            Self::ReceiverName => "receiver_name",
            Self::Simple => "simple",
            Self::Search => "search",
            Self::Normal => "normal",
        }
    }

    /// Returns the character around and between the parts of an encrypted text.
    pub(crate) fn separator(self) -> char {
        match self {
            Self::Phone => '$',
            Self::Nick | Self::ReceiverName | Self::Simple | Self::Search => '~',
            Self::Normal => '\u{1}',
        }
    }
}

impl fmt::Display for FieldKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
