//! The command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

/// Generate Rust from documentation pages of the Taobao Open Platform
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
  0  success
  1  invalid document, or the result cannot be written; no file was replaced
  2  invalid command line
  3  `topctl diff` found a breaking change, or `topctl sign --check` a mistake";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Add(Add),
    Schema(Schema),
    Diff(Diff),
    Export(Export),
    Consume(Consume),
    Call(crate::call::args::Call),
    New(crate::new::args::New),
    Sign(crate::sign::args::Sign),
    /// Print the completion script of a shell
    ///
    /// Example for bash: topctl completions bash >
    /// ~/.local/share/bash-completion/completions/topctl
    Completions {
        /// Shell
        shell: Shell,
    },
}

/// Generate Rust from pages and definitions
///
/// FILE is the text of a page, or a definition from the document service, of an API of TOP or IOP or
/// of a topic of the message service; a folder of these (every .txt, .md and .json file, at any depth), or `-` for standard input. If one of them
/// fails, nothing is written. Files of a folder that are neither a page nor a definition are
/// skipped with a warning.
///
/// A generated file is replaced only if it was not edited. Its first line contains a checksum,
/// which ignores formatting. If it was edited, the new text is written to FILE.new, and the
/// differences are printed.
#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools)] // each is a flag of the command line
#[command(after_help = ADD_EXAMPLES)]
pub(crate) struct Add {
    /// Pages, definitions, folders, or `-` for standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub(crate) files: Vec<PathBuf>,
    /// Output file, or folder with a file per API [default: standard output]
    #[arg(short, long, value_name = "FILE|DIR", value_hint = ValueHint::AnyPath)]
    pub(crate) out: Option<PathBuf>,
    /// Write a file per API and a mod.rs to the folder of `--out`
    #[arg(long, requires = "out")]
    pub(crate) module_per_api: bool,
    /// Write a workspace with a crate of this name to the folder of `--out`, with a feature for
    /// each package of the platform
    ///
    /// The package of an API is the second word of its method: `taobao.trade.fullinfo.get` becomes
    /// `NAME::trade::taobao_trade_fullinfo_get` with the feature `trade`. The package of a path is its
    /// first segment, that of a topic its second word. No feature is on by
    /// default; `full` enables all. Above 1,000 APIs, NAME re-exports the packages of further
    /// crates (`NAME_part1`, ...), which limits the compiler's memory use.
    ///
    /// Later runs add to the workspace. A package never moves to another crate. The manifest of the workspace may be edited:
    /// the crates inherit version, license and the other keys of [workspace.package].
    #[arg(long = "crate", value_name = "NAME", requires = "out", conflicts_with = "module_per_api", value_parser = crate_name)]
    pub(crate) crate_name: Option<String>,
    /// Maximal number of APIs per crate of `--crate`, unless a single package has more [default:
    /// 1000]
    #[arg(long, value_name = "NUMBER", requires = "crate_name")]
    pub(crate) apis_per_crate: Option<NonZeroUsize>,
    /// Additional derives of each type, for example `Serialize,serde::Deserialize`
    #[arg(long, value_name = "TRAIT", value_delimiter = ',', value_parser = trait_path)]
    pub(crate) derive: Vec<String>,
    /// Omit the tests that call the sandbox with the documents' examples
    #[arg(long)]
    pub(crate) no_tests: bool,
    /// Replace edited files, too
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
    /// Fail if a folder contains a file that is neither a page nor a definition, instead of
    /// skipping the file
    #[arg(long)]
    pub(crate) strict: bool,
    /// Folder that contains top-runtime and top-sandbox, for manifests
    ///
    /// Default: the folder that topctl was built from if it exists, otherwise a registry with the
    /// version of topctl.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "runtime_git")]
    pub(crate) runtime_path: Option<PathBuf>,
    /// Git repository that contains top-runtime and top-sandbox, for manifests
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

/// Print the contents of a document as JSON: names, types, lists and limits at every depth
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  topctl schema page.txt | jq '.request[].name'")]
pub(crate) struct Schema {
    /// Page, definition, or `-` for standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
}

/// List what changed between two documents of an API
///
/// Each change is `breaking` or `compatible` for code generated from OLD. Exit code: 0 without a
/// breaking change, 3 with one, 1 if a document is invalid.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  topctl diff old.txt new.txt\n  topctl diff old.json new.txt --format json"
)]
pub(crate) struct Diff {
    /// Older page or definition
    #[arg(value_name = "OLD", value_hint = ValueHint::FilePath)]
    pub(crate) old: PathBuf,
    /// Newer page or definition
    #[arg(value_name = "NEW", value_hint = ValueHint::FilePath)]
    pub(crate) new: PathBuf,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One line per change
    Text,
    /// JSON array with an object per change
    Json,
}

/// Export APIs to OpenAPI or JSON Schema
#[derive(Debug, clap::Args)]
#[command(after_help = EXPORT_EXAMPLES)]
pub(crate) struct Export {
    /// Output format
    #[arg(value_enum)]
    pub(crate) format: ExportFormat,
    /// Pages, definitions, folders, or `-` for standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub(crate) files: Vec<PathBuf>,
    /// Output file [default: standard output]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
    /// Fail if a folder contains a file that is neither a page nor a definition, instead of
    /// skipping the file
    #[arg(long)]
    pub(crate) strict: bool,
}

const EXPORT_EXAMPLES: &str = "\
Examples:
  topctl export openapi page.txt > openapi.json
  topctl export json-schema docs/apis --out apis.schema.json";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// OpenAPI 3.1, one document for all APIs
    Openapi,
    /// JSON Schema 2020-12, with a definition for each request and each response
    JsonSchema,
}

/// Print messages of the platform as they come, one JSON object per line
///
/// The environment has the app: `TOP_APP_KEY` and `TOP_APP_SECRET`. Ends with Ctrl-C. Without
/// `--confirm` the platform is told that each message failed, so that it keeps the message and sends
/// it again, to this or another worker of the group.
#[derive(Debug, clap::Args)]
#[command(after_help = CONSUME_EXAMPLES)]
pub(crate) struct Consume {
    /// Address of the message channel, with `ws` or `wss`
    #[arg(long, value_name = "URL", default_value = top_messages::PRODUCTION, value_hint = ValueHint::Url)]
    pub(crate) address: String,
    /// Group of users
    #[arg(long, value_name = "NAME", default_value = "default")]
    pub(crate) group: String,
    /// Topics to print; others are left to the platform [default: all]
    #[arg(long = "topic", value_name = "TOPIC")]
    pub(crate) topics: Vec<String>,
    /// Confirm messages after they were printed: the platform does not send them again
    #[arg(long)]
    pub(crate) confirm: bool,
    /// End after this number of messages
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) count: Option<u32>,
}

const CONSUME_EXAMPLES: &str = "\
Examples:
  topctl consume --count 1
  topctl consume --topic taobao_trade_TradeCreate | jq .content.tid
  topctl consume --address ws://mc.api.tbsandbox.com/ --confirm > messages.jsonl";

/// Parses the path of a derive.
fn trait_path(text: &str) -> Result<String, String> {
    let text = text.trim();
    let is_identifier = |part: &str| {
        !part.is_empty()
            && part.chars().all(|char| char == '_' || char.is_alphanumeric())
            && !part.starts_with(|char: char| char.is_ascii_digit())
    };
    if text.split("::").all(is_identifier) {
        Ok(text.to_owned())
    } else {
        Err("expected the path of a derive, for example `Serialize` or `serde::Serialize`".to_owned())
    }
}

/// Names of crates that a catalogue depends on, or that always exist.
const RESERVED_CRATES: &[&str] = &[
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

/// Parses the name of a crate: a valid module name, with dashes allowed for underscores.
fn crate_name(name: &str) -> Result<String, String> {
    let module = name.replace('-', "_");
    if top_codegen::package(&format!("crate.{module}")) != module || module.len() > 50 {
        return Err(
            "expected a lower-case letter followed by lower-case letters, digits, `_` and `-`, and no Rust keyword".to_owned()
        );
    }
    if RESERVED_CRATES.contains(&module.as_str()) {
        return Err("this name is reserved: the new crate depends on a crate of this name".to_owned());
    }
    Ok(name.to_owned())
}
