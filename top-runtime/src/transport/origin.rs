//! A transport serves one gateway: no request goes elsewhere, and no reply comes from elsewhere.

use std::fmt;

use reqwest::Url;

use super::TransportError;

/// Parses the URL of a request. Only a transport around this one can have changed its host.
pub(super) fn parse(url: &str, gateway: &Url) -> Result<Url, TransportError> {
    let url = Url::parse(url).map_err(|error| TransportError::not_sent(error).never_retried())?;
    if (url.scheme(), url.host_str(), url.port()) == (gateway.scheme(), gateway.host_str(), gateway.port()) {
        return Ok(url);
    }
    let (to, own) = (Origin(&url), Origin(gateway));
    Err(TransportError::permanent(format!(
        "the request is for {to}, but its transport sends to {own} only: use a transport with that gateway"
    )))
}

/// Refusal of a request whose URL contains session and signature.
pub(super) const SECRET_URL: &str = "an HTTP client of the caller gets no session or signature in a URL, as a redirect would \
                                     pass it on: send the system parameters in the body, and batches without \
                                     `http_client`, as well as documents and APIs that are called by GET";

/// Refuses a URL that contains more than the gateway's, for a client of the caller: on a redirect,
/// reqwest sends the URL as `Referer`.
pub(super) fn refuse_secret_url(url: &Url, gateway: &Url) -> Result<(), TransportError> {
    if url.query() == gateway.query() { Ok(()) } else { Err(TransportError::permanent(SECRET_URL)) }
}

/// Refuses the reply to a request that a client of the caller redirected. `asked` is the URL of the
/// request.
///
/// The session was not sent twice, as the body of a request can be read once. But the reply is not
/// that of the API.
pub(super) fn refuse_redirect(asked: Option<Url>, reply: &reqwest::Response) -> Result<(), TransportError> {
    match asked {
        Some(asked) if asked != *reply.url() => {
            let to = Origin(reply.url());
            let text = format!(
                "the HTTP client followed a redirect to {to}: build it with \
                 `.redirect(reqwest::redirect::Policy::none())`"
            );
            Err(TransportError::maybe_sent(text).never_retried())
        }
        _ => Ok(()),
    }
}

/// Scheme, host and port: the parts of a URL that contain no secret.
struct Origin<'a>(&'a Url);

impl fmt::Display for Origin<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.0.scheme(), self.0.host_str().unwrap_or_default())?;
        self.0.port().map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}
