//! The command line of `topctl sign`.

use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};

/// Explain the signature of a request, or find why the platform refuses it
///
/// REQUEST is a URL with its query, a curl line, an entry of a HAR file, a JSON object of
/// parameters, or a line of a log that contains a URL or a form. Without REQUEST and `--file`,
/// standard input is read.
///
/// The app secret comes from the environment variable `TOP_APP_SECRET` or from `--secret-file`. It is
/// never printed; sessions are masked.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Sign {
    /// Request to explain
    #[arg(value_name = "REQUEST", allow_hyphen_values = true)]
    pub(crate) request: Option<String>,
    /// File that contains the request, or `-` for standard input
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "request")]
    pub(crate) file: Option<PathBuf>,
    /// Find the mistakes: compare the signature, and try common mistakes until it comes out
    #[arg(long)]
    pub(crate) check: bool,
    /// File that contains the app secret; only its owner may have access
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) secret_file: Option<PathBuf>,
    /// Protocol of the gateway [default: that of the URL]
    #[arg(long, value_enum)]
    pub(crate) protocol: Option<Protocol>,
    /// Time at which the request was sent, as 2026-11-30T12:00:00Z [default: that of the HAR entry,
    /// otherwise now]
    #[arg(long, value_name = "TIME", value_parser = super::time::parse_rfc3339)]
    pub(crate) at: Option<i64>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

const EXAMPLES: &str = "\
Examples:
  topctl sign 'https://gw.api.taobao.com/router/rest?method=taobao.time.get&app_key=…'
  topctl sign --check \"curl https://gw.api.taobao.com/router/rest -d 'method=taobao.time.get&…'\"
  topctl sign --check --file request.har
  tail -n 1 app.log | topctl sign --check";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Protocol {
    /// Taobao Open Platform: /router/rest
    Top,
    /// AliExpress, Alibaba.com, Lazada, Taobao overseas, Daraz: /sync and /rest
    Iop,
    /// Qimen: /router/qm and /router/qimen/service
    Qimen,
}

impl Protocol {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Top => "TOP",
            Self::Iop => "IOP",
            Self::Qimen => "Qimen",
        }
    }
}
