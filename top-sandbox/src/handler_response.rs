//! Responses of untyped handlers.

use top_runtime::Value;

use crate::error_response::ErrorResponse;

/// The response of an untyped handler ([`SandboxBuilder::on`](crate::SandboxBuilder::on)).
///
/// | converted from | reply |
/// |---|---|
/// | [`Value`], an object | the object under the reply's root, unchanged: lists get no wrappers |
/// | `()` | a root that contains `request_id` only |
/// | `&str`, `String` | the whole body, unchanged: a documented sample, or a malformed reply |
/// | [`ErrorResponse`] | an `error_response` |
/// | `Result<_, ErrorResponse>` of these | either |
///
/// If the request asks for XML, a member becomes an element, and a list one element of the member's
/// name per item; `null` is omitted; items of nested lists are named `item`. To match the platform
/// in both formats, write its list wrappers: `{"errors":{"result_data_do":[..]}}`.
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
pub struct HandlerResponse(Result<ResponseBody, ErrorResponse>);

/// A successful response of a handler.
#[derive(Debug, Clone)]
pub(crate) enum ResponseBody {
    /// Members of the reply's root.
    Root(Value),
    /// The whole body.
    Verbatim(String),
}

impl HandlerResponse {
    pub(crate) fn into_body(self) -> Result<ResponseBody, ErrorResponse> {
        self.0
    }
}

impl From<Value> for HandlerResponse {
    fn from(value: Value) -> Self {
        Self(Ok(ResponseBody::Root(value)))
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
        Self(Ok(ResponseBody::Verbatim(body)))
    }
}

impl From<ErrorResponse> for HandlerResponse {
    fn from(error: ErrorResponse) -> Self {
        Self(Err(error))
    }
}

impl<T: Into<Self>> From<Result<T, ErrorResponse>> for HandlerResponse {
    fn from(result: Result<T, ErrorResponse>) -> Self {
        result.map_or_else(Self::from, Into::into)
    }
}
