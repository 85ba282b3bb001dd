//! Routes and limits of the service.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Json, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Serialize;
use tokio_util::task::TaskTracker;
use top_runtime::session::WithSession;
use top_runtime::{Error, ScopedClient};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::{DefaultMakeSpan, DefaultOnResponse, HttpMakeClassifier, TraceLayer};
use tracing::{Instrument as _, Level, info, warn};

use crate::api::{ComplaintTicket, CreateComplaintTicket};

/// Largest complaint, in bytes.
const MAX_BODY: usize = 64 * 1024;

/// Timeout of a request: to receive the complaint, to open the ticket and to respond.
pub(crate) const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);

/// Opens tickets for the seller of a session.
#[derive(Clone)]
pub(crate) struct Desk {
    client: ScopedClient<WithSession>,
    calls: TaskTracker,
}

/// Response to a complaint.
#[derive(Serialize)]
struct Opened {
    ticket: Option<String>,
    request_id: String,
}

impl Desk {
    pub(crate) fn new(client: ScopedClient<WithSession>) -> Self {
        Self { client, calls: TaskTracker::new() }
    }

    /// Waits for the calls in progress.
    pub(crate) async fn finish(&self) {
        self.calls.close();
        self.calls.wait().await;
    }

    async fn open(self, create_request: ComplaintTicket) -> Result<Opened, Error> {
        let reply = self.client.execute(&CreateComplaintTicket { create_request }).await;
        let reply = reply.inspect_err(|error| warn!(%error, "no ticket"))?;
        let request_id = reply.request_id().to_owned();
        let ticket = reply.into_inner().ifp_result.ifp_data;
        info!(ticket, request_id, "ticket opened");
        Ok(Opened { ticket, request_id })
    }
}

pub(crate) fn router(desk: Desk) -> Router {
    Router::new()
        .route("/complaints", post(open_ticket))
        .with_state(desk)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, REQUEST_TIMEOUT))
        .layer(log_requests())
        .route("/health", get(async || "ok"))
}

/// A span per request, and a record per response, both at level INFO.
fn log_requests() -> TraceLayer<HttpMakeClassifier> {
    TraceLayer::new_for_http()
        .make_span_with(DefaultMakeSpan::new().level(Level::INFO))
        .on_response(DefaultOnResponse::new().level(Level::INFO))
}

/// Opens a ticket: 201 with its number, or the error's own status.
async fn open_ticket(State(desk): State<Desk>, Json(complaint): Json<ComplaintTicket>) -> Response {
    // A task, as axum drops the handler if the caller hangs up, and the call would be cancelled.
    let calls = desk.calls.clone();
    match calls.spawn(desk.open(complaint).in_current_span()).await {
        Ok(Ok(opened)) => (StatusCode::CREATED, Json(opened)).into_response(),
        Ok(Err(error)) => error.into_response(),
        Err(panic) => {
            warn!(error = %panic, "the call panicked");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
