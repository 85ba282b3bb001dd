//! Replies of the sandbox in each form, over sockets.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use top_examples::{appeal, case_update, complaint_ticket, mediation_result, settlement};
use top_runtime::server::FromParams;
use top_runtime::session::{Permits, WithSession};
use top_runtime::{Format, TopApi};
use top_sandbox::Sandbox;

use crate::ask::{FORMS, Form};
use crate::carried::carried;
use crate::draw::{Draw, Source};
use crate::property::tree;

/// Number of values for each response.
const VALUES: u64 = 8;

/// Asserts that a client of each form receives the handler's response.
async fn assert_round_trip<A>(request: A)
where
    A: FromParams
        + TopApi<
            Session: Permits<WithSession, A>,
            Response: Draw + Clone + PartialEq + Debug + Send + Sync + 'static,
        >,
{
    let reply = Arc::new(Mutex::new(Source::new(&[]).draw::<A::Response>()));
    let given = reply.clone();
    let sandbox =
        Sandbox::builder().reply::<A>(move |_| given.lock().unwrap().clone()).start().await.unwrap();
    let session = sandbox.session();
    let clients = FORMS.map(|form| {
        let format = if form == Form::Xml { Format::Xml } else { Format::Json };
        let client = sandbox.client_builder().format(format).simplify(form == Form::Simplified);
        (form, client.build().unwrap().session(&session))
    });
    for value in (1..=VALUES).map(any_value::<A::Response>) {
        reply.lock().unwrap().clone_from(&value);
        for (form, client) in &clients {
            let read = client.execute_raw(&request).await.unwrap();
            assert_eq!(*read, value, "{form:?} {}", read.body());
            assert_eq!(
                (read.issues(), read.unknown_fields().len()),
                ([].as_slice(), 0),
                "{form:?} {}",
                read.body()
            );
        }
    }
}

/// Returns a value that all forms can represent, reproducible by its number.
fn any_value<T: Draw + top_runtime::codec::Encode>(number: u64) -> T {
    let mut state = number;
    loop {
        let bytes: Vec<u8> = (0..400)
            .map(|_| {
                // The MMIX generator of Knuth. Its upper bits are sufficiently random.
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                state.to_be_bytes()[0]
            })
            .collect();
        let value = Source::new(&bytes).draw::<T>();
        if carried(&tree(&value)).is_ok() {
            return value;
        }
    }
}

#[tokio::test]
async fn identification_case_update() {
    assert_round_trip(case_update::sample()).await;
}

#[tokio::test]
async fn complaint_ticket() {
    assert_round_trip(complaint_ticket::sample()).await;
}

#[tokio::test]
async fn mediation_result() {
    assert_round_trip(mediation_result::sample()).await;
}

#[tokio::test]
async fn appeal() {
    assert_round_trip(appeal::sample()).await;
}

#[tokio::test]
async fn settlement_talk() {
    assert_round_trip(settlement::sample()).await;
}
