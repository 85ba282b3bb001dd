//! Requests that are refused, each with its own reason, none of which the sender is told.

use std::time::Duration;

use top_sandbox::{Callback, Callbacks, SignedCallback, Tamper};
use top_webhook::{IncomingRequest, Scheme, VerifyError};

use crate::support::{URL, clock, samples, sign, verifier, verify, webhook, with_request};

/// Returns the name of the reason.
fn reason(scheme: Scheme, signed: &SignedCallback) -> String {
    match verify(scheme, signed) {
        Ok(_) => "accepted".to_owned(),
        Err(error) => name(&error),
    }
}

fn name(error: &VerifyError) -> String {
    let debug = format!("{error:?}");
    debug.split([' ', '(', '{']).next().unwrap_or_default().to_owned()
}

#[test]
fn each_change_of_a_signed_callback_has_its_reason() {
    for (scheme, callback) in samples() {
        let signed = sign(&callback);
        for (tamper, expected) in [
            (Tamper::WithoutSignature, "MissingSignature"),
            (Tamper::OtherCase, "SignatureCase"),
            (Tamper::TruncatedSignature, "SignatureLength"),
            (Tamper::WrongFirstDigit, "WrongSignature"),
            (Tamper::WrongLastDigit, "WrongSignature"),
        ] {
            assert_eq!(reason(scheme, &signed.tampered(&tamper)), expected, "{signed:?} {tamper:?}");
        }
        if scheme != Scheme::IopPush {
            let doubled = signed.tampered(&Tamper::DoubledParam("app_key".to_owned()));
            assert_eq!(reason(scheme, &doubled), "DuplicateParameter", "{signed:?}");
            let added = signed.tampered(&Tamper::AddedParam("x".to_owned(), "1".to_owned()));
            assert_eq!(reason(scheme, &added), "WrongSignature", "{signed:?}");
        }
    }
}

#[test]
fn times_outside_of_the_window_have_their_reason() {
    for (scheme, callback) in samples() {
        let (past, future) = match scheme {
            Scheme::IopPush => (7 * 3600, 300),
            _ => (300, 300),
        };
        let seconds = Duration::from_secs;
        for (callback, expected) in [
            (callback.clone().aged(seconds(past)), "accepted"),
            (callback.clone().aged(seconds(past + 1)), "TooOld"),
            (callback.clone().ahead(seconds(future)), "accepted"),
            (callback.clone().ahead(seconds(future + 1)), "FromFuture"),
            (callback.clone().without_timestamp(), "MissingTimestamp"),
        ] {
            assert_eq!(reason(scheme, &sign(&callback)), expected, "{callback:?}");
        }
    }
    for time in ["yesterday", "2026-02-30 00:00:00", "0"] {
        let callback = Callback::spi("m").without_timestamp().param("timestamp", time);
        assert_eq!(reason(Scheme::Spi, &sign(&callback)), "InvalidTimestamp", "{time}");
    }
}

#[test]
fn signed_content_that_cannot_be_read_has_its_reason() {
    let spi = || Callback::spi("m");
    let other_charset =
        |charset: &str| sign(&spi().json("{\"a\":\"中\"}")).tampered(&Tamper::Charset(charset.to_owned()));
    for (signed, expected) in [
        (other_charset("latin1"), "UnsupportedCharset"),
        (other_charset("utf-16"), "UnsupportedCharset"),
        // The three bytes of the character are no text in GBK.
        (other_charset("GBK"), "InvalidText"),
        (sign(&spi().json("{}").gbk()).tampered(&Tamper::Charset("UTF-8".to_owned())), "accepted"),
        (
            sign(&spi().json("{\"a\":\"中\"}").gbk()).tampered(&Tamper::Charset("UTF-8".to_owned())),
            "InvalidText",
        ),
        (sign(&spi().json("1".repeat(10 << 20))), "BodyTooLong"),
        (sign(&spi().form([("a", "1"), ("a", "2")])), "DuplicateParameter"),
        (sign(&spi().multipart([("a", "1"), ("a", "2")])), "DuplicateParameter"),
        (sign(&spi().param("app_key", "another")), "DuplicateParameter"),
        (sign(&spi().param("sign_method", "md5")), "DuplicateParameter"),
        (sign(&spi().form((0..=1000).map(|at| (format!("p{at}"), "1")))), "TooManyParameters"),
    ] {
        assert_eq!(reason(Scheme::Spi, &signed), expected, "{signed:?}");
    }
}

#[test]
fn malformed_requests_have_their_reason() {
    let form = "application/x-www-form-urlencoded";
    let multipart = "multipart/form-data; boundary=x";
    let part = b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n".as_slice();
    for (scheme, method, query, content_type, body, expected) in [
        (Scheme::Spi, "PUT", "sign=1", "", b"".as_slice(), "Method"),
        (Scheme::IopCallback, "HEAD", "http_sign=1", "", b"", "Method"),
        (Scheme::IopPush, "GET", "", "", b"", "Method"),
        (Scheme::Spi, "GET", "sign=1", "text/plain", b"x", "UnsupportedContentType"),
        (Scheme::Spi, "POST", "sign=1", "", b"x", "UnsupportedContentType"),
        (Scheme::Spi, "POST", "sign=1", "application/octet-stream", b"x", "UnsupportedContentType"),
        (Scheme::Spi, "POST", "sign=1", "text/\u{fffd}", b"x", "UnsupportedContentType"),
        (Scheme::Spi, "POST", "sign=1", "text/plain;charset=utf-8;charset=gbk", b"x", "UnsupportedCharset"),
        (Scheme::Spi, "POST", "sign=%4", form, b"", "InvalidEscape"),
        (Scheme::Spi, "POST", "sign=1", form, b"a=%zz", "InvalidEscape"),
        (Scheme::Spi, "POST", "sign=%ff", form, b"", "InvalidText"),
        (Scheme::Spi, "POST", "sign=1", form, b"a=\xff", "InvalidText"),
        (Scheme::Spi, "POST", "sign=1&a&b", form, b"", "AmbiguousNames"),
        (Scheme::Spi, "POST", "sign=1", "multipart/form-data", b"", "MalformedBody"),
        (Scheme::Spi, "POST", "sign=1", multipart, b"--x\r\n", "MalformedBody"),
        (Scheme::Spi, "POST", "sign=1", multipart, part, "MalformedBody"),
        (Scheme::Spi, "GET", "", "", b"", "MissingSignature"),
        (Scheme::Spi, "GET", "sign=", "", b"", "MissingSignature"),
        (
            Scheme::Spi,
            "GET",
            "sign=12345678901234567890123456789012&sign_method=hmac",
            "",
            b"",
            "UnsupportedSignMethod",
        ),
        (Scheme::Spi, "GET", "sign=1234567890123456789012345678901G", "", b"", "SignatureDigits"),
        (Scheme::Spi, "GET", "sign=12345678901234567890123456789012&app_key=1", "", b"", "UnknownApp"),
        (Scheme::IopCallback, "GET", "http_sign=1&sign_method=md5", "", b"", "UnsupportedSignMethod"),
        (Scheme::IopCallback, "POST", "http_sign=1&a=1", form, b"a=1", "DuplicateParameter"),
        (Scheme::IopPush, "POST", "", "", b"{}", "MissingSignature"),
    ] {
        let headers = [("Content-Type", content_type.as_bytes())];
        let headers = headers.into_iter().filter(|(_, value)| !value.is_empty());
        let request = IncomingRequest::new(method, "/", query, body).with_headers(headers);
        let error = verifier(scheme).verify(&request).unwrap_err();
        assert_eq!(name(&error), expected, "{method} {query} {content_type}: {error}");
        assert!(!error.to_string().contains('\n') && !error.is_internal());
    }
}

#[test]
fn headers_that_decide_may_come_once() {
    let signed = sign(&Callback::spi("m").signed_header("X-A", "1").json("{}"));
    for name in ["content-type", "top-sign-list", "X-A"] {
        let error = with_request(&signed, |request| {
            let request = request.clone().with_headers([(name, b"1".as_slice())]);
            verifier(Scheme::Spi).verify(&request).unwrap_err()
        });
        assert!(matches!(error, VerifyError::DuplicateHeader { .. }), "{name}: {error}");
    }
    let push = sign(&Callback::push("{}"));
    let error = with_request(&push, |request| {
        let request = request.clone().with_headers([("Authorization", b"1".as_slice())]);
        verifier(Scheme::IopPush).verify(&request).unwrap_err()
    });
    assert!(matches!(error, VerifyError::DuplicateHeader { .. }), "{error}");
}

#[test]
fn secret_of_another_app_is_refused() {
    for (scheme, callback) in samples() {
        let signed = Callbacks::new("12345678", "another").clock(clock()).sign(URL, &callback).unwrap();
        assert_eq!(reason(scheme, &signed), "WrongSignature");
    }
}

#[tokio::test]
async fn replays_are_refused_and_the_sender_is_told_nothing() {
    for (scheme, callback) in samples() {
        let webhook = webhook(scheme);
        let signed = sign(&callback);
        let query = signed.query();
        let headers: Vec<_> = signed.headers().map(|(name, value)| (name, value.as_bytes())).collect();
        let request = IncomingRequest::new(signed.http_method(), signed.path(), &query, signed.body());
        let request = request.with_headers(headers);
        assert!(webhook.verify(&request).await.is_ok());
        let again = webhook.verify(&request).await;
        if scheme == Scheme::IopPush {
            assert!(again.is_ok(), "the platform repeats a push until it is answered");
        } else {
            assert_eq!(name(&again.unwrap_err()), "Replayed");
        }
        let refusal = webhook.refusal();
        assert!(matches!((refusal.status(), refusal.body()), (200, _) | (401, "")));
        assert!(!refusal.body().to_lowercase().contains("replay"));
    }
}
