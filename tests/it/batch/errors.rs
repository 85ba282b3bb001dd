//! Errors of whole batches, apart from those of single calls.

use http::StatusCode;
use top_runtime::batch::for_seller;
use top_runtime::error::ErrorKind;
use top_runtime::transport::{HttpResponse, TransportError};
use top_runtime::{Error, Format, Reply, SessionKey};

use super::AskEcho;
use super::gateway::{Add, Gateway, SEPARATOR, Sum, numbers, sum, sums};
use crate::support::wait;

const SIGNATURE: &str = r#"{"error_response":{"code":25,"msg":"Invalid signature","request_id":"x"}}"#;

/// Answers a batch.
type Respond = fn() -> Result<HttpResponse, TransportError>;

type Results = Result<Vec<Result<Reply<Sum>, Error>>, Error>;

/// Sends three calls to a gateway that answers with a body.
fn three(body: &'static str) -> Results {
    let (client, _) = Gateway::replying(move |_, _| Ok(HttpResponse::new(body))).client();
    wait(client.batch(&numbers(3)))
}

#[test]
fn one_error_body_is_the_error_of_the_batch() {
    let error = three(SIGNATURE).unwrap_err();
    assert!(error.is_of_batch());
    assert_eq!((error.code(), error.request_id(), error.attempts()), (Some("25"), Some("x"), 1));
    assert_eq!(
        error.to_string(),
        "batch: the whole batch failed: the platform refused the call: code 25 `Invalid signature` (check the \
         app secret; the string to sign is in `client.prepare(&request)`), request_id `x`"
    );
    assert!(!error.may_have_executed());
}

#[test]
fn error_of_a_single_call_is_its_own() {
    let (client, _) = Gateway::answering(|call| match call[0].1.as_str() {
        "1" => {
            r#"{"error_response":{"code":40,"msg":"Missing required arguments:num_iid","request_id":"r3"}}"#
                .to_owned()
        }
        _ => sum(call),
    })
    .client();
    let replies = wait(client.batch(&numbers(3))).unwrap();
    assert!(replies[0].is_ok() && replies[2].is_ok());
    let error = replies[1].as_ref().unwrap_err();
    assert!(!error.is_of_batch());
    assert_eq!((error.method(), error.code(), error.request_id()), ("test.sum", Some("40"), Some("r3")));
    // A batch of one call: the error is taken for that of the call.
    let (client, _) = Gateway::replying(|_, _| Ok(HttpResponse::new(SIGNATURE))).client();
    let replies = wait(client.batch(&numbers(1))).unwrap();
    assert!(!replies[0].as_ref().unwrap_err().is_of_batch());
}

#[test]
fn wrong_number_of_replies_is_the_error_of_the_batch() {
    for (count, found) in [(1, "1"), (2, "2"), (4, "4"), (5, "5")] {
        let (client, _) = Gateway::replying(move |_, calls| {
            Ok(HttpResponse::new(vec![sum(&calls[0]); count].join(SEPARATOR)))
        })
        .client();
        let error = wait(client.batch(&numbers(3))).unwrap_err();
        assert!(error.is_of_batch() && error.may_have_executed() && !error.is_retryable(), "{count}");
        let expected = format!(
            "batch: the whole batch failed: not a reply of the platform: the batch has 3 calls, the body the \
             replies to {found}: none can be assigned, body "
        );
        assert!(error.to_string().starts_with(&expected), "{error}");
    }
}

#[test]
fn separator_at_the_end_is_tolerated_and_an_empty_reply_is_not() {
    let body = |end: &'static str| {
        let respond = move |_: usize, calls: &[Vec<(String, String)>]| {
            let replies: Vec<_> = calls.iter().map(|call| sum(call)).collect();
            Ok(HttpResponse::new(replies.join(SEPARATOR) + end))
        };
        wait(Gateway::replying(respond).client().0.batch(&numbers(3)))
    };
    assert!(body("\r\n-S-\r\n").unwrap().iter().all(Result::is_ok));
    assert!(body("\r\n-S-\r\n \r\n").unwrap().iter().all(Result::is_ok));
    assert!(body("\r\n-S-\r\n\r\n-S-\r\n").unwrap_err().is_of_batch());
    let replies = three(
        "{\"test_sum_response\":{\"sum\":1}}\r\n-S-\r\n \r\n-S-\r\n{\"test_sum_response\":{\"sum\":1}}",
    );
    let replies = replies.unwrap();
    assert!(replies[0].is_ok() && replies[2].is_ok());
    let error = replies[1].as_ref().unwrap_err();
    assert_eq!(error.to_string(), "test.sum: not a reply of the platform: the reply in the batch is empty");
    assert!(error.may_have_executed());
}

#[test]
fn truncated_last_reply_is_the_error_of_its_call() {
    let good = r#"{"test_sum_response":{"sum":1}}"#;
    let body: &'static str = Box::leak([good, good, &good[..20]].join(SEPARATOR).into());
    let replies = three(body).unwrap();
    assert!(replies[0].is_ok() && replies[1].is_ok());
    let error = replies[2].as_ref().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::UnexpectedBody(_)) && !error.is_of_batch());
    let text = error.to_string();
    assert!(text.starts_with("test.sum: not a reply of the platform: it is not JSON: "), "{text}");
}

#[test]
fn batch_that_is_cut_before_its_last_reply_assigns_no_reply_to_another_call() {
    let whole = [r#"{"test_sum_response":{"sum":1}}"#; 3].join(SEPARATOR);
    let last = whole.rfind("{\"test_sum").unwrap();
    for end in 0..last {
        let body: &'static str = Box::leak(whole[..end].into());
        let error = three(body).unwrap_err();
        assert!(error.is_of_batch() && error.may_have_executed() && !error.is_retryable(), "{end}: {error}");
    }
}

#[test]
fn http_errors_pages_and_lost_replies_are_errors_of_the_batch() {
    let html = || Ok(HttpResponse::new("<html><body>login</body></html>"));
    let gone = || Ok(HttpResponse::new("gone").with_status(StatusCode::BAD_GATEWAY));
    let lost = || Err(TransportError::maybe_sent("reset"));
    let unsent = || Err(TransportError::not_sent("refused"));
    let empty = || Ok(HttpResponse::new(" "));
    let refused = || Ok(HttpResponse::new(SIGNATURE).with_status(StatusCode::FORBIDDEN));
    let cases: [(Respond, &str, bool); 6] = [
        (html, "not a reply of the platform: it is an HTML page", true),
        (gone, "HTTP status 502", true),
        (lost, "no reply (the call may have been executed): reset", true),
        (unsent, "request not sent: refused", false),
        (empty, "not a reply of the platform: the body is empty", true),
        (refused, "the platform refused the call: code 25", false),
    ];
    for (respond, text, executed) in cases {
        let (client, _) = Gateway::replying(move |_, _| respond()).client();
        let error = wait(client.batch(&numbers(2))).unwrap_err();
        assert!(error.is_of_batch() && error.may_have_executed() == executed, "{error}");
        assert!(error.to_string().starts_with(&format!("batch: the whole batch failed: {text}")), "{error}");
    }
}

#[test]
fn results_before_a_failed_request_are_kept_and_the_calls_after_it_not_sent() {
    let (client, seen) = Gateway::replying(|number, calls| match number {
        0 => Ok(sums(calls)),
        _ => Err(TransportError::maybe_sent("reset")),
    })
    .client();
    let replies = wait(client.batch(&numbers(6)).max_calls(2)).unwrap();
    assert_eq!(seen.calls(), [2, 2]);
    assert!(replies[..2].iter().all(Result::is_ok));
    for reply in &replies[2..4] {
        let error = reply.as_ref().unwrap_err();
        assert!(error.is_of_batch() && error.may_have_executed());
        assert_eq!((error.method(), error.attempts()), ("test.sum", 1));
    }
    for reply in &replies[4..] {
        let error = reply.as_ref().unwrap_err();
        assert!(error.is_of_batch() && !error.may_have_executed() && error.is_retryable());
        assert_eq!(
            error.to_string(),
            "test.sum: the whole batch failed: request not sent: an earlier request of the batch failed as a whole"
        );
    }
}

#[test]
fn gateway_without_the_documented_path_is_refused() {
    let gateway = Gateway::replying(|_, calls| Ok(sums(calls)));
    let (client, seen) = gateway.client_of(|builder| builder.gateway("https://proxy.test/top"));
    let error = wait(client.batch(&numbers(2))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "batch: the whole batch failed: request not sent: `gateway`: expected an address whose path ends with \
         `/rest`, for batches with `/batch` in its place, found another path"
    );
    assert_eq!(seen.requests(), 0);
    let gateway = Gateway::replying(|_, calls| Ok(sums(calls)));
    let (client, seen) = gateway.client_of(|builder| builder.gateway("https://proxy.test/x/rest?to=1"));
    wait(client.batch(&numbers(2))).unwrap();
    assert!(seen.last().url.starts_with("https://proxy.test/x/batch?to=1&app_key="), "{}", seen.last().url);
}

#[test]
fn secrets_that_a_reply_repeats_are_masked() {
    let (client, seen) = Gateway::replying(|_, calls| {
        let session = calls[0].iter().find(|(name, _)| name == "session").unwrap().1.clone();
        let error = format!(r#"{{"error_response":{{"code":40,"msg":"bad {session} helloworld"}}}}"#);
        Ok(HttpResponse::new([error.as_str(), "{}"].join(SEPARATOR)))
    })
    .client();
    let key = SessionKey::new("6100abcdef");
    let client = client.session(&key);
    let (one, two) = wait(client.batch((&AskEcho { text: "a" }, &AskEcho { text: "b" }))).unwrap();
    let sign = seen.last().url.split("&sign=").nth(1).unwrap()[..64].to_owned();
    for error in [one.unwrap_err(), two.unwrap_err()] {
        let texts = format!("{error} {error:?} {:?}", error.body());
        assert!(!texts.contains("6100abcdef") && !texts.contains("helloworld"), "{texts}");
    }
    // The error of the batch: the gateway repeats the URL.
    let (client, _) =
        Gateway::replying(move |_, _| Err(TransportError::maybe_sent(format!("sign {sign}")))).client();
    let error =
        wait(client.session(&key).batch((&AskEcho { text: "a" }, &AskEcho { text: "b" }))).unwrap_err();
    let texts = format!("{error} {error:?}");
    assert!(
        texts.contains("sign ***") && !texts.contains(seen.last().url.split("&sign=").nth(1).unwrap()),
        "{texts}"
    );
}

#[test]
fn separator_inside_of_xml_is_an_error_and_assigns_no_reply_to_another_call() {
    let reply = "<test_sum_response><sum>1</sum><note>a\r\n-S-\r\nb</note></test_sum_response>";
    let gateway =
        Gateway::replying(move |_, calls| Ok(HttpResponse::new(vec![reply; calls.len()].join(SEPARATOR))));
    let (client, _) = gateway.client_of(|builder| builder.format(Format::Xml));
    assert!(wait(client.batch(&[Add::new(0, 1), Add::new(0, 1)])).unwrap_err().is_of_batch());
}

#[test]
fn sessions_of_other_calls_are_masked() {
    const ECHO: &str = r#"{"error_response":{"code":40,"msg":"6100seller-a 6100seller-b"}}"#;
    let keys = ["6100seller-a", "6100seller-b"].map(SessionKey::new);
    let calls = || keys.iter().map(|key| for_seller(key, AskEcho { text: "x" })).collect::<Vec<_>>();
    for body in [[ECHO; 2].join(SEPARATOR), ECHO.to_owned(), [ECHO; 3].join(SEPARATOR)] {
        let gateway = Gateway::replying(move |_, _| Ok(HttpResponse::new(body.clone())));
        let texts = match wait(gateway.client().0.batch(&calls())) {
            Ok(replies) => replies.iter().map(|reply| described(reply.as_ref().unwrap_err())).collect(),
            Err(error) => described(&error),
        };
        assert!(texts.contains("***") && !texts.contains("6100seller"), "{texts}");
    }
}

fn described(error: &Error) -> String {
    format!("{error} {error:?} {:?}", error.body())
}
