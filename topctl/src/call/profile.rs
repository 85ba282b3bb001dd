//! Credentials: a profile, a file with a session, the environment.

use std::path::Path;

use serde::Deserialize;
use top_codegen::Diagnostic;
use top_runtime::{AppSecret, Client, ClientBuilder, Gateway, SessionKey};

use super::args::Call;
use crate::diagnostic::Diagnostics;
use crate::input::Input;
use crate::secret_file::{self, error};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Profile {
    app_key: String,
    app_secret: AppSecretText,
    gateway: Option<String>,
    session: Option<AppSecretText>,
}

/// A text that is never shown.
#[derive(Deserialize)]
#[serde(transparent)]
struct AppSecretText(String);

/// Returns the builder of the client, and the session of the call.
pub(super) fn builder(args: &Call) -> Result<(ClientBuilder, Option<SessionKey>), Diagnostics> {
    let (builder, session) = match &args.profile {
        Some(path) => from_profile(path)?,
        None => (
            Client::builder_from_env().map_err(|cause| {
                error(
                    "environment",
                    Diagnostic::new(cause.to_string())
                        .with_help("set TOP_APP_KEY and TOP_APP_SECRET, or pass `--profile FILE`"),
                )
            })?,
            None,
        ),
    };
    let builder = match &args.gateway {
        Some(name) => builder.gateway(gateway("--gateway", name)?),
        None => builder,
    };
    let session = match (&args.session_file, std::env::var("TOP_SESSION")) {
        (Some(path), _) => Some(session_of(path)?),
        (None, Ok(text)) if !text.is_empty() => Some(text),
        _ => session,
    };
    Ok((builder, session.map(SessionKey::from)))
}

fn from_profile(path: &Path) -> Result<(ClientBuilder, Option<String>), Diagnostics> {
    let name = path.display().to_string();
    let text = secret_file::read(path)?;
    // The text of the error may contain a secret.
    let profile: Profile = toml::from_str(&text).map_err(|cause| {
        let before = cause.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let message = format!("the profile is invalid, or lacks a key (line {line})");
        error(
            &name,
            Diagnostic::new(message).with_help(
                "expected TOML with the texts app_key and app_secret, and if needed gateway and session",
            ),
        )
    })?;
    let builder = Client::builder(profile.app_key, AppSecret::from(profile.app_secret.0));
    let builder = match profile.gateway {
        Some(gateway_name) => builder.gateway(gateway(&name, &gateway_name)?),
        None => builder,
    };
    Ok((builder, profile.session.map(|session| session.0)))
}

fn gateway(source: &str, name: &str) -> Result<Gateway, Diagnostics> {
    name.parse()
        .map_err(|cause: top_runtime::error::BuildError| error(source, Diagnostic::new(cause.to_string())))
}

/// Reads a session, without the line break at its end.
fn session_of(path: &Path) -> Result<String, Diagnostics> {
    if path == Path::new("-") {
        let bytes = Input::new(path).bytes().map_err(Diagnostics::from)?;
        return Ok(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned());
    }
    Ok(secret_file::read(path)?.trim_end_matches(['\r', '\n']).to_owned())
}
