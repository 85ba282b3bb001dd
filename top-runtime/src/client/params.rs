//! Collects the parameters of a call: system parameters, those of the call, those of the request.

use std::time::UNIX_EPOCH;

use super::{CallOptions, Client};
use crate::SessionKey;
use crate::clock::unix_seconds;
use crate::codec::params::Params;
use crate::error::Error;
use crate::gateway::protocol_of;
use crate::issue::{Issue, quote_excerpt};
use crate::protocol::names::{is_method_name, is_path};
use crate::protocol::{Protocol, ReplyForm, SystemValue, TimeFormat};
use crate::request::Request;
use crate::request::canonical::{CanonicalParams, ParamWriter, SystemParam};
use crate::request::route::Route;
use crate::session::SessionPolicy;
use crate::spec::{ApiSpec, BodyFormat, DEFAULT_VERSION, HttpMethod};
use crate::values::{DateTime, Timestamp};

/// Number of system parameters of the protocol that has most.
const MAX_SYSTEM: usize = 10;

/// When a call is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signing {
    /// Now: the parameters have the current time.
    Now,
    /// Later, by each attempt, with its own time.
    PerAttempt,
}

/// The API of a call.
struct Api<'a> {
    name: &'a str,
    version: Option<&'a str>,
    http: HttpMethod,
    body: BodyFormat,
}

impl Client {
    /// Returns the parameters of a declared request.
    pub(super) fn declared_params(
        &self,
        spec: &ApiSpec,
        options: &CallOptions,
        signing: Signing,
        request: &dyn Request,
    ) -> Result<CanonicalParams, Error> {
        let session = options.session.as_ref().filter(|_| spec.session_use() != SessionPolicy::Never);
        let (name, version) = (spec.method(), spec.declared_version());
        let api = Api { name, version, http: spec.http_method(), body: spec.body() };
        self.collect_params(&api, session, options, signing, &|writer| request.params(writer))
    }

    /// Returns the parameters of a call of an undeclared API.
    pub(super) fn untyped_params(
        &self,
        method: &str,
        options: &CallOptions,
        signing: Signing,
        params: &Params,
    ) -> Result<CanonicalParams, Error> {
        let (http, name) = split_http_method(method);
        let api = Api { name, version: None, http, body: params.body_format() };
        self.collect_params(&api, options.session.as_ref(), options, signing, &|writer| {
            write_untyped(name, params, writer);
        })
    }

    /// Returns the gateway's time, as far as it is known, in the format of the protocol.
    pub(super) fn timestamp(&self, protocol: &Protocol) -> Timestamp {
        let (now, skew) = (self.0.clock.now(), self.0.skew.seconds());
        match protocol.time {
            TimeFormat::Text => DateTime::from_unix(unix_seconds(now).saturating_add(skew)).text(),
            TimeFormat::Millis => {
                let millis = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
                let millis = i64::try_from(millis).unwrap_or(i64::MAX);
                let millis = millis.saturating_add(skew.saturating_mul(1000));
                Timestamp::of_millis(millis.try_into().unwrap_or_default())
            }
        }
    }

    fn collect_params(
        &self,
        api: &Api<'_>,
        session: Option<&SessionKey>,
        options: &CallOptions,
        signing: Signing,
        write_request: &dyn Fn(&mut ParamWriter<'_>),
    ) -> Result<CanonicalParams, Error> {
        let rejected = |issue| options.rejected(self.0.signer.secret().expose(), api.name, vec![issue]);
        let protocol = protocol_of(self.0.platform, api.name, api.body).map_err(rejected)?;
        let config = &self.0.config;
        let time = match (signing, protocol.time) {
            (Signing::Now, _) => self.timestamp(protocol),
            (Signing::PerAttempt, TimeFormat::Text) => Timestamp::UNTOLD,
            (Signing::PerAttempt, TimeFormat::Millis) => Timestamp::of_millis(0),
        };
        let target = options.target_app_key.as_deref().or(config.target_app_key.as_deref());
        let mut system = [SystemParam { name: "", value: "", is_system: true }; MAX_SYSTEM];
        for (param, (name, value)) in system.iter_mut().zip(protocol.system) {
            param.name = name;
            param.value = match value {
                SystemValue::AppKey => &config.app_key,
                SystemValue::Format => config.format.as_str(),
                SystemValue::Method => api.name,
                SystemValue::PartnerId => config.partner_id.as_deref().unwrap_or_default(),
                SystemValue::Session => session.map_or("", SessionKey::expose),
                SystemValue::SignMethod => config.sign_method.name_in(protocol),
                SystemValue::Simplify if config.simplify => "true",
                // The default of IOP is not documented.
                SystemValue::Simplify if protocol.reply == ReplyForm::EnvelopeWithResult => "false",
                SystemValue::Simplify => "",
                SystemValue::TargetAppKey => target.unwrap_or_default(),
                SystemValue::Timestamp => time.as_str(),
                SystemValue::Version => api.version.unwrap_or(DEFAULT_VERSION),
            };
        }
        if options.target_app_key.is_some() && !protocol.has(SystemValue::TargetAppKey) {
            let expected = "an API with a name, as APIs with a path have no such parameter";
            return Err(rejected(Issue::at("target_app_key", expected, "an API with a path")));
        }
        let (path, version) = if protocol.has_paths { (api.name, api.version) } else { ("", None) };
        let route = Route { protocol, path, version, http: api.http, body: api.body };
        self.write_params(api.name, &system[..protocol.system.len()], options, route, write_request)
    }

    /// Writes these system parameters, which are sorted by name, those of the call and those of the
    /// request.
    pub(super) fn write_params(
        &self,
        method: &str,
        system: &[SystemParam<'_>],
        options: &CallOptions,
        route: Route<'_>,
        write_request: &dyn Fn(&mut ParamWriter<'_>),
    ) -> Result<CanonicalParams, Error> {
        let mut writer = ParamWriter::new(system, &options.params, self.0.config.checks, route);
        options.issues.iter().cloned().for_each(|issue| writer.refuse(issue));
        write_request(&mut writer);
        writer.finish().map_err(|issues| options.rejected(self.0.signer.secret().expose(), method, issues))
    }
}

/// Splits the HTTP method from the path of an undeclared API: `GET /order/get`. Default: POST.
pub(super) fn split_http_method(method: &str) -> (HttpMethod, &str) {
    for http in [HttpMethod::Get, HttpMethod::Post] {
        if let Some(path) = method.strip_prefix(http.as_str()).and_then(|rest| rest.strip_prefix(' '))
            && is_path(path)
        {
            return (http, path);
        }
    }
    (HttpMethod::Post, method)
}

/// Writes the parameters of an undeclared API.
pub(super) fn write_untyped(method: &str, params: &Params, writer: &mut ParamWriter<'_>) {
    if !is_path(method) && !is_method_name(method) {
        let expected =
            "the name of an API, like `taobao.time.get`, or a path, like `/order/get` and `GET /order/get`";
        writer.refuse(Issue::at("method", expected, quote_excerpt(method)));
    }
    writer.untyped(params);
}
