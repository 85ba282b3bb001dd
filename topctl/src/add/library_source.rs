//! Source of the libraries that generated code depends on.

use std::fs;
use std::path::{Path, PathBuf};

use top_codegen::Diagnostic;

use crate::args::Add;
use crate::diagnostic::SourceDiagnostic;

/// Folders of the libraries.
const LIBRARIES: [&str; 2] = ["top-runtime", "top-sandbox"];

/// Source of `top-runtime` and `top-sandbox` in a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LibrarySource {
    /// A registry, with the version of topctl.
    Registry,
    /// A folder that contains both.
    Folder(PathBuf),
    /// A git repository.
    Git(String),
}

impl LibrarySource {
    /// Returns the source in the arguments. Default: the folder that topctl was built from if it
    /// exists, otherwise a registry.
    pub(crate) fn from_args(args: &Add) -> Result<Self, SourceDiagnostic> {
        if let Some(url) = &args.runtime_git {
            return Ok(Self::Git(url.clone()));
        }
        if let Some(folder) = &args.runtime_path {
            // An absolute path, as the manifest is in another folder.
            let absolute = fs::canonicalize(folder).unwrap_or_else(|_| folder.clone());
            return if contains_libraries(&absolute) {
                Ok(Self::Folder(absolute))
            } else {
                Err(missing_libraries(folder))
            };
        }
        let built_from =
            Path::new(env!("CARGO_MANIFEST_DIR")).parent().filter(|folder| contains_libraries(folder));
        Ok(built_from.map_or(Self::Registry, |folder| Self::Folder(folder.to_owned())))
    }

    /// Returns the dependency line of a library, with further keys.
    pub(crate) fn line(&self, library: &str, keys: &str) -> String {
        let location = match self {
            Self::Registry if keys.is_empty() => {
                return format!("{library} = \"{}\"", env!("CARGO_PKG_VERSION"));
            }
            Self::Registry => format!("version = \"{}\"", env!("CARGO_PKG_VERSION")),
            Self::Folder(folder) => format!("path = {}", quoted(&folder.join(library).display().to_string())),
            Self::Git(url) => format!("git = {}", quoted(url)),
        };
        format!("{library} = {{ {location}{keys} }}")
    }

    /// Returns a note if the libraries must be in a registry.
    pub(super) fn registry_note(&self) -> Option<&'static str> {
        (*self == Self::Registry).then_some(
            "the libraries are required from a registry; for another source, pass `--runtime-path` or `--runtime-git`",
        )
    }
}

/// Returns a TOML string.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn contains_libraries(folder: &Path) -> bool {
    LIBRARIES.iter().all(|library| folder.join(library).join("Cargo.toml").is_file())
}

fn missing_libraries(folder: &Path) -> SourceDiagnostic {
    let diagnostic =
        Diagnostic::new("expected the folders `top-runtime` and `top-sandbox`, each with a Cargo.toml")
            .with_help("pass the folder of the cloned repository");
    SourceDiagnostic::for_file(folder.display().to_string(), diagnostic)
}
