//! The command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

/// A documentation page of the Taobao Open Platform in, Rust out.
#[derive(Debug, Parser)]
#[command(name = "topctl", version, arg_required_else_help = true, after_help = EXIT_CODES)]
pub(crate) struct Args {
    /// Print errors only, no warnings and no progress
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  a document cannot be understood, or the result cannot be put in its place; nothing was replaced
  2  the command line is wrong
  3  `topctl diff` found a breaking change";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Add(Add),
    Schema(Schema),
    Diff(Diff),
    Export(Export),
    /// Print the completion script of a shell
    ///
    /// Bash, for one: topctl completions bash > ~/.local/share/bash-completion/completions/topctl
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// Make Rust of pages and definitions
///
/// A FILE is the text of an API's page, the API's definition from the document service, a folder of those (every .txt, .md
/// and .json in it, at any depth), or `-` for standard input. Either all of them become code or nothing is written; what of a
/// folder is neither a page nor a definition is passed over with a warning.
///
/// What was written to files can be made again: a file is replaced only if nobody has edited it (its first line holds a
/// checksum; formatting does not count). The new text of an edited file goes beside it, with `.new` after its name, and the
/// differences are shown.
#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools)] // each is a flag of the command line
#[command(after_help = ADD_EXAMPLES)]
pub(crate) struct Add {
    /// Pages, definitions, folders, or `-`
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub(crate) files: Vec<PathBuf>,
    /// Where the Rust goes, instead of standard output: a file, or a folder for a file per API
    #[arg(short, long, value_name = "FILE|DIR", value_hint = ValueHint::AnyPath)]
    pub(crate) out: Option<PathBuf>,
    /// Write a file per API into the folder of `--out`, and a mod.rs that lists them
    #[arg(long, requires = "out")]
    pub(crate) module_per_api: bool,
    /// Write a workspace with a crate of this name into the folder of `--out`, a feature for each package of the platform
    ///
    /// The package of an API is the second word of its method: `taobao.trade.fullinfo.get` becomes
    /// `NAME::trade::taobao_trade_fullinfo_get` with the feature `trade`. No feature is on by default, `full` is all. Above 1,000
    /// APIs the packages are in crates behind NAME (`NAME_part1`, ...), so that none is too large for the compiler's memory.
    ///
    /// Run again, it adds to what is there, and no package moves to another crate. The manifest of the workspace is yours to
    /// edit: version, license and what else [workspace.package] says is passed on to the crates.
    #[arg(long = "crate", value_name = "NAME", requires = "out", conflicts_with = "module_per_api", value_parser = crate_name)]
    pub(crate) crate_name: Option<String>,
    /// How many APIs go into one crate of `--crate`, unless a package alone has more [default: 1000]
    #[arg(long, value_name = "NUMBER", requires = "crate_name")]
    pub(crate) apis_per_crate: Option<NonZeroUsize>,
    /// Derive these too, for each type: Serialize, `serde::Deserialize`
    #[arg(long, value_name = "TRAIT", value_delimiter = ',', value_parser = trait_path)]
    pub(crate) derive: Vec<String>,
    /// Leave out the tests that call the sandbox with the documents' examples
    #[arg(long)]
    pub(crate) no_tests: bool,
    /// Replace files that were edited too
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
    /// Refuse a folder with a file that is neither a page nor a definition, instead of passing over the file
    #[arg(long)]
    pub(crate) strict: bool,
    /// Where top-runtime and top-sandbox are: a folder with both, for the manifests that are shown or written
    ///
    /// Without it, and without `--runtime-git`, the folder that topctl was built from is named if it is still there; else the
    /// version.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "runtime_git")]
    pub(crate) runtime_path: Option<PathBuf>,
    /// The same as a git repository
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub(crate) runtime_git: Option<String>,
}

const ADD_EXAMPLES: &str = "\
Examples:
  topctl add page.txt > src/apis.rs
  topctl add page.txt --out src/apis.rs
  topctl add docs/apis --out src/apis --module-per-api
  topctl add docs/apis --out taobao --crate taobao
  topctl add page.txt --derive Serialize,serde::Deserialize
  xclip -o | topctl add -";

/// Print what a document says as JSON: names, types, lists, limits, at every depth
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  topctl schema page.txt | jq '.request[].name'")]
pub(crate) struct Schema {
    /// A page or a definition, or `-`
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
}

/// List what changed between two documents of an API
///
/// Each change is `breaking` or `compatible` for a client that was made from OLD. The exit code is 0 if there is no change or
/// all are compatible, 3 if one breaks, 1 if a document cannot be read.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  topctl diff old.txt new.txt\n  topctl diff old.json new.txt --format json"
)]
pub(crate) struct Diff {
    /// The older page or definition
    #[arg(value_name = "OLD", value_hint = ValueHint::FilePath)]
    pub(crate) old: PathBuf,
    /// The newer page or definition
    #[arg(value_name = "NEW", value_hint = ValueHint::FilePath)]
    pub(crate) new: PathBuf,
    /// How the changes are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A line per change
    Text,
    /// A JSON array with an object per change
    Json,
}

/// Describe APIs in a form that other tools read
#[derive(Debug, clap::Args)]
#[command(after_help = EXPORT_EXAMPLES)]
pub(crate) struct Export {
    /// The form
    #[arg(value_enum)]
    pub(crate) form: Form,
    /// Pages, definitions, folders, or `-`
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub(crate) files: Vec<PathBuf>,
    /// Where the JSON goes, instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
    /// Refuse a folder with a file that is neither a page nor a definition, instead of passing over the file
    #[arg(long)]
    pub(crate) strict: bool,
}

const EXPORT_EXAMPLES: &str = "\
Examples:
  topctl export openapi page.txt > openapi.json
  topctl export json-schema docs/apis --out apis.schema.json";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// OpenAPI 3.1, one document for all APIs
    Openapi,
    /// JSON Schema 2020-12, with a definition for each request and each reply
    JsonSchema,
}

/// A trait's path as a derive takes it.
fn trait_path(text: &str) -> Result<String, String> {
    let text = text.trim();
    let part = |part: &str| {
        !part.is_empty()
            && part.chars().all(|char| char == '_' || char.is_alphanumeric())
            && !part.starts_with(|char: char| char.is_ascii_digit())
    };
    if text.split("::").all(part) {
        Ok(text.to_owned())
    } else {
        Err("expected the path of a derive, like `Serialize` or `serde::Serialize`".to_owned())
    }
}

/// Crates that a catalogue's crates depend on, or that are always there.
const TAKEN: &[&str] = &[
    "alloc",
    "core",
    "proc_macro",
    "serde",
    "std",
    "test",
    "tokio",
    "top_macros",
    "top_runtime",
    "top_sandbox",
];

/// A crate's name: in the form of a module's, so that no code has trouble to name it; dashes may be lines.
fn crate_name(name: &str) -> Result<String, String> {
    let module = name.replace('-', "_");
    if top_codegen::package(&format!("crate.{module}")) != module || module.len() > 50 {
        return Err(
            "expected small letters, digits, `_` and `-` after a letter, and no word of Rust".to_owned()
        );
    }
    if TAKEN.contains(&module.as_str()) {
        return Err("this name is taken by a crate that the new one needs".to_owned());
    }
    Ok(name.to_owned())
}
