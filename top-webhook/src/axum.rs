//! Extractors and responses of axum.

use std::error::Error;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRef, FromRequest, OriginalUri, Request};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use top_runtime::TopValue;

use crate::error::VerifyError;
use crate::payload::{PayloadError, Verified};
use crate::reply::Reply;
use crate::request::IncomingRequest;
use crate::verified::VerifiedRequest;
use crate::webhook::Webhook;

/// Code of the reply to verified content that cannot be decoded.
const INVALID_PAYLOAD: &str = "isv.invalid-parameter";

/// The response to a request that an extractor refused.
///
/// To a refused request: [`Webhook::refusal`], equal for all reasons. To verified content that is not
/// of the handler's type: [`Webhook::failure`] with the code `isv.invalid-parameter` and the
/// mistake.
///
/// The extensions of the response contain the reason as `Arc<VerifyError>` or `Arc<PayloadError>`,
/// for a layer that logs it.
#[derive(Debug, Clone)]
pub struct Refused {
    reply: Reply,
    reason: Reason,
}

#[derive(Debug, Clone)]
enum Reason {
    Verify(Arc<VerifyError>),
    Payload(Arc<PayloadError>),
}

impl Refused {
    fn new(webhook: &Webhook, error: VerifyError) -> Self {
        Self { reply: webhook.refusal(), reason: Reason::Verify(Arc::new(error)) }
    }

    fn of_payload(webhook: &Webhook, error: PayloadError) -> Self {
        let reply = webhook.failure(INVALID_PAYLOAD, &error.to_string());
        Self { reply, reason: Reason::Payload(Arc::new(error)) }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = self.reply.into_response();
        match self.reason {
            Reason::Verify(error) => response.extensions_mut().insert(error).is_some(),
            Reason::Payload(error) => response.extensions_mut().insert(error).is_some(),
        };
        response
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let response: http::Response<String> = self.into();
        response.map(Body::from)
    }
}

/// Verifies the request with the [`Webhook`] of the router's state.
///
/// Reads at most [`Verifier::max_body`](crate::Verifier::max_body) bytes of the body, whatever the
/// router's `DefaultBodyLimit`. The path is that of the request line, also in a nested router.
impl<S> FromRequest<S> for VerifiedRequest
where
    Webhook: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        let webhook = Webhook::from_ref(state);
        verify(&webhook, request).await.map_err(|error| Refused::new(&webhook, error))
    }
}

/// Verifies the request and decodes its content.
impl<S, T> FromRequest<S> for Verified<T>
where
    Webhook: FromRef<S>,
    S: Send + Sync,
    T: TopValue,
{
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        let webhook = Webhook::from_ref(state);
        let verified = verify(&webhook, request).await.map_err(|error| Refused::new(&webhook, error))?;
        verified.decode().map_err(|error| Refused::of_payload(&webhook, error))
    }
}

async fn verify(webhook: &Webhook, request: Request) -> Result<VerifiedRequest, VerifyError> {
    let (mut parts, body) = request.into_parts();
    if let Some(OriginalUri(uri)) = parts.extensions.get() {
        parts.uri = uri.clone();
    }
    let body = match read(body, webhook.body_limit()).await {
        Ok(body) => body,
        Err(error) => {
            webhook.report(&error);
            return Err(error);
        }
    };
    webhook.verify(&IncomingRequest::from_parts(&parts, &body)).await
}

async fn read(body: Body, limit: usize) -> Result<Bytes, VerifyError> {
    match Limited::new(body, limit).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if is_too_long(&*error) => Err(VerifyError::BodyTooLong { limit }),
        Err(_) => Err(VerifyError::IncompleteBody),
    }
}

/// Whether an error is, or is caused by, the limit.
fn is_too_long(error: &(dyn Error + 'static)) -> bool {
    error.is::<LengthLimitError>() || error.source().is_some_and(is_too_long)
}
