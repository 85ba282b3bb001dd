//! The type-erased part of a batch: requests one after another, each with its retries.

mod options;
mod params;
mod slots;

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll, ready};
use std::time::Duration;

pub(crate) use options::OwnOptions;
use slots::IncomingReply;
pub(crate) use slots::{ErasedSlot, Slot, Slots};

use super::send::PendingCall;
use super::send::batch::{Attempted, BatchCall, BatchSettings};
use super::watch::Watch;
use super::{CallOptions, Client};
use crate::SessionKey;
use crate::codec::params::Params;
use crate::error::{Context, Error};
use crate::issue::Issue;
use crate::reply::ReplyMeta;
use crate::reply::batch::BATCH;
use crate::request::Request;
use crate::request::batch::batch_address;
use crate::request::canonical::CanonicalParams;
use crate::secret::Masker;
use crate::spec::{ApiSpec, DEFAULT_VERSION};
use crate::transport::{BoxFuture, TransportError};

/// Default number of calls in a request. No public document has the platform's limit; 20 is the
/// number that is commonly told.
const MAX_CALLS: usize = 20;

/// A batch whose calls are encoded.
pub struct ErasedBatch {
    client: Client,
    options: CallOptions,
    max_calls: usize,
    len: usize,
    /// Calls that were not sent yet.
    queue: VecDeque<BatchCall>,
    /// Calls that violate their own rules.
    invalid: Vec<(usize, Error)>,
    settings: Option<Arc<BatchSettings>>,
    attempt: Option<BoxFuture<'static, Vec<Attempted>>>,
    /// Error of a request that failed as a whole. No further one is sent.
    failure: Option<Error>,
    /// Whether any call has a result of its own.
    is_answered: bool,
}

impl ErasedBatch {
    pub(crate) fn new(client: &Client, options: &CallOptions) -> Self {
        Self {
            client: client.clone(),
            options: options.clone(),
            max_calls: MAX_CALLS,
            len: 0,
            queue: VecDeque::new(),
            invalid: Vec::new(),
            settings: None,
            attempt: None,
            failure: None,
            is_answered: false,
        }
    }

    pub(crate) fn set_max_calls(&mut self, calls: usize) {
        self.max_calls = calls.max(1);
    }

    /// Number of calls.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Appends a declared request.
    pub(crate) fn push_declared(&mut self, spec: &ApiSpec, request: &dyn Request, own: OwnOptions<'_>) {
        let options = own.of_call(&self.options);
        let params = self.client.declared_part(spec, &options, request);
        let (method, version) = (Cow::Borrowed(spec.method()), spec.protocol_version());
        self.push(method, version, spec.is_idempotent(), options, params);
    }

    /// Appends a call of an undeclared API.
    pub(crate) fn push_untyped(&mut self, method: &str, params: &Params, own: OwnOptions<'_>) {
        let options = own.of_call(&self.options);
        let params = self.client.untyped_part(method, &options, params);
        self.push(Cow::Owned(method.to_owned()), DEFAULT_VERSION, false, options, params);
    }

    fn push(
        &mut self,
        method: Cow<'static, str>,
        version: &'static str,
        is_idempotent: bool,
        options: CallOptions,
        params: Result<CanonicalParams, Error>,
    ) {
        let index = self.len;
        self.len += 1;
        match params.and_then(|params| self.without_files(&method, params)) {
            Ok(params) => {
                let call = PendingCall::new(self.client.clone(), method, is_idempotent, options, params);
                self.queue.push_back(BatchCall { index, version, call: Box::new(call) });
            }
            Err(error) => self.invalid.push((index, error)),
        }
    }

    /// Refuses files: the protocol has no place for them.
    fn without_files(&self, method: &str, params: CanonicalParams) -> Result<CanonicalParams, Error> {
        if params.files.is_empty() {
            return Ok(params);
        }
        let expected = "a value that is text: a batch cannot contain files, execute this request alone";
        let issues = params.files.iter().map(|(name, _)| Issue::at(name, expected, "a file")).collect();
        Err(self.options.rejected(self.client.0.signer.secret().expose(), method, issues))
    }

    /// Sends the calls, and stores each result in its slot.
    ///
    /// # Errors
    ///
    /// A request failed as a whole, and no call has a result of its own.
    pub(crate) fn poll(
        &mut self,
        cx: &mut TaskContext<'_>,
        slots: &mut dyn Slots,
    ) -> Poll<Result<(), Error>> {
        for (index, error) in self.invalid.drain(..) {
            Watch::refuse(&self.client, &error);
            self.is_answered = true;
            if let Some(slot) = slots.slot(index) {
                slot.fail(error);
            }
        }
        loop {
            match &mut self.attempt {
                Some(attempt) => {
                    let attempted = ready!(attempt.as_mut().poll(cx));
                    self.attempt = self.evaluate(attempted, slots);
                }
                None if self.failure.is_some() || self.queue.is_empty() => {
                    self.fail_unsent(slots);
                    let failure = self.failure.take().filter(|_| !self.is_answered);
                    return Poll::Ready(failure.map_or(Ok(()), Err));
                }
                None => self.attempt = Some(self.next_request()?),
            }
        }
    }

    /// Stores the errors of the calls that are not sent, as an earlier request failed.
    fn fail_unsent(&mut self, slots: &mut dyn Slots) {
        for BatchCall { index, call, .. } in self.queue.drain(..) {
            let cause = TransportError::not_sent("an earlier request of the batch failed as a whole");
            let error = Error::new(Context::new(call.method()), cause).of_batch();
            Watch::refuse(&self.client, &error);
            if let Some(slot) = slots.slot(index) {
                slot.fail(error);
            }
        }
    }

    /// Starts the next request, of calls with one protocol version.
    fn next_request(&mut self) -> Result<BoxFuture<'static, Vec<Attempted>>, Error> {
        let settings = match &self.settings {
            Some(settings) => Arc::clone(settings),
            None => self.settings.insert(Arc::new(self.settings()?)).clone(),
        };
        let version = self.queue.front().map(|call| call.version);
        let calls = self.queue.iter().take(self.max_calls);
        let count = calls.take_while(|call| Some(call.version) == version).count();
        let calls = self.queue.drain(..count).collect();
        Ok(Box::pin(settings.attempt_after(Duration::ZERO, calls)))
    }

    fn settings(&self) -> Result<BatchSettings, Error> {
        let (client, options) = (self.client.clone(), self.options.clone());
        let platform = client.0.platform;
        let address = batch_address(&client.0.gateway).filter(|_| platform.batches).ok_or_else(|| {
            let issue = if platform.batches {
                let expected =
                    "an address whose path ends with `/rest`, for batches with `/batch` in its place";
                Issue::at("gateway", expected, "another path")
            } else {
                let found = format!("a gateway of {}, which has no batches", platform.main().name);
                Issue::at("gateway", "a gateway of TOP: execute these requests one by one", found)
            };
            let secret = client.0.signer.secret().expose();
            options.rejected(secret, BATCH, vec![issue]).of_batch()
        })?;
        Ok(BatchSettings { client, options, address })
    }

    /// Stores results. Returns the next attempt of the calls that are sent again, if any.
    fn evaluate(
        &mut self,
        attempted: Vec<Attempted>,
        slots: &mut dyn Slots,
    ) -> Option<BoxFuture<'static, Vec<Attempted>>> {
        let mut again = Vec::new();
        let mut longest = Duration::ZERO;
        // A reply may repeat the session of another call.
        let sessions: Vec<_> =
            attempted.iter().filter_map(|(call, _)| call.own_session(&self.options)).collect();
        let others = || Masker::new(sessions.iter().map(SessionKey::expose));
        for (BatchCall { index, version, mut call }, response) in attempted {
            let Some(slot) = slots.slot(index) else { continue };
            let span = call.span();
            let _entered = span.enter();
            let mut accept = |meta: &mut ReplyMeta| {
                meta.mask(|| call.secrets());
                meta.mask(others);
                meta.set_attempts(call.attempts());
                call.finish(meta);
            };
            let result =
                response.and_then(|response| slot.decode(IncomingReply { response, accept: &mut accept }));
            let Err(mut error) = result else {
                self.is_answered = true;
                continue;
            };
            error.mask(|| call.secrets());
            error.mask(others);
            match call.plan_retry(error) {
                Ok(wait) => {
                    longest = longest.max(wait);
                    again.push(BatchCall { index, version, call });
                }
                Err(error) => {
                    if error.is_of_batch() {
                        self.failure.get_or_insert_with(|| error.copy_for(BATCH));
                    } else {
                        self.is_answered = true;
                    }
                    slot.fail(error);
                }
            }
        }
        again.sort_unstable_by_key(|call| call.index);
        let settings = self.settings.as_ref().filter(|_| !again.is_empty())?;
        Some(Box::pin(Arc::clone(settings).attempt_after(longest, again)))
    }
}
