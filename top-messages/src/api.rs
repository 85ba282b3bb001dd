//! APIs of the platform for messages.

use top_runtime::__v0_1_0::write_message;
use top_runtime::error::Issue;
use top_runtime::{DateTime, File, TopApi, TopMessage, TopValue};

/// Publishes a message: `taobao.tmc.message.produce`.
///
/// ```
/// use top_messages::api::ProduceMessage;
/// use top_runtime::TopMessage;
///
/// #[derive(TopMessage)]
/// #[top_message(topic = "taobao_jds_TradeTrace")]
/// struct TradeTrace {
///     tid: i64,
///     #[top(max_len = 32)]
///     status: String,
/// }
///
/// let traced = TradeTrace { tid: 1, status: "X_LOGISTICS_PRINTED".to_owned() };
/// let request = ProduceMessage::of(&traced)?;
/// assert_eq!(request.topic, "taobao_jds_TradeTrace");
/// assert_eq!(request.content, r#"{"tid":1,"status":"X_LOGISTICS_PRINTED"}"#);
///
/// let issues = ProduceMessage::of(&TradeTrace { tid: 1, status: "X".repeat(33) }).unwrap_err();
/// assert_eq!(issues[0].path, "status");
/// # Ok::<(), Vec<top_runtime::error::Issue>>(())
/// ```
///
/// The session is that of the user whom the message concerns, if the topic asks for one.
#[derive(Debug, Clone, TopApi)]
#[top_api(method = "taobao.tmc.message.produce", response = Accepted)]
pub struct ProduceMessage {
    /// Topic. Limit: 256 bytes.
    #[top(required, max_bytes = 256)]
    pub topic: String,
    /// JSON text with the members of the topic. Limit: 122,880 bytes.
    #[top(required, max_bytes = 122_880)]
    pub content: String,
    /// Additional properties, as JSON text.
    pub ex_content: Option<String>,
    /// File of a member of type `byte[]`: jpg, png, bmp, gif or pdf. Limit of the platform: 1 MiB.
    pub media_content: Option<File>,
    /// Second file.
    pub media_content2: Option<File>,
    /// Third file.
    pub media_content3: Option<File>,
    /// Fourth file.
    pub media_content4: Option<File>,
    /// Fifth file.
    pub media_content5: Option<File>,
    /// Key of the app that receives the message.
    pub target_appkey: Option<String>,
    /// Group that receives the message.
    pub target_group: Option<String>,
    /// Time in milliseconds until the message is delivered.
    #[top(range = 0..=9_223_372_036_854_775_807)]
    pub delay_millis: Option<i64>,
    /// Time in milliseconds after which the message is dropped.
    #[top(range = 0..=9_223_372_036_854_775_807)]
    pub expires_millis: Option<i64>,
}

impl ProduceMessage {
    /// Creates the request for a declared message. Other fields are empty.
    ///
    /// # Errors
    ///
    /// All members that break a rule of their declaration.
    pub fn of<T: TopMessage>(content: &T) -> Result<Self, Vec<Issue>> {
        Ok(Self {
            topic: T::TOPIC.to_owned(),
            content: write_message(content)?,
            ex_content: None,
            media_content: None,
            media_content2: None,
            media_content3: None,
            media_content4: None,
            media_content5: None,
            target_appkey: None,
            target_group: None,
            delay_millis: None,
            expires_millis: None,
        })
    }
}

/// Receives messages: `taobao.tmc.messages.consume`.
///
/// [`Messages::poll`](crate::Messages::poll) calls the API.
#[derive(Debug, Clone, TopApi)]
#[top_api(method = "taobao.tmc.messages.consume", response = Consumed)]
pub struct ConsumeMessages {
    /// Group of users. Without it, the default group.
    #[top(max_len = 32)]
    pub group_name: Option<String>,
    /// Number of messages.
    #[top(range = 10..=200)]
    pub quantity: i64,
}

/// Response of [`ConsumeMessages`].
#[derive(Debug, Clone, TopValue)]
pub struct Consumed {
    /// Messages that wait, oldest first. The platform does not promise the order.
    #[top(item = "tmc_message")]
    pub messages: Vec<ConsumedMessage>,
}

/// A message of [`ConsumeMessages`].
#[derive(Clone, TopValue)]
pub struct ConsumedMessage {
    /// Number of the message.
    pub id: i64,
    /// Topic.
    pub topic: String,
    /// JSON text.
    pub content: Option<String>,
    /// User that the message concerns.
    pub user_id: Option<i64>,
    /// Nick of this user.
    pub user_nick: Option<String>,
    /// Key of the app that published the message.
    pub pub_app_key: Option<String>,
    /// When the message was published.
    pub pub_time: Option<DateTime>,
}

impl std::fmt::Debug for ConsumedMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ConsumedMessage")
            .field("id", &self.id)
            .field("topic", &self.topic)
            .finish_non_exhaustive()
    }
}

/// Confirms messages: `taobao.tmc.messages.confirm`.
#[derive(Debug, Clone, TopApi)]
#[top_api(method = "taobao.tmc.messages.confirm", response = Accepted, idempotent)]
pub struct ConfirmMessages {
    /// Group that the messages came from.
    #[top(max_len = 32)]
    pub group_name: Option<String>,
    /// Numbers of messages that were handled.
    #[top(required, max_items = 200)]
    pub s_message_ids: Vec<i64>,
}

/// Subscribes a user to topics: `taobao.tmc.user.permit`.
#[derive(Debug, Clone, TopApi)]
#[top_api(method = "taobao.tmc.user.permit", session = required, response = Accepted, idempotent)]
pub struct PermitUser {
    /// Topics. **Replaces** the list of the user; if empty, the user has that of the app.
    #[top(max_items = 100)]
    pub topics: Vec<String>,
}

/// Response of APIs that only succeed or fail.
#[derive(Debug, Clone, TopValue)]
pub struct Accepted {
    /// Whether the platform accepted the request. `execute` returns an error if it did not.
    #[top(success)]
    pub is_success: Option<bool>,
}

/// Returns the token of a connection: `taobao.tmc.auth.get`.
#[derive(Debug, Clone, TopApi)]
#[top_api(method = "taobao.tmc.auth.get", response = ConnectionToken, idempotent)]
pub(crate) struct GetConnectionToken {
    pub(crate) group: String,
}

#[derive(TopValue)]
pub(crate) struct ConnectionToken {
    pub(crate) result: String,
}
