//! Parameters of a batch: public ones for all calls, and those of each call.

use crate::SessionKey;
use crate::client::params::write_untyped;
use crate::client::{CallOptions, Client, Format};
use crate::codec::params::Params;
use crate::error::Error;
use crate::gateway::protocol_of;
use crate::request::Request;
use crate::request::canonical::{CanonicalParams, ParamWriter, SystemParam};
use crate::request::route::Route;
use crate::session::SessionPolicy;
use crate::spec::{ApiSpec, BodyFormat};

impl Client {
    /// Returns the public parameters of a batch.
    pub(in crate::client) fn batch_params(
        &self,
        options: &CallOptions,
        session: Option<&SessionKey>,
        version: &str,
    ) -> Result<CanonicalParams, Error> {
        let config = &self.0.config;
        let protocol = self.0.platform.main();
        let time = self.timestamp(protocol);
        // The official SDK sends `simplify` with JSON only.
        let is_simplified = config.simplify && config.format == Format::Json;
        let target = options.target_app_key.as_deref().or(config.target_app_key.as_deref());
        // Sorted by name, as `SYSTEM_PARAMS` is.
        let system = [
            ("app_key", config.app_key.as_str()),
            ("format", config.format.as_str()),
            ("partner_id", config.partner_id.as_deref().unwrap_or_default()),
            ("session", session.map_or("", SessionKey::expose)),
            ("sign_method", config.sign_method.name_in(protocol)),
            ("simplify", if is_simplified { "true" } else { "" }),
            ("target_app_key", target.unwrap_or_default()),
            ("timestamp", time.as_str()),
            ("v", version),
        ];
        let system = system.map(|(name, value)| SystemParam { name, value, is_system: true });
        self.write_params("batch", &system, &CallOptions::default(), Route::form(protocol), &|_| ())
    }

    /// Returns the parameters of a declared request in a batch.
    pub(crate) fn declared_part(
        &self,
        spec: &ApiSpec,
        options: &CallOptions,
        request: &dyn Request,
    ) -> Result<CanonicalParams, Error> {
        let session = options.session.as_ref().filter(|_| spec.session_use() != SessionPolicy::Never);
        self.part(spec.method(), spec.body(), session, options, &|writer| request.params(writer))
    }

    /// Returns the parameters of a call of an undeclared API in a batch.
    pub(crate) fn untyped_part(
        &self,
        method: &str,
        options: &CallOptions,
        params: &Params,
    ) -> Result<CanonicalParams, Error> {
        let session = options.session.as_ref();
        self.part(method, params.body_format(), session, options, &|writer| {
            write_untyped(method, params, writer);
        })
    }

    fn part(
        &self,
        method: &str,
        body: BodyFormat,
        session: Option<&SessionKey>,
        options: &CallOptions,
        write_request: &dyn Fn(&mut ParamWriter<'_>),
    ) -> Result<CanonicalParams, Error> {
        let rejected = |issue| options.rejected(self.0.signer.secret().expose(), method, vec![issue]);
        let protocol = protocol_of(self.0.platform, method, body).map_err(rejected)?;
        let system = [
            ("method", method),
            ("session", session.map_or("", SessionKey::expose)),
            ("target_app_key", options.target_app_key.as_deref().unwrap_or_default()),
        ];
        let system = system.map(|(name, value)| SystemParam { name, value, is_system: true });
        self.write_params(method, &system, options, Route::form(protocol), write_request)
    }
}
