//! Requests apart from their fields: session, names, call options, signature.

use top_runtime::error::ErrorKind;
use top_runtime::server::{sign_text, sorted_text};
use top_runtime::session::SessionPolicy;
use top_runtime::{AppSecret, Params, SessionKey, SignMethod, TopApi};

use crate::support::{Send, builder, form_pairs, recording, refused, value_of, wait};

#[derive(TopApi)]
#[top_api(method = "test.optional")]
struct Optional;

#[derive(TopApi)]
#[top_api(method = "test.never", session = none, idempotent, version = "3.0")]
struct Never;

const SYSTEM_PARAMS: [&str; 11] = [
    "app_key",
    "format",
    "method",
    "partner_id",
    "session",
    "sign",
    "sign_method",
    "simplify",
    "target_app_key",
    "timestamp",
    "v",
];

#[test]
fn session_is_sent_unless_the_policy_is_never() {
    let client = builder().build().unwrap();
    let call = client.session(&SessionKey::new("6100abcdef"));
    let session = |prepared| value_of(&prepared, "session");
    assert_eq!(session(call.prepare(&Optional).unwrap()).as_deref(), Some("6100abcdef"));
    assert_eq!(session(client.prepare(&Optional).unwrap()), None);
    assert_eq!(session(call.prepare(&Never).unwrap()), None);
    let undeclared = call.prepare_call("a.b", &Params::new()).unwrap();
    assert_eq!(session(undeclared).as_deref(), Some("6100abcdef"));
}

#[test]
fn session_attribute_sets_the_policy() {
    assert_eq!(Never::SPEC.method(), "test.never");
    assert_eq!(Never::SPEC.session_use(), SessionPolicy::Never);
    assert!(Never::SPEC.is_idempotent() && !Optional::SPEC.is_idempotent());
    let prepared = builder().build().unwrap().prepare(&Never).unwrap();
    assert_eq!(value_of(&prepared, "v").as_deref(), Some("3.0"));
}

#[test]
fn blank_session_is_refused() {
    let client = builder().build().unwrap();
    let text = refused(client.session(&SessionKey::new(" ")).prepare(&Optional));
    assert!(text.starts_with("`session`: expected a session as the platform issued it"), "{text}");
}

#[test]
fn system_parameter_names_are_refused_in_untyped_calls() {
    let client = builder().build().unwrap();
    for name in SYSTEM_PARAMS {
        let text = refused(client.prepare_call("a.b", &Params::new().with(name, "x")));
        assert!(text.starts_with(&format!("`{name}`: ")) && text.contains("set by the client"), "{text}");
    }
    refused(client.prepare_call("a.b", &Params::new().with(" ", "x")));
}

#[test]
fn system_parameter_names_are_refused_as_call_parameters() {
    let client = builder().build().unwrap();
    for name in SYSTEM_PARAMS.into_iter().chain(["", "\u{3000}"]) {
        refused(client.param(name, "x").prepare(&Optional));
    }
}

#[test]
fn parameter_in_request_and_call_is_refused() {
    let client = builder().build().unwrap();
    let text = refused(client.param("x", "y").prepare(&Send { x: 1 }));
    assert!(text.starts_with("`x`: expected a parameter given once"), "{text}");
    let call = client.param("a", "1");
    let text = refused(call.prepare_call("a.b", &Params::new().with("a", "2")));
    assert!(text.starts_with("`a`: expected a parameter given once"), "{text}");
}

#[test]
fn duplicate_call_parameter_is_refused() {
    let client = builder().build().unwrap();
    refused(client.param("extra", "1").param("extra", "2").prepare(&Optional));
}

#[test]
fn call_parameters_are_sorted_and_signed() {
    let client = builder().build().unwrap();
    let prepared = client.param("zz", "1").param("a0", "2").prepare(&Optional).unwrap();
    assert!(prepared.string_to_sign().starts_with("a02app_key"), "{}", prepared.string_to_sign());
    assert!(prepared.string_to_sign().ends_with("v2.0zz1"), "{}", prepared.string_to_sign());
}

#[test]
fn invalid_method_name_is_refused() {
    let client = builder().build().unwrap();
    for method in ["", "a b", ".a", "a.", "a..b", "taobao.时间", "a/b", "a?b=c"] {
        let text = refused(client.prepare_call(method, &Params::new()));
        assert!(text.starts_with("`method`: expected the name of an API"), "{method}: {text}");
    }
    for method in ["time", "a.b-c.D_1", "account.aliyuncs.com.CreateApp.2013-07-01"] {
        client.prepare_call(method, &Params::new()).unwrap();
    }
}

#[test]
fn invalid_header_is_refused() {
    let client = builder().build().unwrap();
    let text = refused(client.header("x y", "1").prepare(&Optional));
    assert!(text.starts_with("`header`: expected the name of an HTTP header, found `x y`"), "{text}");
    let text = refused(client.header("x-y", "a\nb").prepare(&Optional));
    assert!(text.contains("header x-y") && !text.contains('\n'), "{text}");
}

#[test]
fn target_app_key_is_sent_and_signed() {
    let client = builder().build().unwrap();
    let prepared = client.target_app_key("87654321").prepare(&Optional).unwrap();
    assert_eq!(value_of(&prepared, "target_app_key").as_deref(), Some("87654321"));
}

#[test]
fn every_sign_method_signs_the_sent_parameters() {
    for method in [SignMethod::Md5, SignMethod::Hmac, SignMethod::HmacSha256] {
        let client = builder().sign_method(method).build().unwrap();
        let note = "a=b&c +%~*中文😀\r\n\u{0}\"";
        let call = client.session(&SessionKey::new("6100+/=&é")).param("note", note);
        let prepared = call.prepare(&Send { x: vec!["x", "y z"] }).unwrap();
        let pairs = form_pairs(prepared.body());
        let sign = pairs.iter().find(|(name, _)| name == "sign").unwrap().1.clone();
        let others: Params = pairs.into_iter().filter(|(name, _)| name != "sign").collect();
        assert_eq!(others.get("note"), Some(note));
        assert_eq!(sorted_text(&others), prepared.string_to_sign());
        assert_eq!(sign_text(method, &AppSecret::new("helloworld"), prepared.string_to_sign()), sign);
        assert_eq!(sign, prepared.sign());
    }
}

#[test]
fn form_encoding_uses_the_official_safe_characters() {
    let client = builder().build().unwrap();
    let prepared = client.prepare(&Send { x: "aZ09-_.* ~!'()中" }).unwrap();
    let body = String::from_utf8(prepared.body().to_vec()).unwrap();
    assert!(body.contains("&x=aZ09-_.*+%7E%21%27%28%29%E4%B8%AD"), "{body}");
}

#[test]
fn request_is_a_form_post_with_a_user_agent() {
    let (client, seen) = recording(r#"{"test_optional_response":{}}"#);
    wait(client.execute(&Optional)).unwrap();
    let headers = seen.last().headers;
    assert_eq!(headers["content-type"], "application/x-www-form-urlencoded;charset=UTF-8");
    assert!(headers["user-agent"].to_str().unwrap().starts_with("top-runtime/"));
}

#[test]
fn key_and_secret_must_not_be_blank() {
    for (key, secret) in [("", "s"), ("k", ""), (" ", "s"), ("k", "\u{3000}")] {
        assert!(top_runtime::Client::builder(key, secret).build().is_err(), "{key:?} {secret:?}");
    }
}

#[test]
fn transport_error_reports_whether_it_may_have_executed() {
    use top_runtime::transport::{InMemoryTransport, TransportError};
    for sent in [false, true] {
        let gateway = InMemoryTransport::new(move |_| {
            Err(if sent {
                TransportError::maybe_sent("connection reset")
            } else {
                TransportError::not_sent("connection refused")
            })
        });
        let error = wait(builder().transport(gateway).build().unwrap().execute(&Optional)).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Transport(_)) && error.is_retryable());
        assert_eq!(error.may_have_executed(), sent);
        assert!(error.to_string().contains("connection re"), "{error}");
    }
}
