//! Validation of the address of a gateway.

use std::net::IpAddr;
use std::sync::Arc;

use http::Uri;

use super::Gateway;
use super::name::iop_name_of;
use crate::error::BuildError;
use crate::protocol::{Platform, ReplyForm, SYSTEM_PARAMS};
use crate::secret::fault;

/// The addresses of a gateway.
pub(crate) struct Addresses {
    /// Address of APIs with a name.
    pub(crate) methods: Arc<str>,
    /// Address of APIs with a path, which follows it.
    pub(crate) paths: Arc<str>,
}

impl Gateway {
    /// Validates the address and returns those of APIs with a name and of APIs with a path.
    pub(crate) fn addresses(&self) -> Result<Addresses, BuildError> {
        let address = self.validate()?;
        let Platform { method_path, path_prefix, .. } = self.platform;
        if method_path.is_empty() {
            let address: Arc<str> = address.into();
            return Ok(Addresses { methods: Arc::clone(&address), paths: address });
        }
        // The official SDK takes the host, and the documents name the whole address.
        let base = address.trim_end_matches('/');
        let base = ["/sync", "/rest"].into_iter().find_map(|end| base.strip_suffix(end)).unwrap_or(base);
        let base = base.trim_end_matches('/');
        let at = |path: &str| Arc::from(format!("{base}{path}"));
        Ok(Addresses { methods: at(method_path), paths: at(path_prefix) })
    }

    /// Validates the address and returns that of APIs with a name.
    #[cfg(feature = "reqwest")]
    pub(crate) fn address(&self) -> Result<Arc<str>, BuildError> {
        self.addresses().map(|addresses| addresses.methods)
    }

    /// Validates the address and returns it in normal form.
    ///
    /// http is for loopback only: requests contain the session, and replies are trusted.
    fn validate(&self) -> Result<String, BuildError> {
        if let Some(fault) = &self.fault {
            return Err(BuildError::new(fault.clone().into()));
        }
        let error = |reason: &str| BuildError::new(format!("the gateway {} {reason}", self.redacted()));
        if let Some(fault) = fault(&self.url) {
            return Err(error(&fault));
        }
        if !self.url.is_ascii() {
            return Err(error("is not in ASCII: write the host as `xn--...` and the path percent-encoded"));
        }
        if self.url.contains('#') {
            return Err(error("has a fragment, which is never sent: remove `#` and the text after it"));
        }
        let (scheme, rest) = self.split().map_err(|reason| error(&reason))?;
        let authority = rest.split(['/', '?']).next().unwrap_or_default();
        if authority.contains('@') {
            return Err(error("must not carry a user name or password"));
        }
        if host_of(authority).is_empty() {
            return Err(error(NO_HOST));
        }
        if rest.contains("://") && authority.ends_with(':') {
            return Err(error("has two schemes: write `https://` once"));
        }
        if let Some(reason) = port_fault(authority) {
            return Err(error(reason));
        }
        let uri: Uri = self.url.parse().map_err(|e| error(&format!("is not a URL: {e}")))?;
        let host = uri.host().filter(|host| !host.is_empty()).ok_or_else(|| error(NO_HOST))?;
        let is_qimen = self.platform.main().reply == ReplyForm::Provider;
        if scheme.eq_ignore_ascii_case("http") && !is_loopback(host) && !(is_qimen && self.plain_http) {
            return Err(error(if is_qimen {
                "is plain http, as Qimen's public addresses are: everybody on the way can read requests and \
                 change replies. If that is acceptable, write `Gateway::qimen().allow_plain_http()`"
            } else {
                "is plain http: write `https://` (http is accepted for 127.0.0.1, [::1] and localhost)"
            }));
        }
        let is_iop = !self.platform.method_path.is_empty();
        if let Some(name) = iop_name_of(host).filter(|_| !is_iop) {
            let constant = name.to_ascii_uppercase();
            return Err(error(&format!(
                "is an address of IOP, and an address alone is one of TOP: write `Gateway::{constant}` or \
                 `Gateway::iop(..)`, in the environment `{name}` or `iop:https://..`"
            )));
        }
        if is_iop && uri.query().is_some() {
            return Err(error(
                "has a query: write the address of the host, like `https://api-sg.aliexpress.com`",
            ));
        }
        if uri.path() == "/" && is_platform(host) && !is_iop {
            return Err(error("has no path: write `/router/rest` after the host"));
        }
        if let Some(name) = uri.query().and_then(system_param_in) {
            return Err(error(&format!("has `{name}` in its query, which the client sets itself")));
        }
        Ok(uri.to_string())
    }

    /// Splits the address at `://`. The error contains a correction.
    fn split(&self) -> Result<(&str, &str), String> {
        let text = &*self.url;
        let starts =
            |prefix: &str| text.get(..prefix.len()).is_some_and(|text| text.eq_ignore_ascii_case(prefix));
        let head = text.split(['/', '?']).next().unwrap_or_default();
        match text.split_once("://").filter(|(scheme, _)| *scheme == head.trim_end_matches(':')) {
            Some(("", _)) => Err("has no scheme: write `https` before it".to_owned()),
            Some((scheme, rest))
                if ["https", "http"].iter().any(|accepted| accepted.eq_ignore_ascii_case(scheme)) =>
            {
                Ok((scheme, rest))
            }
            Some((scheme, _)) => Err(format!("has the scheme `{scheme}`: write `https://`")),
            None if starts("//") => Err("has no scheme: write `https:` before it".to_owned()),
            None if starts("/") => Err(NO_HOST.to_owned()),
            None if ["https:", "https/", "https;", "http:", "http/", "http;"].into_iter().any(starts) => {
                Err("has no `://`: write `https://` before the host".to_owned())
            }
            None => {
                let scheme = if is_loopback(host_of(head)) { "http" } else { "https" };
                Err(format!("has no scheme: write `{scheme}://` before it"))
            }
        }
    }
}

const NO_HOST: &str = "has no host: expected an address like `https://gw.api.taobao.com/router/rest`";

/// Returns the host of an authority without user name and password.
fn host_of(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    }
}

/// Returns the fault of an authority's port, if any.
fn port_fault(authority: &str) -> Option<&'static str> {
    let (_, port) = authority.rsplit_once(':').filter(|(_, port)| !port.contains(']'))?;
    port.parse::<u16>().is_err().then_some("has a port that is not a number from 0 to 65535")
}

/// Returns `true` for hosts of the platform, which all use the same path.
fn is_platform(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    [".taobao.com", ".tbsandbox.com"].iter().any(|domain| host.ends_with(domain))
}

/// Returns the system parameter in a query, if any: it would be sent twice, once unsigned.
fn system_param_in(query: &str) -> Option<&'static str> {
    let mut names = query.split('&').map(|pair| pair.split('=').next().unwrap_or_default());
    names.find_map(|name| SYSTEM_PARAMS.into_iter().find(|system| system.eq_ignore_ascii_case(name)))
}

/// Returns `true` for loopback addresses and `localhost`, without name lookup.
pub(crate) fn is_loopback(host: &str) -> bool {
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    host.eq_ignore_ascii_case("localhost") || address.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::Gateway;

    #[test]
    fn http_is_accepted_for_loopback_only() {
        for good in
            ["https://x.example/r?to=a@b", "http://127.0.0.1:80/", "http://[::1]:1/", "http://LOCALHOST:9/r"]
        {
            assert!(Gateway::from(good).addresses().is_ok(), "{good}");
        }
        let bad = [
            "http://gw.api.taobao.com/router/rest",
            "http://127.0.0.1.example.com/",
            "http://10.0.0.1/",
            "ftp://x/",
            "gw.api.taobao.com",
            "",
            "https://",
            "https://user:pw@x.example/",
            "http://localhost@x.example/",
            "http://localhost\\@x.example/",
            "http://x.example\\.localhost/",
            "http://0x7f.1/",
            "https://x.example/r#part",
            "https://x example/r",
        ];
        for bad in bad {
            assert!(Gateway::from(bad).addresses().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_address_of_iop_is_not_taken_for_one_of_top() {
        for (url, name) in [
            ("https://api-sg.aliexpress.com/sync", "ALIEXPRESS"),
            ("https://API.lazada.sg/rest", "LAZADA_SG"),
            ("https://api.taobao.global", "TAOBAO_GLOBAL"),
        ] {
            let error = Gateway::from(url).addresses().map(drop).map_err(|e| e.to_string()).unwrap_err();
            assert!(error.contains(&format!("write `Gateway::{name}` or `Gateway::iop(..)`")), "{error}");
            assert!(Gateway::iop(url).addresses().is_ok());
        }
    }

    #[test]
    fn errors_omit_the_password() {
        for gateway in [
            "https://user:hunter2@x.example/",
            "https://user:hunter2@x example/",
            "ftp://u:hunter2@x/#",
            "https://user:hunter2/?x@x.example/",
        ] {
            let error = Gateway::from(gateway).addresses().map(drop).map_err(|e| e.to_string()).unwrap_err();
            assert!(error.contains("//***` ") && !error.contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn addresses_of_iop_are_taken_with_and_without_their_paths() {
        for url in
            ["https://x.example", "https://x.example/", "https://x.example/rest", "https://x.example/sync/"]
        {
            let addresses = Gateway::iop(url).addresses().ok().unwrap();
            assert_eq!(&*addresses.methods, "https://x.example/sync", "{url}");
            assert_eq!(&*addresses.paths, "https://x.example/rest", "{url}");
        }
        assert!(Gateway::iop("https://x.example/rest?a=b").addresses().is_err());
        let lazada = Gateway::LAZADA_SG.addresses().ok().unwrap();
        assert_eq!(&*lazada.paths, "https://api.lazada.sg/rest");
    }

    #[test]
    fn plain_http_is_written_down_and_for_qimen_only() {
        assert!(Gateway::qimen().addresses().is_err());
        assert!(Gateway::qimen().allow_plain_http().addresses().is_ok());
        for gateway in [Gateway::iop("http://x.example"), Gateway::from("http://x.example/r")] {
            assert!(gateway.allow_plain_http().addresses().is_err());
        }
    }

    #[test]
    fn a_scene_is_ten_letters_and_digits() {
        for scene in ["", "a1q40taq0", "a1q40taq0jj", "a1q40taq/j", "a1q40taq0 ", "evil.test/", "奇门场"] {
            let error =
                Gateway::qimen_cloud(scene).addresses().map(drop).map_err(|e| e.to_string()).unwrap_err();
            assert!(error.contains("no scene of Qimen"), "{error}");
        }
        assert_eq!(
            Gateway::qimen_cloud("A1Q40TAQ0J").as_str(),
            "https://a1q40taq0j.api.taobao.com/router/qm"
        );
    }
}
