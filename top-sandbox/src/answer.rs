//! What an untyped handler says.

use top_runtime::Value;

use crate::refusal::ErrorResponse;

/// What an untyped handler answers with.
///
/// | from | the reply |
/// |---|---|
/// | [`Value`] | an object that becomes the content of the reply's root, as it is: lists get no wrappers (see below for XML) |
/// | `()` | a root with nothing but `request_id` in it |
/// | `&str`, `String` | the whole body, byte by byte: a sample of a documentation page, or what no gateway should send |
/// | [`ErrorResponse`] | an `error_response` |
/// | `Result` of one of these and [`ErrorResponse`] | either |
///
/// Where XML was asked for, a member becomes an element, a list one element of the member's name for each of its own, `null` is left
/// out, and what nothing names (a list in a list) becomes `item`. So write the wrappers that the platform's lists have, and both
/// forms are as the platform's: `{"errors":{"result_data_do":[..]}}`.
///
/// ```
/// use top_runtime::Value;
/// use top_sandbox::{ErrorResponse, Sandbox};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sandbox = Sandbox::builder()
///     .on("taobao.time.get", |_| Value::from_iter([("time", "2025-11-17 00:00:00".into())]))
///     .on("taobao.itemcats.get", |_| r#"{"itemcats_get_response":{"item_cats":{}}}"#)
///     .on("taobao.user.get", |params| match params.get("nick") {
///         Some(nick) => Ok(Value::from_iter([("nick", nick.into())])),
///         None => Err(ErrorResponse::new(40).with_sub_code("isv.missing-parameter:nick")),
///     })
///     .start()
///     .await?;
/// # drop(sandbox);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct HandlerResponse(Result<Content, ErrorResponse>);

/// What a handler gives when it does not refuse.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// What stands in the reply's root.
    Root(Value),
    /// The whole body.
    Body(String),
}

impl HandlerResponse {
    /// What is to be written.
    pub(crate) fn into_content(self) -> Result<Content, ErrorResponse> {
        self.0
    }
}

impl From<Value> for HandlerResponse {
    fn from(value: Value) -> Self {
        Self(Ok(Content::Root(value)))
    }
}

impl From<()> for HandlerResponse {
    fn from((): ()) -> Self {
        Value::Null.into()
    }
}

impl From<&str> for HandlerResponse {
    fn from(body: &str) -> Self {
        body.to_owned().into()
    }
}

impl From<String> for HandlerResponse {
    fn from(body: String) -> Self {
        Self(Ok(Content::Body(body)))
    }
}

impl From<ErrorResponse> for HandlerResponse {
    fn from(refusal: ErrorResponse) -> Self {
        Self(Err(refusal))
    }
}

impl<T: Into<Self>> From<Result<T, ErrorResponse>> for HandlerResponse {
    fn from(result: Result<T, ErrorResponse>) -> Self {
        result.map_or_else(Self::from, Into::into)
    }
}
