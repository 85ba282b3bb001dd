//! Requests that are accepted, and their content.

use std::net::IpAddr;

use top_sandbox::{Callback, Callbacks};
use top_webhook::{AppSecrets, Scheme, Verifier};

use crate::support::{NOW, URL, clock, samples, secrets, sign, verifier, verify, with_request};

#[test]
fn callbacks_of_the_sandbox_are_accepted() {
    for (scheme, callback) in samples() {
        let verified =
            verify(scheme, &sign(&callback)).unwrap_or_else(|error| panic!("{callback:?}: {error}"));
        assert_eq!(verified.app_key(), "12345678");
        assert_eq!(verified.timestamp().map(top_runtime::DateTime::unix), i64::try_from(NOW).ok());
    }
}

#[test]
fn request_has_its_signed_parameters_headers_and_body() {
    let callback = Callback::spi("example.stock.query").param("k", "中 &=").signed_header("X-Shop", "商家");
    let verified = verify(Scheme::Spi, &sign(&callback.clone().json("[1]"))).unwrap();
    assert_eq!(verified.method(), Some("example.stock.query"));
    assert_eq!(verified.params().get("k"), Some("中 &="));
    assert_eq!(verified.params().get("sign"), None);
    assert_eq!(verified.header("x-shop"), Some("商家"));
    assert_eq!((verified.body(), verified.unsigned_body()), (Some("[1]"), None));

    let gbk = verify(Scheme::Spi, &sign(&callback.form([("nick", "商家")]).gbk())).unwrap();
    assert_eq!(
        (gbk.params().get("nick"), gbk.header("X-Shop"), gbk.body()),
        (Some("商家"), Some("商家"), None)
    );
}

#[test]
fn blank_values_of_a_form_are_signed_as_empty() {
    let verified =
        verify(Scheme::Spi, &sign(&Callback::spi("m").form([("a", " \u{3000}"), ("b", "\u{a0}")])));
    let verified = verified.unwrap();
    assert_eq!((verified.params().get("a"), verified.params().get("b")), (Some(""), Some("\u{a0}")));
    let parts = verify(Scheme::Spi, &sign(&Callback::spi("m").multipart([("a", "  ")]))).unwrap();
    assert_eq!(parts.params().get("a"), Some("  "));
}

#[test]
fn body_of_an_iop_callback_is_unsigned() {
    let signed = sign(&Callback::iop().json(r#"{"item_id":7}"#));
    let verified = verify(Scheme::IopCallback, &signed).unwrap();
    assert_eq!((verified.body(), verified.unsigned_body()), (None, Some(r#"{"item_id":7}"#)));
    let error = verified.decode::<top_runtime::Value>().unwrap_err();
    assert!(error.issue().is_none() && error.to_string().starts_with("the body is not signed"), "{error}");
}

/// The signing function of the official IOP SDK, run on these parameters.
#[test]
fn iop_signature_is_that_of_the_official_sdk() {
    let query = "app_key=123456&sign_method=sha256&timestamp=1517820392000&order_id=77&buyer=%E4%B9%B0%E5%AE%B6\
                 &http_sign=3BFC5CB14A7A81EC554AB90B127D00FF1497512EC12B72AF2088D842486180D3";
    let secrets = AppSecrets::new("123456", "helloworld").unwrap();
    let at = top_runtime::clock::FixedClock::at_unix(1_517_820_392);
    let verifier = Verifier::new(Scheme::IopCallback, secrets).clock(at);
    let request = top_webhook::IncomingRequest::new("GET", "/spi/order/query", query, b"");
    assert_eq!(verifier.verify(&request).unwrap().params().get("buyer"), Some("买家"));
    let elsewhere = top_webhook::IncomingRequest::new("GET", "/spi/order/other", query, b"");
    assert!(verifier.verify(&elsewhere).is_err());
}

#[test]
fn iop_signs_the_registered_path_behind_a_proxy() {
    let signed = sender_path("http://127.0.0.1/registered");
    let verify = |verifier: Verifier| {
        let query = signed.query();
        verifier.verify(&top_webhook::IncomingRequest::new("GET", "/behind", &query, b"")).is_ok()
    };
    assert!(!verify(verifier(Scheme::IopCallback)));
    assert!(verify(verifier(Scheme::IopCallback).signed_path("/registered")));
}

fn sender_path(url: &str) -> top_sandbox::SignedCallback {
    crate::support::sender().sign(url, &Callback::iop().param("a", "1")).unwrap()
}

/// The platform's page does not tell whether blank parameters are signed, so both are accepted. One
/// that is not signed is not part of the request.
#[test]
fn iop_may_sign_blank_parameters_or_leave_them_out() {
    let query = |signed: &top_sandbox::SignedCallback, more: &str| format!("{}{more}", signed.query());
    let verify = |query: &str| {
        let request = top_webhook::IncomingRequest::new("GET", "/api/callback", query, b"");
        verifier(Scheme::IopCallback).verify(&request)
    };
    let with_blank = sign(&Callback::iop().param("a", "1").param("memo", ""));
    assert_eq!(verify(&query(&with_blank, "")).unwrap().params().get("memo"), Some(""));
    let without = sign(&Callback::iop().param("a", "1"));
    assert_eq!(verify(&query(&without, "&memo=")).unwrap().params().get("memo"), None);
    assert!(verify(&query(&without, "&memo=x")).is_err());
}

#[test]
fn each_secret_of_each_app_is_accepted() {
    let secrets = AppSecrets::new("1", "old").unwrap().with("1", "new").unwrap().with("2", "other").unwrap();
    for (key, secret, accepted) in [
        ("1", "old", true),
        ("1", "new", true),
        ("2", "other", true),
        ("1", "other", false),
        ("2", "new", false),
    ] {
        for (scheme, callback) in samples() {
            let signed = Callbacks::new(key, secret).clock(clock()).sign(URL, &callback).unwrap();
            let verifier = Verifier::new(scheme, secrets.clone()).clock(clock());
            let verdict = with_request(&signed, |request| verifier.verify(request));
            assert_eq!(verdict.is_ok_and(|verified| verified.app_key() == key), accepted, "{key} {secret}");
        }
    }
}

#[test]
fn app_key_that_is_not_sent_is_that_of_the_matching_secret() {
    let query = "k=v&sign=20400F1A196C1AEC496E8F7E48381C31";
    let secrets = AppSecrets::new("1", "another").unwrap().with("12345678", "helloworld").unwrap();
    let headers = [("content-type", b"application/json".as_slice())];
    let request = top_webhook::IncomingRequest::new("POST", "/", query, b"{}").with_headers(headers);
    let verified = Verifier::new(Scheme::Spi, secrets).without_window().verify(&request).unwrap();
    assert_eq!((verified.app_key(), verified.timestamp()), ("12345678", None));
}

#[test]
fn addresses_outside_of_the_ranges_are_refused() {
    let verifier = Verifier::new(Scheme::Spi, secrets()).clock(clock());
    let verifier = verifier.sources("140.205.144.0/24, 2001:db8::1".parse().unwrap());
    let verdict = |peer: Option<&str>| {
        with_request(&sign(&Callback::spi("m")), |request| {
            let peer = peer.map(|peer| peer.parse::<IpAddr>().unwrap());
            let request = peer.into_iter().fold(request.clone(), top_webhook::IncomingRequest::with_peer);
            verifier.verify(&request).map(drop).map_err(|error| error.to_string())
        })
    };
    for peer in ["140.205.144.7", "::ffff:140.205.144.7", "2001:db8::1"] {
        assert_eq!(verdict(Some(peer)), Ok(()), "{peer}");
    }
    assert_eq!(
        verdict(Some("140.205.145.7")),
        Err("address 140.205.145.7 is not one of the platform".to_owned())
    );
    assert!(verdict(None).unwrap_err().contains("with_peer"));
    for wrong in ["", ",", "140.205.144", "140.205.144.0/33", "localhost"] {
        assert!(wrong.parse::<top_webhook::SourceRanges>().is_err(), "{wrong}");
    }
}
