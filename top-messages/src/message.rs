//! Messages as handlers receive them.

mod receive;

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use top_runtime::__v0_1_0::read_message;
use top_runtime::error::Issue;
use top_runtime::{Millis, TopMessage, Value};

use crate::error::HandlerError;

/// A message: its content as `T`, and what the platform tells about the message.
///
/// Dereferences to the content. `Message` without a type parameter is a message of any topic, with
/// its content as text: [`read`](Message::read) decodes the content.
#[derive(Clone)]
pub struct Message<T = ()> {
    content: T,
    issues: Vec<Issue>,
    head: Arc<Head>,
}

/// Members that a message of any topic has.
pub(crate) struct Head {
    pub(crate) id: i64,
    pub(crate) topic: String,
    pub(crate) content: String,
    pub(crate) user_id: Option<i64>,
    pub(crate) nick: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) data_id: Option<String>,
    pub(crate) published: Option<Millis>,
    pub(crate) sent: Option<Millis>,
    pub(crate) redeliveries: u32,
}

impl Message {
    pub(crate) fn new(head: Head) -> Self {
        Self { content: (), issues: Vec::new(), head: Arc::new(head) }
    }

    /// Decodes the content.
    ///
    /// # Errors
    ///
    /// The content is not JSON, or a field without `Option` cannot be decoded. The error is
    /// permanent: the content will not change.
    pub fn read<T: TopMessage>(&self) -> Result<Message<T>, HandlerError> {
        let (content, issues) = read_message(&self.head.content)
            .map_err(|issue| HandlerError::permanent(format!("the content of the message: {issue}")))?;
        Ok(Message { content, issues, head: Arc::clone(&self.head) })
    }

    /// Parses the content as an untyped value.
    ///
    /// # Errors
    ///
    /// The content is not JSON.
    pub fn value(&self) -> Result<Value, HandlerError> {
        self.head.content.parse::<Value>().map_err(HandlerError::permanent)
    }
}

impl<T> Message<T> {
    /// Returns the number of the message. The platform sends a message that is not confirmed again,
    /// with the same number.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.head.id
    }

    /// Returns the topic, such as `taobao_trade_TradeCreate`.
    #[must_use]
    pub fn topic(&self) -> &str {
        &self.head.topic
    }

    /// Returns the content as it came: JSON text, after decompression.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.head.content
    }

    /// Returns the number of the user that the message concerns.
    #[must_use]
    pub fn user_id(&self) -> Option<i64> {
        self.head.user_id
    }

    /// Returns the nick of the user that the message concerns.
    #[must_use]
    pub fn nick(&self) -> Option<&str> {
        self.head.nick.as_deref()
    }

    /// Returns the key of the app that published the message.
    #[must_use]
    pub fn publisher(&self) -> Option<&str> {
        self.head.publisher.as_deref()
    }

    /// Returns the platform's number of the data that the message reports, if there is one.
    #[must_use]
    pub fn data_id(&self) -> Option<&str> {
        self.head.data_id.as_deref()
    }

    /// Returns when the message was published.
    #[must_use]
    pub fn published(&self) -> Option<Millis> {
        self.head.published
    }

    /// Returns when the platform sent the message. `None` for messages of the API.
    #[must_use]
    pub fn sent(&self) -> Option<Millis> {
        self.head.sent
    }

    /// Returns how often the message was sent before, as far as the platform tells.
    #[must_use]
    pub fn redeliveries(&self) -> u32 {
        self.head.redeliveries
    }

    /// Returns the optional fields and list elements of the content that could not be decoded.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// Returns the content, dropping the rest.
    #[must_use]
    pub fn into_content(self) -> T {
        self.content
    }
}

impl<T> Deref for Message<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.content
    }
}

impl<T> fmt::Debug for Message<T> {
    /// Formats number and topic. The content may be personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("id", &self.id())
            .field("topic", &self.topic())
            .finish_non_exhaustive()
    }
}
