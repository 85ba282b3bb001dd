//! With recorded calls. `RECORD=1` records them again, into an empty `tests/recordings`: here at the
//! local gateway, in a project of your own at the platform.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use top_example_shop::{ComplaintDesk, CreateComplaintTicket, IfpResult, OpenError, TicketCreated};
use top_replay::{Recorder, Replay};
use top_runtime::{Client, SessionKey};
use top_sandbox::Sandbox;

use crate::ticket;

fn recordings() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings")
}

/// Opens two tickets for one trade: the platform accepts the first.
async fn open_twice(desk: &ComplaintDesk) {
    assert_eq!(desk.open(ticket()).await.unwrap().as_deref(), Some("10001"));
    let error = desk.open(ticket()).await.unwrap_err();
    assert!(matches!(&error, OpenError::Rejected(reason) if reason == "该交易已有工单"), "{error}");
}

#[tokio::test]
async fn second_ticket_of_a_trade_is_rejected() {
    if std::env::var_os("RECORD").is_some() {
        record().await;
    }
    let replay = Replay::open(recordings()).unwrap();
    let client = Client::builder("any", "any").transport(replay.clone()).build().unwrap();
    open_twice(&ComplaintDesk::new(&client, &SessionKey::new("any"))).await;
    assert_eq!(replay.unused(), [""; 0], "calls that the desk no longer makes");
}

async fn record() {
    let is_open = AtomicBool::new(false);
    let open = move |_: CreateComplaintTicket| {
        let accepted = !is_open.swap(true, Ordering::Relaxed);
        let ifp_result = IfpResult {
            ifp_code: (!accepted).then(|| "TICKET_EXISTS".to_owned()),
            ifp_data: accepted.then(|| "10001".to_owned()),
            ifp_success: Some(accepted),
            desc: (!accepted).then(|| "该交易已有工单".to_owned()),
        };
        TicketCreated { ifp_result }
    };
    let sandbox = Sandbox::builder().reply::<CreateComplaintTicket>(open).start().await.unwrap();
    let recorder = Recorder::open(recordings()).unwrap();
    let client = sandbox.client_builder().wrap_transport(recorder.wrapper()).build().unwrap();
    open_twice(&ComplaintDesk::new(&client, &sandbox.session())).await;
    assert_eq!(recorder.finish().unwrap(), 2);
}
