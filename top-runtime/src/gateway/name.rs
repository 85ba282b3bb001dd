//! Gateways as texts: names and addresses.

use std::str::FromStr;

use super::Gateway;
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
        if let Some((protocol, rest)) = text.split_once(':')
            && !rest.starts_with("//")
        {
            let is_address = rest.contains("://");
            match protocol.to_ascii_lowercase().replace('-', "_").as_str() {
                "iop" if is_address => return Ok(Self::iop(rest)),
                "qimen_cloud" if is_address => return Ok(Self::qimen_cloud_at(rest)),
                "qimen_cloud" => return Ok(Self::qimen_cloud(rest)),
                "qimen" if is_address => return Ok(Self::qimen_at(rest)),
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
        Err(BuildError::new(format!(
            "{} is neither the name of a gateway nor an address: expected an address like `https://..` (TOP) or \
             `iop:https://..`, a scene like `qimen_cloud:a1q40taq0j`, or one of {}",
            quote_excerpt(text),
            names.join(", ")
        )))
    }
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
            error.contains("`aliexpres` is neither") && error.contains("`aliexpress`, `alibaba`"),
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
            ("qimen_cloud:a1q40taq0j", Gateway::qimen_cloud("a1q40taq0j")),
            ("qimen-cloud:https://x.test/router/qm", Gateway::qimen_cloud_at("https://x.test/router/qm")),
            ("qimen:https://x.test/q", Gateway::qimen_at("https://x.test/q")),
            ("", Gateway::from("")),
        ] {
            assert_eq!(text.parse::<Gateway>().unwrap(), gateway, "{text}");
        }
    }
}
