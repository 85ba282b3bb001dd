//! The way of one request: read, checked, kept, answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::{Request, Response};
use top_runtime::Clock;

use crate::accounts::Accounts;
use crate::answer::Content;
use crate::arrival::Arrival;
use crate::check::{self, Admitted};
use crate::handler::Handlers;
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::seen::{Log, Seen};

/// Where requests are sent to, as on the platform.
pub(crate) const PATH: &str = "/router/rest";

/// What all requests have in common.
pub(crate) struct Gateway {
    accounts: Accounts,
    handlers: Handlers,
    clock: Arc<dyn Clock>,
    log: Log,
    arrived: AtomicU64,
}

impl Gateway {
    pub(crate) fn new(accounts: Accounts, handlers: Handlers, clock: Arc<dyn Clock>) -> Self {
        Self { accounts, handlers, clock, log: Log::default(), arrived: AtomicU64::new(0) }
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

    pub(crate) fn log(&self) -> &Log {
        &self.log
    }

    /// Answers a request.
    pub(crate) async fn answer(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        if request.uri().path() != PATH {
            return Reply::not_found(request.uri().path()).into();
        }
        let number = self.arrived.fetch_add(1, Ordering::Relaxed) + 1;
        // Thirteen characters of digits and small letters, like the platform's.
        let request_id = format!("sandbox{number:06}");
        let arrival = Arrival::read(request).await;
        let admitted = match &arrival.refused {
            Some(refusal) => Err(refusal.clone()),
            None => check::admit(self, &arrival),
        };
        // It is kept before its handler runs: the caller may not wait for that.
        self.log.add(number, Seen::new(&arrival, &admitted, request_id.clone(), self.clock.now()));
        let form = check::format::of_refusal(&arrival);
        let reply = match admitted {
            Ok(admitted) => carry_out(admitted, arrival, &request_id).await,
            Err(refusal) => Err(refusal),
        };
        let reply = reply.unwrap_or_else(|refusal| {
            let reply = Reply::refused(&refusal, &request_id, form);
            self.log.refuse(number, refusal);
            reply
        });
        reply.into()
    }
}

/// Runs the handler of a request that passed the checks, and writes what it says in the form that was asked for.
async fn carry_out(admitted: Admitted<'_>, arrival: Arrival, request_id: &str) -> Result<Reply, Refusal> {
    let Admitted { handler, form, .. } = admitted;
    let method = arrival.method().to_owned();
    match handler.run(&method, arrival.given, form).await? {
        Content::Root(content) => form.write(&method, content, request_id),
        Content::Body(body) => Ok(Reply::verbatim(body)),
    }
}
