//! The way of one request: read, checked, kept, answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hyper::body::Incoming;
use hyper::header::{DATE, HeaderValue};
use hyper::{Request, Response};
use top_runtime::Value;
use top_runtime::clock::Clock;

use crate::accounts::Accounts;
use crate::answer::Content;
use crate::arrival::Arrival;
use crate::check::{self, Admitted};
use crate::fault::{Fault, Script, Spoilt};
use crate::handler::Handlers;
use crate::refusal::ErrorResponse;
use crate::reply::{self, Reply};
use crate::seen::{Log, RecordedRequest};
use crate::wire::Line;

/// Where requests are sent to, as on the platform.
pub(crate) const PATH: &str = "/router/rest";

/// What all requests have in common.
pub(crate) struct Gateway {
    accounts: Accounts,
    handlers: Handlers,
    clock: Arc<dyn Clock>,
    script: Arc<Script>,
    log: Log,
    arrived: AtomicU64,
}

impl Gateway {
    pub(crate) fn new(accounts: Accounts, handlers: Handlers, clock: Arc<dyn Clock>, script: Script) -> Self {
        let script = Arc::new(script);
        Self { accounts, handlers, clock, script, log: Log::default(), arrived: AtomicU64::new(0) }
    }

    pub(crate) fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    pub(crate) fn handlers(&self) -> &Handlers {
        &self.handlers
    }

    pub(crate) fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    pub(crate) fn script(&self) -> &Arc<Script> {
        &self.script
    }

    pub(crate) fn log(&self) -> &Log {
        &self.log
    }

    /// Answers a request, and tells its connection what to do with the answer.
    pub(crate) async fn answer(&self, request: Request<Incoming>, line: &Line) -> Response<reply::Content> {
        line.set(None);
        if request.uri().path() != PATH {
            return Reply::not_found(request.uri().path()).into();
        }
        let number = self.arrived.fetch_add(1, Ordering::Relaxed) + 1;
        // Thirteen characters of digits and small letters, like the platform's.
        let request_id = format!("sandbox{number:06}");
        let arrival = Arrival::read(request).await;
        let fault = self.script.fault(&arrival.given);
        let now = shifted(self.clock.now(), fault.clock());
        let admitted = match &arrival.refused {
            Some(refusal) => Err(refusal.clone()),
            None => check::admit(self, &arrival, now),
        };
        // It is kept before its handler runs: the caller may not wait for that.
        let seen =
            RecordedRequest::new(&arrival, &admitted, request_id.clone(), self.clock.now(), fault.clone());
        self.log.add(number, seen);
        let form = check::format::of_refusal(&arrival);
        let call = Call { number, request_id: &request_id, fault: &fault };
        let reply = match admitted {
            Ok(admitted) => self.carry_out(admitted, &arrival, &call).await,
            Err(refusal) => Err(refusal),
        };
        let reply = reply.unwrap_or_else(|refusal| {
            let reply = Reply::refused(&refusal, &request_id, form);
            self.log.refuse(number, refusal);
            reply
        });
        let reply = reply.with_header(DATE, date(now));
        let Spoilt { reply, plan } = Spoilt::new(&fault, reply, || arrival.quoted());
        line.set(plan);
        reply.into()
    }

    /// Runs the handler of a request that passed the checks, unless a fault comes before it, and writes what it says in the form that
    /// was asked for.
    async fn carry_out(
        &self,
        admitted: Admitted<'_>,
        arrival: &Arrival,
        call: &Call<'_>,
    ) -> Result<Reply, ErrorResponse> {
        let Admitted { handler, form, .. } = admitted;
        let (fault, executed) = call.fault.parts();
        let content = if executed {
            let (log, number) = (self.log.clone(), call.number);
            handler.run(arrival.method(), arrival.given.clone(), form, move || log.execute(number)).await
        } else {
            Ok(Content::Root(Value::Null))
        };
        if let Some(refusal) = fault.refusal() {
            return Err(refusal);
        }
        match content? {
            Content::Root(content) => form.write(arrival.method(), content, call.request_id),
            Content::Body(body) => Ok(Reply::verbatim(body)),
        }
    }
}

/// A request that is being answered.
struct Call<'c> {
    number: u64,
    request_id: &'c str,
    fault: &'c Fault,
}

/// A moment so many seconds later; the moment itself where there is no such.
fn shifted(time: SystemTime, seconds: i64) -> SystemTime {
    let by = Duration::from_secs(seconds.unsigned_abs());
    let moved = if seconds < 0 { time.checked_sub(by) } else { time.checked_add(by) };
    moved.unwrap_or(time)
}

/// The value of the header `Date`. HTTP has no years before 1970 and after 9999.
fn date(time: SystemTime) -> HeaderValue {
    const LAST: Duration = Duration::from_secs(253_402_300_799);
    let time = time.clamp(UNIX_EPOCH, UNIX_EPOCH + LAST);
    HeaderValue::try_from(httpdate::fmt_http_date(time)).unwrap_or(HeaderValue::from_static(""))
}
