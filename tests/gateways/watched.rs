//! What observers and spans tell of calls of APIs with a path.

use std::sync::{Arc, Mutex};

use top_runtime::observe::{AttemptDone, CallDone, CallStarted, Observer};
use top_runtime::transport::{HttpResponse, InMemoryTransport};
use top_runtime::{Gateway, SessionKey, TopApi};
use tracing::Level;

use crate::recorder::Recorder;
use crate::support::{block_on, builder};

const TOKEN: &str = "5000deadbeefdeadbeef0001";

#[derive(TopApi)]
#[top_api(path = "/orders/{order_id}", http = "GET", session = required)]
struct GetOrder {
    order_id: String,
}

/// Collects the names of the APIs of all events.
#[derive(Clone, Default)]
struct Names(Arc<Mutex<Vec<String>>>);

impl Observer for Names {
    fn call_started(&self, call: &CallStarted<'_>) {
        self.0.lock().unwrap().push(call.method.to_owned());
    }

    fn attempt_done(&self, attempt: &AttemptDone<'_>) {
        self.0.lock().unwrap().push(attempt.method.to_owned());
    }

    fn call_done(&self, call: &CallDone<'_>) {
        self.0.lock().unwrap().push(call.method.to_owned());
    }
}

#[test]
fn spans_and_events_have_the_declared_path_and_no_value() {
    let (names, recorder) = (Names::default(), Recorder::new(Level::TRACE));
    let transport =
        InMemoryTransport::new(|_| Ok(HttpResponse::new(r#"{"code":"0","request_id":"0a1b2c"}"#)));
    let client = builder(Gateway::LAZADA_SG).observer(names.clone()).transport(transport).build().unwrap();
    let request = GetOrder { order_id: "SO-778899".to_owned() };
    tracing::subscriber::with_default(recorder.clone(), || {
        block_on(client.session(&SessionKey::new(TOKEN)).execute(&request)).unwrap();
    });
    assert_eq!(*names.0.lock().unwrap(), ["/orders/{order_id}"; 3]);
    let spans = recorder.spans();
    let call = &spans[0].fields;
    for (name, value) in [
        ("otel.name", "/orders/{order_id}"),
        ("top.method", "/orders/{order_id}"),
        ("http.request.method", "GET"),
        ("url.full", "https://api.lazada.sg/rest/orders/{order_id}"),
    ] {
        assert!(
            spans.iter().any(|span| span.fields.get(name).is_some_and(|found| found == value)),
            "{name}: {call:?}"
        );
    }
    let text = format!("{spans:?} {:?}", recorder.events());
    for secret in ["778899", TOKEN, "helloworld", "access_token="] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}
