//! The declarations in `declared/` and their expansions in `expected/` behave the same.
//!
//! A test of `top-macros` compares `expected/` with the output of the derives, because it needs the
//! internals of that crate. It also updates the files: `BLESS=1 cargo test -p top-macros
//! snapshots`.

use std::fmt::Debug;

use top_runtime::clock::FixedClock;
use top_runtime::codec::{Decode, Encode};
use top_runtime::server::{self, FromParams};
use top_runtime::session::{Permits, WithSession};
use top_runtime::{Client, Params, TopApi};

/// The declarations with derives.
#[rustfmt::skip]
#[allow(missing_docs)]
pub mod declared {
    use top_runtime::{TopApi, TopMessage, TopValue};

    pub mod build { use super::TopValue; include!("declared/build.rs"); }
    pub mod coded { use super::TopValue; include!("declared/coded.rs"); }
    pub mod generic { use super::TopValue; include!("declared/generic.rs"); }
    pub mod message { use super::TopMessage; include!("declared/message.rs"); }
    pub mod nested { use super::TopValue; include!("declared/nested.rs"); }
    pub mod newtype { use super::TopValue; include!("declared/newtype.rs"); }
    pub mod request { use super::TopApi; include!("declared/request.rs"); }
    pub mod small { use super::TopValue; include!("declared/small.rs"); }
}

/// The expansions. Generated code names all lifetimes and calls `Default::default` without a type.
#[rustfmt::skip]
#[allow(missing_docs, clippy::elidable_lifetime_names, clippy::default_trait_access, clippy::useless_conversion)]
pub mod expected {
    pub mod build { include!("expected/build.rs"); }
    pub mod coded { include!("expected/coded.rs"); }
    pub mod generic { include!("expected/generic.rs"); }
    pub mod message { include!("expected/message.rs"); }
    pub mod nested { include!("expected/nested.rs"); }
    pub mod newtype { include!("expected/newtype.rs"); }
    pub mod request { include!("expected/request.rs"); }
    pub mod small { include!("expected/small.rs"); }
}

/// A request with one value, so that the value can be decoded from a form.
#[derive(TopApi)]
#[top_api(method = "a.b")]
struct Carrier<T> {
    value: T,
}

/// Decodes the text and encodes the value again; returns both, or the issue.
fn round_trip<T: Encode + Decode + Debug>(text: &str) -> String {
    match server::read_request::<Carrier<T>>(&Params::new().with("value", text)) {
        Ok(carrier) => format!("{:?} {:?}", carrier.value, server::wrapped_json(&carrier.value)),
        Err(issue) => issue.to_string(),
    }
}

/// Decodes the request from the parameters; returns it, its violations and its string to sign.
fn call<A: TopApi<Session: Permits<WithSession, A>> + FromParams + Debug>(params: &Params) -> String {
    let request = match server::read_request::<A>(params) {
        Ok(request) => request,
        Err(issue) => return issue.to_string(),
    };
    let client = Client::builder("12345678", "secret").clock(FixedClock::at_unix(1_763_308_800)).build();
    let signed = client.map(|client| match client.session(&"key".into()).prepare(&request) {
        Ok(prepared) => prepared.string_to_sign().to_owned(),
        Err(error) => error.to_string(),
    });
    format!("{:?} {request:?} {:?} {signed:?}", A::SPEC, server::check(&request))
}

/// Evaluates an expression with the declared types and with the expanded ones, and compares.
macro_rules! both {
    ($module:ident, $results:expr) => {{
        let declared: Vec<String> = {
            use crate::declared::$module::*;
            $results
        };
        let expected: Vec<String> = {
            use crate::expected::$module::*;
            $results
        };
        assert_eq!(declared, expected);
    }};
}

#[test]
fn expanded_values_behave_like_declared_ones() {
    both!(small, {
        let texts = [r#"{"name":"a","file_url":"b","type":3}"#, r#"{"name":"a"}"#, "[]"];
        texts.map(round_trip::<Attachment>).to_vec()
    });
    both!(message, {
        let topic = <TradeCreated as top_runtime::TopMessage>::TOPIC.to_owned();
        vec![
            topic,
            round_trip::<TradeCreated>(r#"{"tid":"7","buyer_nick":"n"}"#),
            round_trip::<TradeCreated>("{}"),
        ]
    });
    both!(nested, {
        let ticket = r#"{"created":"2025-11-16 10:00:00","amount":7,"nick":"n"}"#;
        let reply = format!(r#"{{"success":true,"tickets":{{"ticket_do":[{ticket}]}}}}"#);
        let outcome_fields = format!("{:?}", TicketCreated::markers());
        vec![
            round_trip::<Ticket>(ticket),
            round_trip::<TicketCreated>(&reply),
            round_trip::<Owner>("{}"),
            outcome_fields,
        ]
    });
    both!(coded, {
        let files = [r#""VIDEO""#, r#""PDF""#].map(round_trip::<FileType>);
        let levels = ["-1", "1", "2"].map(round_trip::<Level>);
        [&files[..], &levels[..]].concat()
    });
    both!(newtype, {
        let sale = r#"{"tid":"1","ids":{"string":["a","b"]},"level":3}"#;
        let levels = ["1", "\"2\"", "3", "1.5"].map(|json| match serde_json::from_str::<Level>(json) {
            Ok(level) => format!("{level:?} {:?}", serde_json::to_string(&level).ok()),
            Err(error) => error.to_string(),
        });
        [&[round_trip::<Sale>(sale), round_trip::<Sale>(r#"{"ids":[1]}"#)][..], &levels[..]].concat()
    });
    both!(generic, {
        let page = r#"{"total":2,"rows":{"number":[1,2]},"next":{"total":1,"rows":[]}}"#;
        let words = Words { first: "a", others: vec!["b".into()] };
        vec![round_trip::<Page<i64>>(page), format!("{:?}", server::plain_json(&words))]
    });
}

#[test]
fn expanded_constructors_behave_like_declared_ones() {
    both!(build, {
        let reason = Reason::new("late", 2).source("page").tags(["a".to_owned()]);
        let init = ComplaintInit { order_id: "1", item_id: 2, price: 3, is_paid: true, reason };
        vec![format!("{:?}", server::wrapped_json(&Complaint::new(init).note("n")))]
    });
}

#[test]
fn expanded_requests_behave_like_declared_ones() {
    both!(request, {
        let params = Params::new().with("fields", "tid");
        let named = params.clone().with("buyer_nick", "n").with("tid", 3);
        vec![call::<GetTrades>(&params), call::<GetTrades>(&named), call::<GetTime>(&Params::new())]
    });
}
