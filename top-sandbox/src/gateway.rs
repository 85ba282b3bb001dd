//! Processing of one request: read, check, record, respond.

mod batch;
mod token;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hyper::body::Incoming;
use hyper::header::{DATE, HeaderValue};
use hyper::{Request, Response};
use top_runtime::Value;
use top_runtime::clock::Clock;

use crate::accounts::Accounts;
use crate::check::{self, Admitted};
use crate::connection::ConnectionControl;
use crate::error_response::ErrorResponse;
use crate::fault::{Fault, FaultQueue, FaultedResponse};
use crate::handler::{HandlerInput, Handlers};
use crate::handler_response::ResponseBody;
use crate::incoming::IncomingRequest;
use crate::protocol::{Protocol, Route};
use crate::recorded_request::RecordedRequest;
use crate::recorder::Recorder;
use crate::reply::{Reply, ReplyBody};
use crate::uploads::UploadLimit;

/// State shared by all requests.
pub(crate) struct Gateway {
    accounts: Accounts,
    handlers: Handlers,
    clock: Arc<dyn Clock>,
    faults: Arc<FaultQueue>,
    recorder: Recorder,
    received: AtomicU64,
    upload_limit: Option<UploadLimit>,
}

impl Gateway {
    pub(crate) fn new(
        accounts: Accounts,
        handlers: Handlers,
        clock: Arc<dyn Clock>,
        faults: FaultQueue,
        upload_limit: Option<UploadLimit>,
    ) -> Self {
        Self {
            accounts,
            handlers,
            clock,
            faults: Arc::new(faults),
            recorder: Recorder::default(),
            received: AtomicU64::new(0),
            upload_limit,
        }
    }

    pub(crate) fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    pub(crate) fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    pub(crate) fn faults(&self) -> &Arc<FaultQueue> {
        &self.faults
    }

    pub(crate) fn recorder(&self) -> &Recorder {
        &self.recorder
    }

    /// Responds to a request, and passes a fault of the connection to `control`.
    pub(crate) async fn respond(
        &self,
        request: Request<Incoming>,
        control: &ConnectionControl,
    ) -> Response<ReplyBody> {
        control.set(None);
        let path = request.uri().path().to_owned();
        match Route::find(&path) {
            Some(Route::Call { protocol, api_path }) => {
                let api_path = api_path.to_owned();
                self.respond_to_call(request, protocol, api_path, control).await
            }
            Some(Route::Batch) => self.respond_to_batch(request, control).await,
            Some(Route::Token) => self.respond_to_token_request(request, control).await,
            None => Reply::not_found(&path).into(),
        }
    }

    /// Responds to one call.
    async fn respond_to_call(
        &self,
        request: Request<Incoming>,
        protocol: Protocol,
        api_path: String,
        control: &ConnectionControl,
    ) -> Response<ReplyBody> {
        let (number, request_id) = self.next_id();
        let mut incoming = IncomingRequest::read(request, protocol, api_path, self.upload_limit).await;
        incoming.resolve(&self.handlers);
        let fault = self.faults.take(&incoming.api, &incoming.handler_params());
        let now = shift(self.clock.now(), fault.clock_offset());
        let admitted = check::admit(&self.handlers, &self.accounts, &incoming, now);
        // Recorded before the handler runs: the caller may give up before it ends.
        let recorded =
            RecordedRequest::new(&incoming, &admitted, request_id.clone(), self.clock.now(), fault.clone());
        self.recorder.add(number, recorded);
        let error_format = check::format::of_error(&incoming);
        let call = Call { number, request_id: &request_id, fault: &fault };
        let reply = match admitted {
            Ok(admitted) => self.execute(admitted, &incoming, &call).await,
            Err(error) => Err(error),
        };
        let reply = reply.unwrap_or_else(|error| {
            let reply = error_format.write_error(&error, &request_id);
            self.recorder.set_error(number, error);
            reply
        });
        let reply = reply.with_header(DATE, http_date(now)).with_body_length();
        let FaultedResponse { reply, stream_fault } =
            FaultedResponse::new(&fault, reply, || incoming.quote());
        control.set(stream_fault);
        reply.into()
    }

    /// Returns number and id of the next request.
    fn next_id(&self) -> (u64, String) {
        let number = self.received.fetch_add(1, Ordering::Relaxed) + 1;
        // 13 digits and lower-case letters, like the platform's ids.
        (number, format!("sandbox{number:06}"))
    }

    /// Runs the handler, unless a fault replaces it, and encodes its response.
    async fn execute(
        &self,
        admitted: Admitted<'_>,
        incoming: &IncomingRequest,
        call: &Call<'_>,
    ) -> Result<Reply, ErrorResponse> {
        let Admitted { handler, format, .. } = admitted;
        let api = incoming.api.as_str();
        let body = if call.fault.runs_handler() {
            let (recorder, number) = (self.recorder.clone(), call.number);
            let on_exit = move || recorder.set_executed(number);
            let input = HandlerInput { params: incoming.handler_params(), lists: incoming.lists(), format };
            handler.run(api, input, on_exit).await
        } else {
            Ok(ResponseBody::Root(Value::Null))
        };
        if let Some(error) = call.fault.error_response() {
            return Err(error);
        }
        match body? {
            ResponseBody::Root(content) => format.write(api, content, call.request_id),
            ResponseBody::Verbatim(body) => Ok(Reply::verbatim(body)),
        }
    }
}

/// A request in progress.
struct Call<'c> {
    number: u64,
    request_id: &'c str,
    fault: &'c Fault,
}

/// Adds seconds to a time. Returns the time itself on overflow.
fn shift(time: SystemTime, seconds: i64) -> SystemTime {
    let offset = Duration::from_secs(seconds.unsigned_abs());
    let shifted = if seconds < 0 { time.checked_sub(offset) } else { time.checked_add(offset) };
    shifted.unwrap_or(time)
}

/// Returns the value of the header `Date`, which HTTP limits to the years 1970 to 9999.
fn http_date(time: SystemTime) -> HeaderValue {
    const MAX: Duration = Duration::from_secs(253_402_300_799);
    let time = time.clamp(UNIX_EPOCH, UNIX_EPOCH + MAX);
    HeaderValue::try_from(httpdate::fmt_http_date(time)).unwrap_or(HeaderValue::from_static(""))
}
