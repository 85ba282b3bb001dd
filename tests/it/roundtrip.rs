//! Round trips of arbitrary values of five declared APIs.
//!
//! The strategies in `values` exclude values that the wire cannot represent, each with its reason.

mod values;

use std::fmt::Debug;

use proptest::prelude::*;
use proptest::test_runner::Config;
use top_examples::{appeal, case_update, complaint_ticket, mediation_result, settlement};
use top_runtime::codec::Decode;
use top_runtime::server::{plain_json, read_request, wrapped_json};
use top_runtime::{Params, Reply, SessionKey, Value};

use crate::support::{Ask, builder, client_with_reply, client_with_simplified_reply, form_pairs, wait};

/// Few cases, as each is a complete call. Failures are not written to a file.
fn config() -> Config {
    Config { cases: 64, failure_persistence: None, ..Config::default() }
}

/// Decodes a reply, whatever its outcome.
fn read<T: Decode>(client: &top_runtime::Client) -> Reply<T> {
    wait(client.execute_raw(&Ask::<T>(std::marker::PhantomData))).unwrap()
}

/// Asserts that a reply round-trips in both JSON forms.
fn reply_survives<T: Decode + PartialEq + Debug>(reply: &T) -> Result<(), TestCaseError> {
    let json = wrapped_json(reply).unwrap();
    let wrapped = read::<T>(&client_with_reply(format!(r#"{{"test_ask_response":{json}}}"#)));
    prop_assert_eq!(wrapped.issues(), []);
    prop_assert_eq!(&*wrapped, reply);
    prop_assert_eq!(wrapped.unknown_fields(), [""; 0]);
    // A simplified reply always has an id at its top level. Without it, an empty one is not a
    // reply.
    let json = plain_json(reply).unwrap();
    let members = json.strip_prefix('{').unwrap();
    let comma = if members == "}" { "" } else { "," };
    let plain = read::<T>(&client_with_simplified_reply(format!(r#"{{"request_id":"r"{comma}{members}"#)));
    prop_assert_eq!(plain.issues(), []);
    prop_assert_eq!(&*plain, reply);
    prop_assert_eq!(plain.request_id(), "r");
    Ok(())
}

/// Asserts that a server decodes a request as it was signed, and that signing it again gives the
/// same signature.
macro_rules! request_survives {
    ($request:expr, $api:ty) => {{
        let request: $api = $request;
        let client = builder().build().unwrap();
        let call = client.session(&SessionKey::new("6100a1b2c3d4e5f6"));
        let prepared = call.prepare(&request).unwrap();
        let params: Params = form_pairs(prepared.body()).into_iter().collect();
        let arrived = read_request::<$api>(&params);
        prop_assert_eq!(arrived.as_ref(), Ok(&request));
        let again = call.prepare(&arrived.unwrap()).unwrap();
        prop_assert_eq!(again.body(), prepared.body());
    }};
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn settlement_talks_round_trip(request in values::communication(), reply in values::communication_pushed()) {
        request_survives!(request, settlement::PushCommunication);
        reply_survives(&reply)?;
    }

    #[test]
    fn mediation_results_round_trip(request in values::mediation(), reply in values::mediation_pushed()) {
        request_survives!(request, mediation_result::PushMediationResult);
        reply_survives(&reply)?;
    }

    #[test]
    fn appeals_round_trip(request in values::appeal(), reply in values::assessed()) {
        request_survives!(request, appeal::AssessAppeal);
        reply_survives(&reply)?;
    }

    #[test]
    fn identification_cases_round_trip(request in values::identification(), reply in values::updated()) {
        request_survives!(request, case_update::UpdateIdentificationCase);
        reply_survives(&reply)?;
    }

    #[test]
    fn complaint_tickets_round_trip(request in values::ticket(), reply in values::created()) {
        request_survives!(request, complaint_ticket::CreateComplaintTicket);
        reply_survives(&reply)?;
    }

    #[test]
    fn any_text_is_a_reply_or_an_error(body in any::<String>()) {
        for client in [client_with_reply(body.clone()), client_with_simplified_reply(body)] {
            if let Err(error) = crate::support::ask::<appeal::AppealAssessed>(&client) {
                prop_assert!(error.to_string().starts_with("test.ask: "));
            }
        }
    }

    #[test]
    fn any_tree_round_trips_as_text(value in values::tree()) {
        let text = value.to_string();
        let read: Value = text.parse().unwrap();
        prop_assert_eq!(&read, &value);
        let reply = read_raw_value(&text)?;
        prop_assert_eq!(reply, value);
    }
}

/// A response with a tree as its only member.
fn read_raw_value(json: &str) -> Result<Value, TestCaseError> {
    let reply = crate::support::read_raw::<crate::support::Of<Value>>(&format!(r#"{{"v":{json}}}"#));
    reply.map(|reply| reply.into_inner().v).map_err(|error| TestCaseError::fail(error.to_string()))
}

#[test]
fn page_samples_round_trip() {
    let check = || -> Result<(), TestCaseError> {
        request_survives!(settlement::sample(), settlement::PushCommunication);
        request_survives!(mediation_result::sample(), mediation_result::PushMediationResult);
        request_survives!(appeal::sample(), appeal::AssessAppeal);
        request_survives!(case_update::sample(), case_update::UpdateIdentificationCase);
        request_survives!(complaint_ticket::sample(), complaint_ticket::CreateComplaintTicket);
        Ok(())
    };
    check().unwrap();
}
