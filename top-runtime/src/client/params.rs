//! Collects the parameters of a call: system parameters, those of the call, those of the request.

use super::{CallOptions, Client};
use crate::SessionKey;
use crate::clock::unix_seconds;
use crate::codec::params::Params;
use crate::error::Error;
use crate::issue::{Issue, quote_excerpt};
use crate::protocol::names::is_method_name;
use crate::request::Request;
use crate::request::canonical::{CanonicalParams, ParamWriter, SystemParam};
use crate::session::SessionPolicy;
use crate::spec::ApiSpec;
use crate::values::{DateTime, Timestamp};

impl Client {
    /// Returns the parameters of a declared request.
    pub(super) fn declared_params(
        &self,
        spec: &ApiSpec,
        options: &CallOptions,
        time: Timestamp,
        request: &dyn Request,
    ) -> Result<CanonicalParams, Error> {
        let session = options.session.as_ref().filter(|_| spec.session_use() != SessionPolicy::Never);
        self.collect_params(spec.method(), spec.protocol_version(), session, options, time, &|writer| {
            request.params(writer);
        })
    }

    /// Returns the parameters of a call of an undeclared API.
    pub(super) fn untyped_params(
        &self,
        method: &str,
        options: &CallOptions,
        time: Timestamp,
        params: &Params,
    ) -> Result<CanonicalParams, Error> {
        self.collect_params(method, "2.0", options.session.as_ref(), options, time, &|writer| {
            write_untyped(method, params, writer);
        })
    }

    /// Returns the gateway's time, as far as it is known, in the format of the protocol.
    pub(super) fn timestamp(&self) -> Timestamp {
        let now = unix_seconds(self.0.clock.now()).saturating_add(self.0.skew.seconds());
        DateTime::from_unix(now).text()
    }

    fn collect_params(
        &self,
        method: &str,
        version: &str,
        session: Option<&SessionKey>,
        options: &CallOptions,
        time: Timestamp,
        write_request: &dyn Fn(&mut ParamWriter<'_>),
    ) -> Result<CanonicalParams, Error> {
        let config = &self.0.config;
        // Sorted by name, as `SYSTEM_PARAMS` is.
        let system = [
            ("app_key", config.app_key.as_str()),
            ("format", config.format.as_str()),
            ("method", method),
            ("partner_id", config.partner_id.as_deref().unwrap_or_default()),
            ("session", session.map_or("", SessionKey::expose)),
            ("sign_method", config.sign_method.as_str()),
            ("simplify", if config.simplify { "true" } else { "" }),
            ("target_app_key", options.target_app_key.as_deref().unwrap_or_default()),
            ("timestamp", time.as_str()),
            ("v", version),
        ];
        let system = system.map(|(name, value)| SystemParam { name, value, is_system: true });
        self.write_params(method, &system, options, write_request)
    }

    /// Writes these system parameters, which are sorted by name, those of the call and those of the
    /// request.
    pub(super) fn write_params(
        &self,
        method: &str,
        system: &[SystemParam<'_>],
        options: &CallOptions,
        write_request: &dyn Fn(&mut ParamWriter<'_>),
    ) -> Result<CanonicalParams, Error> {
        let mut writer = ParamWriter::new(system, &options.params, self.0.config.checks);
        options.issues.iter().cloned().for_each(|issue| writer.refuse(issue));
        write_request(&mut writer);
        writer.finish().map_err(|issues| options.rejected(self.0.signer.secret().expose(), method, issues))
    }
}

/// Writes the parameters of an undeclared API.
pub(super) fn write_untyped(method: &str, params: &Params, writer: &mut ParamWriter<'_>) {
    if !is_method_name(method) {
        let expected = "the name of an API, like `taobao.time.get`";
        writer.refuse(Issue::at("method", expected, quote_excerpt(method)));
    }
    writer.untyped(params);
}
