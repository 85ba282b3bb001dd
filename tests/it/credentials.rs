//! App key, app secret and session: surrounding characters are refused before sending, and the
//! value is never printed.

use std::env;
use std::process::Command;

use top_runtime::{Client, Params, SessionKey};

use crate::support::{builder, refused};

/// Characters around a text, and their name in the message.
const AROUND: [(&str, &str, &str); 22] = [
    ("", "\n", "ends with a line break"),
    ("", "\r\n", "ends with a line break"),
    ("", " ", "ends with a blank"),
    (" ", "", "begins with a blank"),
    ("\t", "", "begins with a blank"),
    ("\u{3000}", "", "begins with a blank"),
    ("", "\u{a0}", "ends with a blank"),
    ("\u{2028}", "", "begins with a line break"),
    ("\u{feff}", "", "begins with an invisible character"),
    ("", "\u{200b}", "ends with an invisible character"),
    ("\u{200d}", "", "begins with an invisible character"),
    ("\u{202e}", "", "begins with an invisible character"),
    ("", "\u{2060}", "ends with an invisible character"),
    ("", "\u{ad}", "ends with an invisible character"),
    ("", "\0", "ends with a control character"),
    ("\u{1b}", "", "begins with a control character"),
    ("\"", "\"", "is in quotes"),
    ("'", "'", "is in quotes"),
    ("", "\"", "ends with a quote"),
    ("`", "", "begins with a quote"),
    ("\u{201c}", "\u{201d}", "is in quotes"),
    ("", ";", ""),
];

const INSIDE: [(&str, &str); 4] = [
    ("6100\nc0ffee", "has a line break inside"),
    ("6100 c0ffee", "has a blank inside"),
    ("6100\u{200b}c0ffee", "has an invisible character inside"),
    ("6100\u{7f}c0ffee", "has a control character inside"),
];

/// Returns invalid credentials with the expected message.
fn faulty() -> Vec<(String, &'static str)> {
    let around = AROUND.iter().map(|(before, after, fault)| (format!("{before}c0ffee{after}"), *fault));
    let inside = INSIDE.iter().map(|(text, fault)| ((*text).to_owned(), *fault));
    around.chain(inside).collect()
}

#[test]
fn untrimmed_app_key_or_secret_does_not_build() {
    for (text, fault) in faulty() {
        for (what, built) in [
            ("app key", Client::builder(&*text, "helloworld").build()),
            ("app secret", Client::builder("12345678", &*text).build()),
        ] {
            match (fault, built) {
                ("", built) => assert!(built.is_ok(), "{text:?}"),
                (fault, built) => {
                    let text = built.unwrap_err().to_string();
                    assert_eq!(text, format!("the {what} {fault}: copy it from the app's console"));
                }
            }
        }
    }
}

#[test]
fn untrimmed_session_is_refused_at_the_call() {
    let client = builder().build().unwrap();
    for (text, fault) in faulty() {
        let call = client.session(&SessionKey::new(&*text));
        match fault {
            "" => drop(call.prepare_call("a.b", &Params::new()).unwrap()),
            fault => {
                let text = refused(call.prepare_call("a.b", &Params::new()));
                assert_eq!(
                    text,
                    format!(
                        "`session`: expected a session as the platform issued it, found text that {fault}"
                    )
                );
            }
        }
    }
}

#[test]
fn blank_session_is_refused_with_its_reason() {
    let client = builder().build().unwrap();
    for (text, found) in [
        ("", "blank text"),
        (" ", "blank text"),
        ("\u{3000}\n", "blank text"),
        ("\u{feff}", "text that begins with an invisible character"),
    ] {
        let text = refused(client.session(&SessionKey::new(text)).prepare_call("a.b", &Params::new()));
        assert_eq!(text, format!("`session`: expected a session as the platform issued it, found {found}"));
    }
}

#[test]
fn untrimmed_target_app_key_is_refused() {
    let client = builder().build().unwrap();
    for text in ["87654321\n", " 87654321", "\"87654321\"", "\u{feff}87654321", ""] {
        let text = refused(client.target_app_key(text).prepare_call("a.b", &Params::new()));
        assert!(text.starts_with("`target_app_key`: expected an app key"), "{text}");
        assert!(!text.contains("8765"), "{text}");
    }
}

#[test]
fn untrimmed_partner_id_does_not_build() {
    for text in ["top-sdk\n", " top-sdk", "top\u{feff}sdk"] {
        let text = builder().partner_id(text).build().unwrap_err().to_string();
        assert!(text.starts_with("the partner id "), "{text}");
    }
    builder().partner_id("top-sdk-java-20211130").build().unwrap();
}

/// Real credentials contain `+`, `/`, `=`, `_`, `-` and `.`. A secret in another script is valid.
#[test]
fn realistic_credentials_are_accepted() {
    for text in ["6100+/=_-.AZaz09", "~!@#$%^&*()", "密钥", "é", "a\"b", "it's", "50000a00b00c1d2e3f4"] {
        Client::builder(text, text).build().unwrap();
        let client = builder().build().unwrap();
        client.session(&SessionKey::new(text)).prepare_call("a.b", &Params::new()).unwrap();
    }
}

/// The environment is global, so each case runs this test in a child process.
#[test]
fn credentials_from_the_environment_are_validated() {
    if env::var_os("TOP_TEST_BUILD_FROM_ENV").is_some() {
        let error = Client::builder_from_env().and_then(|builder| builder.build().map(drop));
        println!("<{}>", error.map_or_else(|error| error.to_string(), |()| "built".to_owned()));
        return;
    }
    for (key, secret, gateway, expected) in [
        ("12345678\n", "helloworld", None, "TOP_APP_KEY: the app key ends with a line break"),
        ("12345678", "\"helloworld\"", None, "TOP_APP_SECRET: the app secret is in quotes"),
        ("12345678", "\u{feff}helloworld", None, "TOP_APP_SECRET: the app secret begins with an invisible"),
        ("12345678", "", None, "TOP_APP_SECRET: the app secret is blank"),
        ("12345678", "helloworld", Some("https://gw.api.taobao.com/router/rest\n"), "ends with a line break"),
        ("12345678", "helloworld", Some("gw.api.taobao.com/router/rest"), "write `https://` before it"),
    ] {
        let mut again = Command::new(env::current_exe().unwrap());
        again.args(["--exact", "--nocapture"]);
        again.arg("credentials::credentials_from_the_environment_are_validated");
        again.env("TOP_TEST_BUILD_FROM_ENV", "1").env("TOP_APP_KEY", key).env("TOP_APP_SECRET", secret);
        match gateway {
            Some(gateway) => again.env("TOP_GATEWAY", gateway),
            None => again.env_remove("TOP_GATEWAY"),
        };
        let output = String::from_utf8(again.output().unwrap().stdout).unwrap();
        let text = output.split_once('<').unwrap().1.rsplit_once('>').unwrap().0;
        assert!(text.contains(expected), "{text}");
        assert!(!text.contains("helloworld") && !text.contains('\n'), "{text}");
    }
}
