//! Sends the calls of a batch in one HTTP request. Bans, rate limits, retries and observers apply to
//! each call, as if it were sent alone.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Client, ClientInner, PendingCall};
use crate::SessionKey;
use crate::client::{CallOptions, header};
use crate::error::{Context, Error};
use crate::reply::TextResponse;
use crate::reply::batch::{BATCH, split_replies};
use crate::reply::receive::RawResponse;
use crate::request::batch::{SignedBatch, TEXT};
use crate::transport::{Body, HttpRequest, ParamPlacement, TransportError};

/// Settings that the requests of a batch share.
pub(in crate::client) struct BatchSettings {
    pub(in crate::client) client: Client,
    pub(in crate::client) options: CallOptions,
    pub(in crate::client) address: String,
}

/// A call of a batch.
pub(in crate::client) struct BatchCall {
    /// Position in the batch.
    pub(in crate::client) index: usize,
    /// System parameter `v`, which all calls of a request share.
    pub(in crate::client) version: &'static str,
    pub(in crate::client) call: Box<PendingCall>,
}

impl BatchCall {
    /// Returns the session of the call if it is not that of the batch.
    pub(in crate::client) fn own_session(&self, batch: &CallOptions) -> Option<SessionKey> {
        let expose = SessionKey::expose;
        let own = self.call.options.session.as_ref()?;
        (Some(own.expose()) != batch.session.as_ref().map(expose)).then(|| own.clone())
    }
}

/// A call after an attempt: its reply, or why there is none.
pub(in crate::client) type Attempted = (BatchCall, Result<TextResponse, Error>);

impl BatchSettings {
    /// Waits, then sends the calls once. Those that a ban or a rate limit refuses are left out.
    pub(in crate::client) async fn attempt_after(
        self: Arc<Self>,
        wait: Duration,
        mut calls: Vec<BatchCall>,
    ) -> Vec<Attempted> {
        if !wait.is_zero() {
            self.pause(wait, &mut calls).await;
        }
        let mut refused = Vec::new();
        let mut admitted = Vec::with_capacity(calls.len());
        for mut call in calls {
            call.call.start();
            match call.call.check_ban() {
                Ok(()) => admitted.push(call),
                Err(error) => refused.push((call, Err(error))),
            }
        }
        #[cfg(feature = "rate-limit")]
        self.wait_for_slots(&mut admitted, &mut refused).await;
        if admitted.is_empty() {
            return refused;
        }
        let results = self.send(&mut admitted).await;
        let error = match results {
            Ok(replies) => {
                refused.extend(admitted.into_iter().zip(replies));
                return refused;
            }
            Err(error) => error.of_batch(),
        };
        refused.extend(admitted.into_iter().map(|call| {
            let error = error.copy_for(&call.call.method);
            (call, Err(error))
        }));
        refused
    }

    /// Sends the calls in one request.
    ///
    /// # Errors
    ///
    /// The error of the whole batch.
    async fn send(&self, calls: &mut [BatchCall]) -> Result<Vec<Result<TextResponse, Error>>, Error> {
        let inner = &*self.client.0;
        let attempt_timeouts = calls.iter_mut().map(|call| call.call.start_attempt());
        let timeout = attempt_timeouts.min().unwrap_or(inner.config.timeout);
        #[cfg(feature = "reqwest")]
        let reserved = match inner.transport.reserve(timeout) {
            Some(reservation) => Some(reservation.wait().await.map_err(lost)?),
            None => None,
        };
        let SignedBatch { url, body, .. } = self.sign(calls)?;
        let request = HttpRequest {
            method: http::Method::POST,
            url,
            headers: header::of_request(&self.options.headers, &inner.headers, TEXT),
            body: Body::from(body),
            timeout,
            #[cfg(feature = "reqwest")]
            reserved,
        };
        let mut response = inner.transport.send(request).await.map_err(lost)?;
        for call in &mut *calls {
            call.call.watch.set_status(response.status);
        }
        let raw = RawResponse::read(&mut response, inner.config.max_body).await;
        let raw = raw.map_err(|error| lost(TransportError::maybe_sent(error)))?;
        let response = raw.into_text(BATCH.into(), inner.config.simplify, inner.platform.main())?;
        split_replies(response, calls.iter().map(|call| &call.call.method))
    }

    /// Signs the calls with the current timestamp.
    fn sign(&self, calls: &mut [BatchCall]) -> Result<SignedBatch, Error> {
        let inner = &*self.client.0;
        let skew = inner.skew.seconds();
        let session = self.session_in_url(calls);
        let version = calls.first().map_or("2.0", |call| call.version);
        let public = self.client.batch_params(&self.options, session, version)?;
        let signed = SignedBatch::new(
            &public,
            calls.iter().map(|call| &call.call.params),
            session.map(SessionKey::expose),
            &inner.signer,
            &self.address,
        );
        for call in calls {
            call.call.skew = skew;
            call.call.sign = Some(signed.sign.clone());
        }
        Ok(signed)
    }

    /// Returns the session for the URL. By default the session is in the body, once per call: URLs
    /// are often logged. A session in the URL applies to every call, so that each must have one.
    fn session_in_url(&self, calls: &[BatchCall]) -> Option<&SessionKey> {
        let session = self.options.session.as_ref()?;
        let has_session = |call: &BatchCall| {
            call.call.params.iter().any(|(name, _, is_system)| is_system && name == "session")
        };
        let is_common =
            self.client.0.config.placement == ParamPlacement::Query && calls.iter().all(has_session);
        is_common.then_some(session)
    }

    /// Waits by the client's clock, for all calls together.
    async fn pause(&self, wait: Duration, calls: &mut [BatchCall]) {
        let ClientInner { clock, time, .. } = &*self.client.0;
        let (started, end) = (Instant::now(), time.now().saturating_add(wait));
        clock.sleep(wait).await;
        time.advance_to(end);
        for call in calls {
            call.call.state.book_wait(wait, started);
        }
    }

    /// Takes the slots of each call, then checks the bans again. A call whose slot is after its
    /// deadline, or that a ban covers, is moved to `refused`.
    #[cfg(feature = "rate-limit")]
    async fn wait_for_slots(&self, calls: &mut Vec<BatchCall>, refused: &mut Vec<Attempted>) {
        let (mut next, mut taken, mut has_waited) = (0, 0, false);
        while let Some(call) = calls.get_mut(next) {
            match call.call.next_slot(&mut taken).await {
                Ok(Some(wait)) => {
                    self.pause(wait, calls).await;
                    has_waited = true;
                    continue;
                }
                Ok(None) => next += 1,
                Err(error) => refused.push((calls.remove(next), Err(error))),
            }
            taken = 0;
        }
        if has_waited {
            for call in std::mem::take(calls) {
                match call.call.check_ban() {
                    Ok(()) => calls.push(call),
                    Err(error) => refused.push((call, Err(error))),
                }
            }
        }
    }
}

fn lost(error: TransportError) -> Error {
    Error::new(Context::new(BATCH), error)
}
