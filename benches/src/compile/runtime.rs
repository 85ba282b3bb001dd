//! Budget: a clean build of the runtime with its dependencies, compared with reqwest alone with the
//! same TLS.

use super::row::{Row, Unit};
use super::scratch_workspace::{ScratchWorkspace, runtime};

/// Number of builds of each.
const ROUNDS: usize = 3;

/// Measures debug builds with default features.
#[must_use]
pub fn measure() -> Row {
    let ours = Lone::new("ours", &runtime(""));
    let reqwest = "reqwest = { version = \"0.13\", default-features = false, features = [\"rustls\"] }";
    let reqwest = Lone::new("reqwest", reqwest);
    let pairs = (0..ROUNDS).map(|_| (ours.build(), reqwest.build())).collect();
    Row::new("debug build from nothing, against reqwest with rustls", Unit::Seconds, pairs).at_most(1.25)
}

/// An empty library with one dependency, in its own workspace.
struct Lone {
    workspace: ScratchWorkspace,
    name: String,
}

impl Lone {
    fn new(name: &str, dependency: &str) -> Self {
        let workspace = ScratchWorkspace::open(&format!("with_{name}"));
        let name = format!("with_{name}");
        workspace.write(
            &name,
            &format!("[dependencies]\n{dependency}\n"),
            &[("lib.rs".to_owned(), String::new())],
        );
        Self { workspace, name }
    }

    fn build(&self) -> f64 {
        self.workspace.clear();
        self.workspace.cargo(&["build"], &self.name).cpu
    }
}
