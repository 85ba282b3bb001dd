//! A folder with a CSV file, a gateway that counts, and the program.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};

use tempfile::TempDir;
use tokio::runtime::Runtime;
use top_examples::case_update::{IdentificationCaseUpdated, UpdateIdentificationCase, UpdateResult};
use top_sandbox::{Sandbox, SandboxBuilder};

/// Executions of each case.
pub(crate) type Counts = Arc<Mutex<HashMap<String, usize>>>;

pub(crate) struct Shop {
    // Dropped first: the sandbox needs the runtime.
    pub(crate) sandbox: Sandbox,
    _runtime: Runtime,
    folder: TempDir,
    pub(crate) executed: Counts,
}

impl Shop {
    /// Starts a gateway, and writes a file with this number of cases.
    ///
    /// `on_call` runs in the gateway during each call.
    pub(crate) fn new(
        rows: usize,
        on_call: impl Fn(&UpdateIdentificationCase) + Send + Sync + 'static,
        set_up: impl FnOnce(SandboxBuilder) -> SandboxBuilder,
    ) -> Self {
        let executed = Counts::default();
        let counts = Arc::clone(&executed);
        let builder = Sandbox::builder().reply::<UpdateIdentificationCase>(move |update| {
            *counts.lock().unwrap().entry(update.param.outer_case_id.clone()).or_default() += 1;
            on_call(&update);
            let result =
                UpdateResult { result_data: None, success: Some(true), error_code: None, error_info: None };
            IdentificationCaseUpdated { result }
        });
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.unwrap();
        let sandbox = runtime.block_on(set_up(builder).start()).unwrap();

        let folder = tempfile::tempdir().unwrap();
        let mut csv = csv::Writer::from_path(folder.path().join("cases.csv")).unwrap();
        let columns =
            ["outer_case_id", "refund_id", "detail_order_id", "operate_type", "occur_time", "operate_tips"];
        csv.write_record(columns).unwrap();
        for row in 0..rows {
            let number = (147_822_831_000_000 + row).to_string();
            csv.write_record([&case_id(row), &number, &number, "1", "1571121255", "创建鉴定工单"]).unwrap();
        }
        csv.flush().unwrap();
        Self { sandbox, _runtime: runtime, folder, executed }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bulk-push"));
        command.current_dir(self.folder.path()).arg("cases.csv").args(args);
        command.env("TOP_GATEWAY", self.sandbox.url());
        command.envs([("TOP_APP_KEY", "12345678"), ("TOP_APP_SECRET", "helloworld")]);
        command.env("TOP_SESSION", "6100sandbox").stdin(Stdio::null());
        command
    }

    /// Starts the program, without its output.
    pub(crate) fn start(&self, args: &[&str]) -> Child {
        self.command(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Runs the program to its end.
    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.run_with(args, &[])
    }

    /// Runs the program to its end with other variables of the environment.
    pub(crate) fn run_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Output {
        self.command(args).envs(variables.iter().copied()).output().unwrap()
    }

    /// Runs the program to its end, and returns its first line.
    #[track_caller]
    pub(crate) fn summary(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let text = String::from_utf8(output.stdout).unwrap();
        let first = text.lines().next().unwrap_or_default().to_owned();
        assert!(!first.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        first
    }

    /// Returns state and detail of each row in the report, by its case.
    pub(crate) fn report(&self) -> HashMap<String, (String, String)> {
        let mut report = csv::Reader::from_path(self.path("cases.csv.report.csv")).unwrap();
        let rows = report.records().map(|row| row.unwrap());
        rows.map(|row| (row[1].to_owned(), (row[2].to_owned(), row[3].to_owned()))).collect()
    }

    pub(crate) fn executions(&self, row: usize) -> usize {
        self.executed.lock().unwrap().get(&case_id(row)).copied().unwrap_or_default()
    }

    pub(crate) fn journal(&self) -> String {
        fs::read_to_string(self.path("cases.csv.journal")).unwrap()
    }
}

pub(crate) fn case_id(row: usize) -> String {
    format!("C-{row:05}")
}

/// Compares a text with a block of `docs/programs.md`.
#[track_caller]
pub(crate) fn assert_documented(text: &str) {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/programs.md");
    let page = fs::read_to_string(page).expect("a page");
    assert!(page.contains(&format!("```text\n{text}```\n")), "not in docs/programs.md:\n{text}");
}
