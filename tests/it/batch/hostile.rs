//! Batches of any size and any answers, and replies that are not those of a platform.

use proptest::prelude::*;
use top_runtime::retry::RetryPolicy;
use top_runtime::transport::{HttpResponse, TransportError};

use super::gateway::{Add, Gateway, SEPARATOR, numbers, param, sum};
use crate::support::wait;

const REFUSED: &str = r#"{"error_response":{"code":40,"msg":"Missing"}}"#;
const LIMITED: &str = r#"{"error_response":{"code":7,"msg":"App Call Limited","sub_code":"accesscontrol.limited-by-api-access-count"}}"#;

/// What the gateway does with a call, by its number.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fate {
    Good,
    Refused,
    /// Refused by a limit at the first attempt.
    Limited,
    /// Not sent, as a parameter is out of range.
    Invalid,
}

fn fates() -> impl Strategy<Value = Vec<Fate>> {
    let fate = prop_oneof![
        4 => Just(Fate::Good),
        1 => Just(Fate::Refused),
        1 => Just(Fate::Limited),
        1 => Just(Fate::Invalid),
    ];
    proptest::collection::vec(fate, 0..80)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn n_calls_have_n_results_in_order(fates in fates(), max in 0_usize..30) {
        let calls: Vec<_> = (0..).zip(&fates).map(|(n, fate)| match fate {
            Fate::Invalid => Add::new(-1, n),
            _ => Add::new(n, n),
        }).collect();
        let of_call = fates.clone();
        let seen = std::sync::Mutex::new(std::collections::HashSet::new());
        let gateway = Gateway::answering(move |call| {
            let number: usize = param(call, "a").parse().unwrap();
            let is_first = seen.lock().unwrap().insert(number);
            match of_call[number] {
                Fate::Refused => REFUSED.to_owned(),
                Fate::Limited if is_first => LIMITED.to_owned(),
                _ => sum(call),
            }
        });
        let (client, _) = gateway.client_of(|builder| builder.retry(RetryPolicy::default().attempts(2)));
        let replies = wait(client.batch(&calls).max_calls(max)).unwrap();
        prop_assert_eq!(replies.len(), fates.len());
        for (number, (reply, fate)) in (0..).zip(replies.iter().zip(&fates)) {
            match (fate, reply) {
                (Fate::Good, Ok(reply)) => prop_assert_eq!((reply.sum, reply.attempts()), (2 * number, 1)),
                (Fate::Limited, Ok(reply)) => prop_assert_eq!((reply.sum, reply.attempts()), (2 * number, 2)),
                (Fate::Refused, Err(error)) => prop_assert_eq!(error.code(), Some("40")),
                (Fate::Invalid, Err(error)) => prop_assert_eq!(error.attempts(), 0),
                other => prop_assert!(false, "{other:?}"),
            }
        }
    }

    #[test]
    fn any_body_gives_a_result_per_call_or_one_error(
        parts in proptest::collection::vec(
            prop_oneof![
                Just(r#"{"test_sum_response":{"sum":1}}"#.to_owned()),
                Just(REFUSED.to_owned()),
                Just(String::new()),
                "[ -~\r\n]{0,40}",
                "[{}<>\"\\[\\]:a]{0,30}",
            ],
            0..6,
        ),
        bytes in proptest::collection::vec(any::<u8>(), 0..20),
    ) {
        let mut body = parts.join(SEPARATOR).into_bytes();
        body.extend(bytes);
        let gateway = Gateway::replying(move |_, _| Ok::<_, TransportError>(HttpResponse::new(body.clone())));
        match wait(gateway.client().0.batch(&numbers(3))) {
            Ok(replies) => prop_assert_eq!(replies.len(), 3),
            Err(error) => prop_assert!(error.is_of_batch()),
        }
    }
}
