//! Budget: building the runtime from nothing, with all that it depends on, against reqwest alone with the same TLS.

use super::row::{Row, Unit};
use super::workshop::{Workshop, runtime};

/// How often each is built.
const ROUNDS: usize = 3;

/// A debug build with default features.
#[must_use]
pub fn measure() -> Row {
    let ours = Lone::new("ours", &runtime(""));
    let reqwest = "reqwest = { version = \"0.13\", default-features = false, features = [\"rustls\"] }";
    let reqwest = Lone::new("reqwest", reqwest);
    let pairs = (0..ROUNDS).map(|_| (ours.build(), reqwest.build())).collect();
    Row::new("debug build from nothing, against reqwest with rustls", Unit::Seconds, pairs).at_most(1.25)
}

/// An empty library with one dependency, in a folder of its own.
struct Lone {
    workshop: Workshop,
    name: String,
}

impl Lone {
    fn new(name: &str, dependency: &str) -> Self {
        let workshop = Workshop::open(&format!("with_{name}"));
        let name = format!("with_{name}");
        workshop.write(
            &name,
            &format!("[dependencies]\n{dependency}\n"),
            &[("lib.rs".to_owned(), String::new())],
        );
        Self { workshop, name }
    }

    fn build(&self) -> f64 {
        self.workshop.clear();
        self.workshop.cargo(&["build"], &self.name).cpu
    }
}
