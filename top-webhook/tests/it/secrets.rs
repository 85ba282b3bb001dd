//! No output contains a secret, a signature or a session.

use top_sandbox::Tamper;
use top_webhook::AppSecrets;

use crate::support::{samples, secrets, sign, verifier, verify, webhook, with_request};

#[test]
fn debug_output_has_no_secret_and_no_signature() {
    for (scheme, callback) in samples() {
        let callback = callback.param("session", "6100aabbcc");
        let signed = sign(&callback);
        let signature = signed.query().split_once("sign=").map(|(_, sign)| sign.to_owned());
        let verified = verify(scheme, &signed).unwrap();
        let error = verify(scheme, &signed.tampered(&Tamper::WrongFirstDigit)).unwrap_err();
        let case = verify(scheme, &signed.tampered(&Tamper::OtherCase)).unwrap_err();
        let request = with_request(&signed, |request| format!("{request:?}"));
        let settings = format!("{:?} {:?}", verifier(scheme), webhook(scheme));
        let shown = format!("{verified:?} {error:?} {error} {case:?} {case} {request} {signed:?} {settings}");
        let authorization =
            signed.headers().find(|(name, _)| *name == "authorization").map(|(_, value)| value);
        let secrets = [Some("helloworld"), Some("6100aabbcc"), signature.as_deref(), authorization];
        for secret in secrets.into_iter().flatten() {
            assert!(!shown.contains(secret), "{secret}: {shown}");
        }
    }
}

#[test]
fn blank_keys_and_secrets_are_refused() {
    for (key, secret) in [("", "s"), (" ", "s"), ("1", ""), ("1", " \n")] {
        let error = AppSecrets::new(key, secret).unwrap_err();
        assert!(error.to_string().contains("blank"), "{error}");
        assert!(secrets().with(key, secret).is_err());
    }
    assert_eq!(format!("{:?}", secrets()), r#"AppSecrets(["12345678"])"#);
}
