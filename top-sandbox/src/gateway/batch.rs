//! Processing of a batch: its public parameters are checked once, then each call is answered.

use std::time::SystemTime;

use hyper::body::{Bytes, Incoming};
use hyper::header::DATE;
use hyper::{Request, Response};

use super::{Call, Gateway, http_date, shift};
use crate::check;
use crate::connection::ConnectionControl;
use crate::error_response::ErrorResponse;
use crate::fault::{Fault, FaultedResponse};
use crate::incoming::{IncomingBatch, IncomingRequest};
use crate::recorded_request::RecordedRequest;
use crate::reply::{Reply, ReplyBody, ReplyFormat};

impl Gateway {
    /// Responds to a batch. A failed check of the public parameters, and a fault of the platform,
    /// refuse the batch as a whole.
    pub(super) async fn respond_to_batch(
        &self,
        request: Request<Incoming>,
        control: &ConnectionControl,
    ) -> Response<ReplyBody> {
        let batch = IncomingBatch::read(request).await;
        let public = &batch.public;
        let fault = self.faults.take("", &public.params);
        let now = shift(self.clock.now(), fault.clock_offset());
        let reply = match check::admit_batch(&self.accounts, public, now) {
            Ok(format) => self.respond_to_calls(&batch, format, &fault, now).await,
            Err(error) => Err(error),
        };
        let reply = reply.unwrap_or_else(|error| self.refuse_batch(public, error, &fault));
        let reply = reply.with_header(DATE, http_date(now)).with_body_length();
        let FaultedResponse { reply, stream_fault } = FaultedResponse::new(&fault, reply, || public.quote());
        control.set(stream_fault);
        reply.into()
    }

    /// Answers the calls one after another.
    async fn respond_to_calls(
        &self,
        batch: &IncomingBatch,
        format: ReplyFormat,
        fault: &Fault,
        now: SystemTime,
    ) -> Result<Reply, ErrorResponse> {
        let mut bodies = Vec::with_capacity(batch.calls.len());
        for call in &batch.calls {
            bodies.push(self.respond_to_batched_call(call, format, fault, now).await);
        }
        match fault.error_response() {
            Some(error) => Err(error),
            None => Ok(Reply::batch(format, &bodies, &batch.separator)),
        }
    }

    /// Returns the body of the reply to a call. The fault of the batch replaces that of the call.
    async fn respond_to_batched_call(
        &self,
        incoming: &IncomingRequest,
        format: ReplyFormat,
        of_batch: &Fault,
        now: SystemTime,
    ) -> Bytes {
        let (number, request_id) = self.next_id();
        let fault = match of_batch {
            Fault::None => self.faults.take_of_call(&incoming.api),
            fault => fault.clone(),
        };
        let admitted = check::admit_call(&self.handlers, &self.accounts, incoming, format, now);
        let at = self.clock.now();
        let recorded = RecordedRequest::new(incoming, &admitted, request_id.clone(), at, fault.clone());
        let recorded = recorded.without_signed_text();
        self.recorder.add(number, recorded);
        let call = Call { number, request_id: &request_id, fault: &fault };
        let reply = match admitted {
            Ok(admitted) => self.execute(admitted, incoming, &call).await,
            Err(error) => Err(error),
        };
        let reply = reply.unwrap_or_else(|error| {
            let reply = format.write_error(&error, &request_id);
            self.recorder.set_error(number, error);
            reply
        });
        match of_batch {
            Fault::None => FaultedResponse::new(&fault, reply, || incoming.quote()).reply.body,
            _ => reply.body,
        }
    }

    /// Records a batch that is refused as a whole, and returns the reply.
    fn refuse_batch(&self, public: &IncomingRequest, error: ErrorResponse, fault: &Fault) -> Reply {
        let (number, request_id) = self.next_id();
        let reply = check::format::of_error(public).write_error(&error, &request_id);
        let (refused, at) = (Err(error), self.clock.now());
        let recorded = RecordedRequest::new(public, &refused, request_id, at, fault.clone());
        self.recorder.add(number, recorded);
        reply
    }
}
