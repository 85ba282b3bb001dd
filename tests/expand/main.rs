//! The declarations in `declared/` beside what the derives make of them, in `expected/`: plain code that does the same.
//!
//! That `expected/` is what the derives make is a test of the macro crate, whose inside it needs. It also writes the
//! files: `BLESS=1 cargo test -p top-macros snapshots`.

use std::fmt::Debug;

use top_runtime::clock::FixedClock;
use top_runtime::codec::{Decode, Encode};
use top_runtime::server::{self, FromParams};
use top_runtime::session::{Permits, WithSession};
use top_runtime::{Client, Params, TopApi};

/// As people declare their types.
#[rustfmt::skip]
#[allow(missing_docs)]
pub mod declared {
    use top_runtime::{TopApi, TopValue};

    pub mod build { use super::TopValue; include!("declared/build.rs"); }
    pub mod coded { use super::TopValue; include!("declared/coded.rs"); }
    pub mod generic { use super::TopValue; include!("declared/generic.rs"); }
    pub mod nested { use super::TopValue; include!("declared/nested.rs"); }
    pub mod request { use super::TopApi; include!("declared/request.rs"); }
    pub mod small { use super::TopValue; include!("declared/small.rs"); }
}

/// The same with the derives' code written out. Macros name lifetimes, and do not know what they ask the default of.
#[rustfmt::skip]
#[allow(missing_docs, clippy::elidable_lifetime_names, clippy::default_trait_access)]
pub mod expected {
    pub mod build { include!("expected/build.rs"); }
    pub mod coded { include!("expected/coded.rs"); }
    pub mod generic { include!("expected/generic.rs"); }
    pub mod nested { include!("expected/nested.rs"); }
    pub mod request { include!("expected/request.rs"); }
    pub mod small { include!("expected/small.rs"); }
}

/// Holds a value, so that it can be read from a form.
#[derive(TopApi)]
#[top_api(method = "a.b")]
struct Carrier<T> {
    value: T,
}

/// What is read from the text and written again, or what is wrong with it.
fn round<T: Encode + Decode + Debug>(text: &str) -> String {
    match server::read_request::<Carrier<T>>(&Params::new().with("value", text)) {
        Ok(carrier) => format!("{:?} {:?}", carrier.value, server::wrapped_json(&carrier.value)),
        Err(issue) => issue.to_string(),
    }
}

/// What of the request is read from the parameters, which rules it breaks, and what is signed.
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

/// Does the same with the types of a declaration and of its expansion.
macro_rules! both {
    ($module:ident, $does:expr) => {{
        let declared: Vec<String> = {
            use crate::declared::$module::*;
            $does
        };
        let expected: Vec<String> = {
            use crate::expected::$module::*;
            $does
        };
        assert_eq!(declared, expected);
    }};
}

#[test]
fn values() {
    both!(small, {
        let texts = [r#"{"name":"a","file_url":"b","type":3}"#, r#"{"name":"a"}"#, "[]"];
        texts.map(round::<Attachment>).to_vec()
    });
    both!(nested, {
        let ticket = r#"{"created":"2025-11-16 10:00:00","amount":7,"nick":"n"}"#;
        let reply = format!(r#"{{"success":true,"tickets":{{"ticket_do":[{ticket}]}}}}"#);
        let markers = format!("{:?}", TicketCreated::markers());
        vec![round::<Ticket>(ticket), round::<TicketCreated>(&reply), round::<Owner>("{}"), markers]
    });
    both!(coded, {
        let files = [r#""VIDEO""#, r#""PDF""#].map(round::<FileType>);
        let levels = ["-1", "1", "2"].map(round::<Level>);
        [&files[..], &levels[..]].concat()
    });
    both!(generic, {
        let page = r#"{"total":2,"rows":{"number":[1,2]},"next":{"total":1,"rows":[]}}"#;
        let words = Words { first: "a", others: vec!["b".into()] };
        vec![round::<Page<i64>>(page), format!("{:?}", server::plain_json(&words))]
    });
}

#[test]
fn constructors() {
    both!(build, {
        let reason = Reason::new("late", 2).source("page").tags(["a".to_owned()]);
        let init = ComplaintInit { order_id: "1", item_id: 2, price: 3, is_paid: true, reason };
        vec![format!("{:?}", server::wrapped_json(&Complaint::new(init).note("n")))]
    });
}

#[test]
fn requests() {
    both!(request, {
        let params = Params::new().with("fields", "tid");
        let named = params.clone().with("buyer_nick", "n").with("tid", 3);
        vec![call::<GetTrades>(&params), call::<GetTrades>(&named), call::<GetTime>(&Params::new())]
    });
}
