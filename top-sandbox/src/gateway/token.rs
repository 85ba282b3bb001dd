//! The token endpoint of OAuth 2: a form without a signature.

use hyper::body::Incoming;
use hyper::header::DATE;
use hyper::{Request, Response, StatusCode};
use subtle::ConstantTimeEq as _;
use top_runtime::{Params, Value};

use super::{Gateway, http_date, shift};
use crate::accounts::{Refused, Token};
use crate::connection::ConnectionControl;
use crate::error_response::ErrorResponse;
use crate::fault::FaultedResponse;
use crate::incoming::IncomingRequest;
use crate::protocol::{Protocol, TOKEN_PATH};
use crate::recorded_request::RecordedRequest;
use crate::reply::{Reply, ReplyBody};

/// A refusal: `error` and `error_description` of OAuth 2 (RFC 6749, section 5.2).
struct Refusal {
    error: &'static str,
    description: String,
}

impl Refusal {
    fn new(error: &'static str, description: impl Into<String>) -> Self {
        Self { error, description: description.into() }
    }
}

impl Gateway {
    /// Responds to a request for a token, and records it without a signed text.
    pub(super) async fn respond_to_token_request(
        &self,
        request: Request<Incoming>,
        control: &ConnectionControl,
    ) -> Response<ReplyBody> {
        let (number, request_id) = self.next_id();
        let mut incoming = IncomingRequest::read(request, Protocol::Top, String::new(), None).await;
        TOKEN_PATH.clone_into(&mut incoming.api);
        let fault = self.faults.take(TOKEN_PATH, &incoming.params);
        let now = shift(self.clock.now(), fault.clock_offset());
        let runs = fault.runs_handler();
        let result = match &incoming.error {
            Some(error) => Err(Refusal::new("invalid_request", error.to_string())),
            None if runs => self.issue(&incoming.params, now),
            None => Err(Refusal::new("temporarily_unavailable", "")),
        };
        // A fault of the platform replaces the token, which was issued all the same.
        let result = match fault.error_response() {
            Some(error) => Err(Refusal::new("temporarily_unavailable", error.to_string())),
            None => result,
        };
        let refusal = result.as_ref().err().map(|refusal| {
            ErrorResponse::new(15).with_sub_code(refusal.error).with_sub_msg(&*refusal.description)
        });
        let recorded = RecordedRequest::of_token(&incoming, request_id, self.clock.now(), fault.clone());
        self.recorder.add(number, recorded);
        if runs {
            self.recorder.set_executed(number);
        }
        // A front end or a closed connection replies in place of the endpoint.
        if let Some(refusal) = refusal.filter(|_| runs || fault.error_response().is_some()) {
            self.recorder.set_error(number, refusal);
        }
        let reply = match result {
            Ok(token) => Reply::token(StatusCode::OK, &token.top_reply()),
            Err(Refusal { error, description }) => {
                let members =
                    [("error", Value::from(error)), ("error_description", Value::from(description))];
                Reply::token(StatusCode::BAD_REQUEST, &Value::from_iter(members))
            }
        };
        let reply = reply.with_header(DATE, http_date(now));
        let FaultedResponse { reply, stream_fault } =
            FaultedResponse::new(&fault, reply, || incoming.quote());
        control.set(stream_fault);
        reply.into()
    }

    /// Issues a token. Checks in this order: app, secret, grant, code or refresh token.
    fn issue(&self, params: &Params, now: std::time::SystemTime) -> Result<Token, Refusal> {
        let param = |name: &str| {
            let missing = || Refusal::new("invalid_request", format!("`{name}` is missing"));
            params.get(name).ok_or_else(missing)
        };
        let key = param("client_id")?;
        let secret = param("client_secret")?;
        let app = self.accounts.app(key).filter(|app| {
            let is_equal = app.secret.expose().as_bytes().ct_eq(secret.as_bytes());
            bool::from(is_equal)
        });
        if app.is_none() {
            return Err(Refusal::new("invalid_client", "the sandbox has no app with this key and secret"));
        }
        let ledger = self.accounts.ledger();
        let (name, issued) = match param("grant_type")? {
            "authorization_code" => {
                let code = param("code")?;
                param("redirect_uri")?;
                ("code", ledger.exchange(key, code, now))
            }
            "refresh_token" => ("refresh token", ledger.refresh(key, param("refresh_token")?, now)),
            other => {
                let description = format!("`grant_type` is `{other}`");
                return Err(Refusal::new("unsupported_grant_type", description));
            }
        };
        issued.map_err(|refused| match refused {
            // The platform's own text.
            Refused::TooManyRefreshes => Refusal::new("invalid_grant", refused.reason()),
            _ => Refusal::new("invalid_grant", format!("{name}: {}", refused.reason())),
        })
    }
}
