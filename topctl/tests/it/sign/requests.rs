//! Requests to break, and a signer that shares no code with topctl.

use hmac::{Hmac, KeyInit as _, Mac as _};
use md5::{Digest as _, Md5};
use sha2::Sha256;
use snapbox::cmd::Command;

pub(super) const SECRET: &str = "helloworld";
pub(super) const SESSION: &str = "6100e1f2a3b4";
/// The time at which the requests are sent: `timestamp` in GMT+8.
pub(super) const AT: &str = "2026-11-30T04:00:00Z";
const TIMESTAMP: &str = "2026-11-30 12:00:00";
const MILLIS: &str = "1796011200000";

pub(super) struct Ran {
    pub(super) code: i32,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

impl Ran {
    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap()
    }
}

/// Runs topctl with the app secret in its environment, and a request as standard input.
pub(super) fn topctl(arguments: &[&str], stdin: &str) -> Ran {
    let command =
        Command::new(env!("CARGO_BIN_EXE_topctl")).args(arguments).env("TOP_APP_SECRET", SECRET).stdin(stdin);
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// Parameters in the order of sending, and the address of their gateway.
#[derive(Clone)]
pub(super) struct Pairs(pub(super) Vec<(String, String)>, pub(super) &'static str);

fn pairs(address: &'static str, pairs: &[(&str, &str)]) -> Pairs {
    Pairs(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(), address)
}

pub(super) fn top() -> Pairs {
    pairs(
        "https://gw.api.taobao.com/router/rest",
        &[
            ("method", "taobao.item.update"),
            ("app_key", "12345678"),
            ("session", SESSION),
            ("timestamp", TIMESTAMP),
            ("format", "json"),
            ("v", "2.0"),
            ("sign_method", "md5"),
            ("num_iid", "11223344"),
            ("title", "红色 T恤/大码"),
        ],
    )
}

pub(super) fn iop() -> Pairs {
    pairs(
        "https://api-sg.aliexpress.com/sync",
        &[
            ("method", "aliexpress.ds.product.get"),
            ("app_key", "12345678"),
            ("session", SESSION),
            ("timestamp", MILLIS),
            ("sign_method", "sha256"),
            ("ship_to_country", "US"),
            ("product_id", "1005001234567890"),
        ],
    )
}

pub(super) fn iop_path() -> Pairs {
    pairs(
        "https://api.lazada.sg/rest/order/get",
        &[
            ("app_key", "12345678"),
            ("access_token", SESSION),
            ("timestamp", MILLIS),
            ("sign_method", "sha256"),
            ("order_id", "1234"),
        ],
    )
}

/// A standard interface of Qimen; the document is the body.
pub(super) fn qimen() -> Pairs {
    pairs(
        "http://qimen.api.taobao.com/router/qimen/service",
        &[
            ("method", "taobao.qimen.deliveryorder.create"),
            ("timestamp", TIMESTAMP),
            ("format", "xml"),
            ("app_key", "12345678"),
            ("v", "2.0"),
            ("sign_method", "md5"),
            ("customerId", "c1"),
        ],
    )
}

/// A scene of Qimen.
pub(super) fn qimen_cloud() -> Pairs {
    Pairs(top().with("target_app_key", "23060081").0, "https://a1q40taq0j.api.taobao.com/router/qm")
}

pub(super) fn md5(text: &str) -> String {
    hex(&Md5::digest(format!("{SECRET}{text}{SECRET}")))
}

pub(super) fn hmac_sha256(text: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    hex(&mac.finalize().into_bytes())
}

pub(super) fn hex(digest: &[u8]) -> String {
    base16ct::upper::encode_string(digest)
}

/// Encodes text as forms do.
pub(super) fn encode(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' => char::from(byte).to_string(),
        b' ' => "+".to_owned(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

impl Pairs {
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        match self.0.iter_mut().find(|(existing, _)| existing == name) {
            Some((_, existing)) => value.clone_into(existing),
            None => self.0.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    pub(super) fn without(mut self, name: &str) -> Self {
        self.0.retain(|(existing, _)| existing != name);
        self
    }

    /// Returns the right string to sign of parameters without blanks.
    pub(super) fn text(&self) -> String {
        let mut sorted = self.0.clone();
        sorted.sort();
        let path = self
            .1
            .split_once("/rest/")
            .filter(|_| !self.1.contains("router"))
            .map(|(_, path)| format!("/{path}"));
        path.unwrap_or_default()
            + &sorted.iter().flat_map(|(name, value)| [name.as_str(), value]).collect::<String>()
    }

    /// Returns the right signature.
    fn sign(&self) -> String {
        match self.0.iter().find(|(name, _)| name == "sign_method") {
            Some((_, method)) if method.contains("sha256") => hmac_sha256(&self.text()),
            _ => md5(&self.text()),
        }
    }

    pub(super) fn signed(&self) -> String {
        self.url(&self.sign())
    }

    pub(super) fn url(&self, sign: &str) -> String {
        format!("{}?{}&sign={}", self.1, self.form(), encode(sign))
    }

    pub(super) fn form(&self) -> String {
        self.0
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect::<Vec<_>>()
            .join("&")
    }

    /// Returns a curl line with the parameters in the query, and a body.
    pub(super) fn curl(&self, address: &str, sign: &str, body: &str) -> String {
        format!("curl '{address}?{}&sign={sign}' --data-raw '{body}'", self.form())
    }
}
