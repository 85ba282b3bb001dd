//! The command line of `topctl call`.

use std::path::PathBuf;

use clap::ValueHint;

/// Call any API of any gateway
///
/// App key and app secret come from the environment variables `TOP_APP_KEY` and `TOP_APP_SECRET`, or
/// from a profile. The session comes from `--session-file`, `TOP_SESSION` or the profile, so that it
/// does not appear in the list of processes.
#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
pub(crate) struct Call {
    /// Method, or path of an API of IOP, with the HTTP method before it if it is not POST
    #[arg(value_name = "METHOD")]
    pub(crate) method: String,
    /// Parameter; objects and lists of objects as JSON
    #[arg(short, long = "param", value_name = "NAME=VALUE", value_parser = parameter)]
    pub(crate) params: Vec<(String, String)>,
    /// Page or definition of the API: the parameters are checked before the call
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) page: Option<PathBuf>,
    /// Name of a gateway, or its address [default: `TOP_GATEWAY`, otherwise production]
    #[arg(long, value_name = "NAME|URL")]
    pub(crate) gateway: Option<String>,
    /// File with the session, or `-` for standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) session_file: Option<PathBuf>,
    /// TOML file with `app_key`, `app_secret`, `gateway` and `session`; only its owner may have access
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) profile: Option<PathBuf>,
    /// Print the signed request with masked secrets, without sending it
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print the reply as it came, without a summary
    #[arg(long)]
    pub(crate) json: bool,
}

const HELP: &str = "\
Examples:
  topctl call taobao.time.get
  topctl call taobao.item.seller.get -p num_iid=11223344 -p fields=title,price --session-file session
  topctl call 'GET /order/get' -p order_id=1234 --gateway lazada_sg
  topctl call example.ticket.create -p ticket='{\"order_id\":1}' --page page.txt --dry-run

Exit codes, besides those of topctl:
  65  the parameters are wrong, or the API refused the operation
  69  the platform failed or could not be reached; the call may have been executed
  75  a limit was hit, or nothing was executed; call again later
  76  the reply cannot be used; the call may have been executed
  77  session or permission
  78  app key, app secret or clock";

fn parameter(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("expected NAME=VALUE".to_owned()),
    }
}
