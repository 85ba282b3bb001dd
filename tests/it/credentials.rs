//! App key, app secret and session: what was copied with something around it is refused before it
//! is sent, and never shown.

use std::env;
use std::process::Command;

use top_runtime::{Client, Params, SessionKey};

use crate::support::{builder, refused};

/// What is put around a text, and how it is called in the message.
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

/// All the texts that are no credential, with what is wrong with them.
fn faulty() -> Vec<(String, &'static str)> {
    let around = AROUND.iter().map(|(before, after, fault)| (format!("{before}c0ffee{after}"), *fault));
    let inside = INSIDE.iter().map(|(text, fault)| ((*text).to_owned(), *fault));
    around.chain(inside).collect()
}

#[test]
fn a_key_or_secret_with_something_around_it_does_not_build() {
    for (text, fault) in faulty() {
        for (what, built) in [
            ("app key", Client::builder(&*text, "helloworld").build()),
            ("app secret", Client::builder("12345678", &*text).build()),
        ] {
            match (fault, built) {
                ("", built) => assert!(built.is_ok(), "{text:?}"),
                (fault, built) => {
                    let shown = built.unwrap_err().to_string();
                    assert_eq!(shown, format!("the {what} {fault}: copy it from the app's console"));
                }
            }
        }
    }
}

#[test]
fn a_session_with_something_around_it_is_refused_at_the_call() {
    let client = builder().build().unwrap();
    for (text, fault) in faulty() {
        let call = client.session(&SessionKey::new(&*text));
        match fault {
            "" => drop(call.prepare_call("a.b", &Params::new()).unwrap()),
            fault => {
                let shown = refused(call.prepare_call("a.b", &Params::new()));
                assert_eq!(
                    shown,
                    format!(
                        "`session`: expected a session as the platform issued it, found text that {fault}"
                    )
                );
            }
        }
    }
}

#[test]
fn a_session_that_is_blank_is_refused_and_called_blank() {
    let client = builder().build().unwrap();
    for (text, found) in [
        ("", "blank text"),
        (" ", "blank text"),
        ("\u{3000}\n", "blank text"),
        ("\u{feff}", "text that begins with an invisible character"),
    ] {
        let shown = refused(client.session(&SessionKey::new(text)).prepare_call("a.b", &Params::new()));
        assert_eq!(shown, format!("`session`: expected a session as the platform issued it, found {found}"));
    }
}

#[test]
fn a_called_app_key_is_held_to_the_same_rule() {
    let client = builder().build().unwrap();
    for text in ["87654321\n", " 87654321", "\"87654321\"", "\u{feff}87654321", ""] {
        let shown = refused(client.target_app_key(text).prepare_call("a.b", &Params::new()));
        assert!(shown.starts_with("`target_app_key`: expected an app key"), "{shown}");
        assert!(!shown.contains("8765"), "{shown}");
    }
}

#[test]
fn a_partner_id_that_would_be_trimmed_on_the_way_does_not_build() {
    for text in ["top-sdk\n", " top-sdk", "top\u{feff}sdk"] {
        let shown = builder().partner_id(text).build().unwrap_err().to_string();
        assert!(shown.starts_with("the partner id "), "{shown}");
    }
    builder().partner_id("top-sdk-java-20211130").build().unwrap();
}

/// `+`, `/`, `=`, `_`, `-` and `.` are in real ones, and a secret in another script is signed as
/// any other.
#[test]
fn what_real_ones_look_like_passes() {
    for text in ["6100+/=_-.AZaz09", "~!@#$%^&*()", "密钥", "é", "a\"b", "it's", "50000a00b00c1d2e3f4"] {
        Client::builder(text, text).build().unwrap();
        let client = builder().build().unwrap();
        client.session(&SessionKey::new(text)).prepare_call("a.b", &Params::new()).unwrap();
    }
}

/// The environment belongs to the whole process, so each case is a process of its own: this test
/// run again.
#[test]
fn credentials_from_the_environment_are_held_to_the_same_rules() {
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
        again.arg("credentials::credentials_from_the_environment_are_held_to_the_same_rules");
        again.env("TOP_TEST_BUILD_FROM_ENV", "1").env("TOP_APP_KEY", key).env("TOP_APP_SECRET", secret);
        match gateway {
            Some(gateway) => again.env("TOP_GATEWAY", gateway),
            None => again.env_remove("TOP_GATEWAY"),
        };
        let output = String::from_utf8(again.output().unwrap().stdout).unwrap();
        let shown = output.split_once('<').unwrap().1.rsplit_once('>').unwrap().0;
        assert!(shown.contains(expected), "{shown}");
        assert!(!shown.contains("helloworld") && !shown.contains('\n'), "{shown}");
    }
}
