//! Signs calls of the other gateways, without the client and without the sandbox.

use hmac::{Hmac, KeyInit as _, Mac as _};
use md5::{Digest as _, Md5};
use sha2::Sha256;

const SECRET: &str = "helloworld";

/// Parameters of a call, which tests change one by one.
#[derive(Clone)]
pub(crate) struct Signer(Vec<(&'static str, String)>);

impl Signer {
    /// Creates a call of IOP.
    pub(crate) fn iop(app_key: &str, unix: u64) -> Self {
        Self(Vec::new())
            .with("app_key", app_key)
            .with("timestamp", &format!("{unix}000"))
            .with("sign_method", "sha256")
    }

    /// Creates a call with the parameters of TOP.
    pub(crate) fn top(app_key: &str, timestamp: &str) -> Self {
        Self(Vec::new()).with("app_key", app_key).with("timestamp", timestamp).with("sign_method", "md5")
    }

    /// Sets a parameter. An empty value removes it.
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.0.retain(|(known, _)| *known != name);
        if !value.is_empty() {
            self.0.push((name, value.to_owned()));
        }
        self
    }

    /// Signs the path and the parameters with HMAC-SHA256, or with MD5 if the call says so.
    pub(crate) fn signed(self, path: &str) -> Self {
        self.sign(path, "")
    }

    /// Signs the parameters and a body.
    pub(crate) fn signed_with_body(self, body: &str) -> Self {
        self.sign("", body)
    }

    fn sign(self, path: &str, body: &str) -> Self {
        let unsigned = self.with("sign", "");
        let mut pairs: Vec<_> = unsigned.0.iter().collect();
        pairs.sort();
        let pairs: String = pairs.into_iter().flat_map(|(name, value)| [name, value.as_str()]).collect();
        let text = format!("{path}{pairs}{body}");
        let is_md5 = unsigned.0.iter().any(|(name, value)| *name == "sign_method" && value == "md5");
        let digest = if is_md5 {
            Md5::digest(format!("{SECRET}{text}{SECRET}")).to_vec()
        } else {
            let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
            mac.chain_update(text).finalize().into_bytes().to_vec()
        };
        let sign = digest.iter().fold(String::new(), |sign, byte| format!("{sign}{byte:02X}"));
        unsigned.with("sign", &sign)
    }

    /// Returns the parameters as a form.
    pub(crate) fn form(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }
}
