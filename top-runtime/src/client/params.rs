//! One sorted list of parameters from what the protocol, the call and the request add.

use super::Client;
use super::scoped::CallOptions;
use crate::SessionKey;
use crate::api::SessionPolicy;
use crate::api::{ApiSpec, Request};
use crate::clock::unix_seconds;
use crate::codec::params::Params;
use crate::error::Error;
use crate::issue::{Issue, quote_excerpt};
use crate::protocol::names::is_method_name;
use crate::request::canonical::{CanonicalParams, ParamWriter, SystemParam};
use crate::values::{DateTime, Timestamp};

impl Client {
    /// The list of a declared request.
    pub(super) fn declared_params(
        &self,
        spec: &ApiSpec,
        settings: &CallOptions,
        time: Timestamp,
        request: &dyn Request,
    ) -> Result<CanonicalParams, Error> {
        let session = settings.session.as_ref().filter(|_| spec.session_use() != SessionPolicy::Never);
        self.list(spec.method(), spec.protocol_version(), session, settings, time, &|form| {
            request.params(form);
        })
    }

    /// The same of an undeclared call.
    pub(super) fn untyped_params(
        &self,
        method: &str,
        settings: &CallOptions,
        time: Timestamp,
        params: &Params,
    ) -> Result<CanonicalParams, Error> {
        self.list(method, "2.0", settings.session.as_ref(), settings, time, &|form| {
            if !is_method_name(method) {
                let expected = "the name of an API, like `taobao.time.get`";
                form.refuse(Issue::at("method", expected, quote_excerpt(method)));
            }
            form.untyped(params);
        })
    }

    /// The time now as the gateway is taken to see it, in the text of the protocol.
    pub(super) fn timestamp(&self) -> Timestamp {
        let now = unix_seconds(self.0.clock.now()).saturating_add(self.0.skew.seconds());
        DateTime::from_unix(now).text()
    }

    /// Merges all parameters in the order of their names.
    fn list(
        &self,
        method: &str,
        version: &str,
        session: Option<&SessionKey>,
        settings: &CallOptions,
        time: Timestamp,
        fill: &dyn Fn(&mut ParamWriter<'_>),
    ) -> Result<CanonicalParams, Error> {
        let shared = &*self.0;
        // In the order of their names, as PROTOCOL is.
        let protocol = [
            ("app_key", shared.app_key.as_str()),
            ("format", shared.format.as_str()),
            ("method", method),
            ("partner_id", shared.partner_id.as_deref().unwrap_or_default()),
            ("session", session.map_or("", SessionKey::expose)),
            ("sign_method", shared.sign_method.as_str()),
            ("simplify", if shared.simplify { "true" } else { "" }),
            ("target_app_key", settings.target_app_key.as_deref().unwrap_or_default()),
            ("timestamp", time.as_str()),
            ("v", version),
        ];
        let protocol = protocol.map(|(name, value)| SystemParam { name, value, public: true });
        let merged;
        let fixed = if settings.params.is_empty() {
            &protocol[..]
        } else {
            merged = settings.merged(&protocol);
            &merged
        };
        let mut form = ParamWriter::new(fixed, shared.checks);
        if fixed.len() > protocol.len() {
            form.refuse_repeated();
        }
        settings.issues.iter().cloned().for_each(|issue| form.refuse(issue));
        fill(&mut form);
        form.finish().map_err(|issues| settings.refuse(shared.signer.secret().expose(), method, issues))
    }
}
