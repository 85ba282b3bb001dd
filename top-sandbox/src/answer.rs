//! What an untyped handler says.

use top_runtime::Value;

use crate::refusal::Refusal;

/// What an untyped handler answers with.
///
/// | from | the reply |
/// |---|---|
/// | [`Value`] | an object that becomes the content of the reply's root, as it is: lists get no wrappers (see below for XML) |
/// | `()` | a root with nothing but `request_id` in it |
/// | `&str`, `String` | the whole body, byte by byte: a sample of a documentation page, or what no gateway should send |
/// | [`Refusal`] | an `error_response` |
/// | `Result` of one of these and [`Refusal`] | either |
///
/// Where XML was asked for, a member becomes an element, a list one element of the member's name for each of its own, `null` is left
/// out, and what nothing names (a list in a list) becomes `item`. So write the wrappers that the platform's lists have, and both
/// forms are as the platform's: `{"errors":{"result_data_do":[..]}}`.
///
/// ```
/// use top_runtime::Value;
/// use top_sandbox::{Refusal, Sandbox};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sandbox = Sandbox::builder()
///     .on("taobao.time.get", |_| Value::from_iter([("time", "2025-11-17 00:00:00".into())]))
///     .on("taobao.itemcats.get", |_| r#"{"itemcats_get_response":{"item_cats":{}}}"#)
///     .on("taobao.user.get", |params| match params.get("nick") {
///         Some(nick) => Ok(Value::from_iter([("nick", nick.into())])),
///         None => Err(Refusal::new(40).with_sub_code("isv.missing-parameter:nick")),
///     })
///     .start()
///     .await?;
/// # drop(sandbox);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Answer(Result<Content, Refusal>);

/// What a handler gives when it does not refuse.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// What stands in the reply's root.
    Root(Value),
    /// The whole body.
    Body(String),
}

impl Answer {
    /// What is to be written.
    pub(crate) fn into_content(self) -> Result<Content, Refusal> {
        self.0
    }
}

impl From<Value> for Answer {
    fn from(value: Value) -> Self {
        Self(Ok(Content::Root(value)))
    }
}

impl From<()> for Answer {
    fn from((): ()) -> Self {
        Value::Null.into()
    }
}

impl From<&str> for Answer {
    fn from(body: &str) -> Self {
        body.to_owned().into()
    }
}

impl From<String> for Answer {
    fn from(body: String) -> Self {
        Self(Ok(Content::Body(body)))
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        Self(Err(refusal))
    }
}

impl<T: Into<Self>> From<Result<T, Refusal>> for Answer {
    fn from(result: Result<T, Refusal>) -> Self {
        result.map_or_else(Self::from, Into::into)
    }
}
