//! Gateways as texts: names and addresses.

use std::str::FromStr;

use super::Gateway;
use crate::codec::suggest::Suggestion;
use crate::error::BuildError;
use crate::issue::quote_excerpt;

/// Names of the gateways with a constant.
static NAMES: [(&str, Gateway); 19] = [
    ("production", Gateway::PRODUCTION),
    ("overseas", Gateway::OVERSEAS),
    ("sandbox", Gateway::SANDBOX),
    ("aliexpress", Gateway::ALIEXPRESS),
    ("alibaba", Gateway::ALIBABA),
    ("lazada_sg", Gateway::LAZADA_SG),
    ("lazada_th", Gateway::LAZADA_TH),
    ("lazada_my", Gateway::LAZADA_MY),
    ("lazada_vn", Gateway::LAZADA_VN),
    ("lazada_ph", Gateway::LAZADA_PH),
    ("lazada_id", Gateway::LAZADA_ID),
    ("lazada_auth", Gateway::LAZADA_AUTH),
    ("taobao_global", Gateway::TAOBAO_GLOBAL),
    ("taobao_tw", Gateway::TAOBAO_TW),
    ("daraz_pk", Gateway::DARAZ_PK),
    ("daraz_bd", Gateway::DARAZ_BD),
    ("daraz_lk", Gateway::DARAZ_LK),
    ("daraz_np", Gateway::DARAZ_NP),
    ("daraz_mm", Gateway::DARAZ_MM),
];

impl FromStr for Gateway {
    type Err = BuildError;

    /// Reads the name of a gateway or an address, see [`Gateway`](Gateway#names). The address is
    /// validated by [`build`](crate::ClientBuilder::build).
    fn from_str(text: &str) -> Result<Self, BuildError> {
        if let Some((protocol, rest)) = text.split_once(':') {
            let is_address = rest.contains("://") && !rest.starts_with("//");
            match protocol.to_ascii_lowercase().replace('-', "_").as_str() {
                "top" if is_address => return Ok(Self::from(rest)),
                "iop" if is_address => return Ok(Self::iop(rest)),
                "qimen_cloud" if is_address => return Ok(Self::qimen_cloud_at(rest)),
                "qimen_cloud" if !rest.starts_with("//") => return Ok(Self::qimen_cloud(rest)),
                "qimen" if is_address => return Ok(Self::qimen_at(rest)),
                // The text is not quoted: it may contain a password.
                protocol @ ("top" | "iop" | "qimen_cloud" | "qimen") => {
                    let text = format!(
                        "the gateway begins with `{protocol}:` without an address: write the whole address behind \
                         it, like `{protocol}:https://gateway.example.com`"
                    );
                    return Err(BuildError::new(text));
                }
                _ => {}
            }
        }
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        if text.is_empty() || !text.chars().all(is_name) {
            return Ok(Self::from(text));
        }
        let name = text.to_ascii_lowercase().replace('-', "_");
        if let Some((_, gateway)) = NAMES.iter().find(|(known, _)| *known == name) {
            return Ok(gateway.clone());
        }
        let names: Vec<_> = NAMES.iter().map(|(name, _)| format!("`{name}`")).collect();
        let nearest =
            NAMES.iter().fold(Suggestion::NONE, |nearest, (known, _)| nearest.consider(&name, known));
        let suggestion =
            nearest.name().map_or_else(String::new, |nearest| format!(" (did you mean `{nearest}`?)"));
        Err(BuildError::new(format!(
            "{} is neither the name of a gateway nor an address{suggestion}: expected an address like `https://..` \
             (TOP) or `iop:https://..`, a scene like `qimen_cloud:a1q40taq0j`, or one of {}",
            quote_excerpt(text),
            names.join(", ")
        )))
    }
}

/// Returns the name of the gateway of IOP that has this host.
pub(super) fn iop_name_of(host: &str) -> Option<&'static str> {
    let is_of_host = |gateway: &Gateway| {
        let address = gateway.as_str().strip_prefix("https://");
        address.is_some_and(|address| address.eq_ignore_ascii_case(host))
    };
    NAMES.iter().find(|(_, gateway)| is_of_host(gateway)).map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_any_case() {
        for (name, gateway) in &NAMES {
            for text in [name.to_ascii_uppercase(), name.replace('_', "-"), (*name).to_owned()] {
                assert_eq!(text.parse::<Gateway>().unwrap(), *gateway);
            }
            assert!(gateway.addresses().is_ok(), "{name}");
        }
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_names() {
        let error = "aliexpres".parse::<Gateway>().unwrap_err().to_string();
        assert!(
            error.contains("(did you mean `aliexpress`?)") && error.contains("`aliexpress`, `alibaba`"),
            "{error}"
        );
    }

    #[test]
    fn addresses_may_have_a_protocol() {
        for (text, gateway) in [
            ("https://x.test/r", Gateway::from("https://x.test/r")),
            ("x.test/r", Gateway::from("x.test/r")),
            ("iop:https://x.test", Gateway::iop("https://x.test")),
            ("IOP:http://127.0.0.1:1", Gateway::iop("http://127.0.0.1:1")),
            ("top:https://x.test/r", Gateway::from("https://x.test/r")),
            ("qimen_cloud:a1q40taq0j", Gateway::qimen_cloud("a1q40taq0j")),
            ("qimen-cloud:https://x.test/router/qm", Gateway::qimen_cloud_at("https://x.test/router/qm")),
            ("qimen:https://x.test/q", Gateway::qimen_at("https://x.test/q")),
            ("", Gateway::from("")),
        ] {
            assert_eq!(text.parse::<Gateway>().unwrap(), gateway, "{text}");
        }
        for text in
            ["iop:", "iop:aliexpress", "IOP://user:hunter2@x.test", "qimen:x", "qimen-cloud://x", "top:x"]
        {
            let error = text.parse::<Gateway>().unwrap_err().to_string();
            assert!(error.contains(":https://") && !error.contains("hunter2"), "{error}");
        }
    }
}
