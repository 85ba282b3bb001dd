//! Where the libraries are that generated code depends on.

use std::fs;
use std::path::{Path, PathBuf};

use top_codegen::Diagnostic;

use crate::args::Add;
use crate::remark::Remark;

/// The folders of the libraries.
const LIBRARIES: [&str; 2] = ["top-runtime", "top-sandbox"];

/// Where the libraries are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    /// In a registry, by the version of topctl.
    Registry,
    /// In a folder that holds both.
    Folder(PathBuf),
    /// In a git repository.
    Git(String),
}

impl Source {
    /// What the command line names, or the folder that topctl was built from.
    pub(super) fn of(args: &Add) -> Result<Self, Remark> {
        if let Some(url) = &args.runtime_git {
            return Ok(Self::Git(url.clone()));
        }
        if let Some(folder) = &args.runtime_path {
            // the manifests that name it are elsewhere
            let whole = fs::canonicalize(folder).unwrap_or_else(|_| folder.clone());
            return if holds_libraries(&whole) { Ok(Self::Folder(whole)) } else { Err(lacking(folder)) };
        }
        let built_from =
            Path::new(env!("CARGO_MANIFEST_DIR")).parent().filter(|folder| holds_libraries(folder));
        Ok(built_from.map_or(Self::Registry, |folder| Self::Folder(folder.to_owned())))
    }

    /// The line of a manifest for one of the libraries, with more keys.
    pub(super) fn line(&self, library: &str, more: &str) -> String {
        let place = match self {
            Self::Registry if more.is_empty() => {
                return format!("{library} = \"{}\"", env!("CARGO_PKG_VERSION"));
            }
            Self::Registry => format!("version = \"{}\"", env!("CARGO_PKG_VERSION")),
            Self::Folder(folder) => format!("path = {}", quoted(&folder.join(library).display().to_string())),
            Self::Git(url) => format!("git = {}", quoted(url)),
        };
        format!("{library} = {{ {place}{more} }}")
    }

    /// What to say where the lines may not work.
    pub(super) fn doubt(&self) -> Option<&'static str> {
        (*self == Self::Registry).then_some(
            "the libraries are named by their version: where no registry has them, give `--runtime-path` or `--runtime-git`",
        )
    }
}

/// A text as a manifest has it.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn holds_libraries(folder: &Path) -> bool {
    LIBRARIES.iter().all(|library| folder.join(library).join("Cargo.toml").is_file())
}

fn lacking(folder: &Path) -> Remark {
    let notice =
        Diagnostic::new("expected the folders `top-runtime` and `top-sandbox` in it, each with a Cargo.toml")
            .with_help("give the folder that the repository was cloned into");
    Remark::of_file(folder.display().to_string(), notice)
}
