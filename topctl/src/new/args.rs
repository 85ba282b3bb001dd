//! The command line of `topctl new`.

use std::path::PathBuf;

use clap::ValueHint;

/// Create a project with a client, an API, its test and a CI workflow
///
/// Without `--page`, the API is `taobao.time.get`, and a program calls it.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  topctl new shop\n  topctl new shop --page page.txt\n  cd shop && cargo test"
)]
pub(crate) struct New {
    /// Folder of the project, whose last part is the name of the package
    #[arg(value_name = "NAME", value_hint = ValueHint::DirPath)]
    pub(crate) folder: PathBuf,
    /// Page or definition of the API
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) page: Option<PathBuf>,
    /// Folder that contains top-runtime and top-sandbox [default: as `topctl add`]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "runtime_git")]
    pub(crate) runtime_path: Option<PathBuf>,
    /// Git repository that contains top-runtime and top-sandbox
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub(crate) runtime_git: Option<String>,
}
