//! The folder under `target` in which the crates are written and built.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use wait4::Wait4 as _;

/// A workspace of its own.
#[derive(Debug)]
pub struct Workshop {
    root: PathBuf,
}

/// What a run of cargo took, with all the processes that it started.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// Seconds of the processors, in user mode and in the system.
    pub cpu: f64,
    /// Bytes in memory that the largest of the processes had at most.
    pub memory: u64,
}

impl Workshop {
    /// Begins it where cargo built this program, with the compiler and the dependencies that this repository builds with.
    ///
    /// # Panics
    ///
    /// The folder cannot be written.
    #[must_use]
    pub fn open(name: &str) -> Self {
        let program = std::env::current_exe().expect("the path of this program");
        let target = program.ancestors().nth(2).expect("cargo puts programs into target/release");
        let root = target.join("top-benches").join(name);
        fs::create_dir_all(&root).expect("a folder beside this program");
        let workspace =
            "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n\n[profile.release]\nstrip = true\n";
        write(&root.join("Cargo.toml"), workspace);
        fs::copy(repository().join("Cargo.lock"), root.join("Cargo.lock"))
            .expect("the repository's Cargo.lock");
        Self { root }
    }

    /// Writes a crate: its manifest after `[package]`, and the files of its folder `src`.
    pub fn write(&self, name: &str, manifest: &str, files: &[(String, String)]) {
        let folder = self.root.join("crates").join(name);
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n{manifest}"
        );
        write(&folder.join("Cargo.toml"), &manifest);
        for (file, text) in files {
            write(&folder.join("src").join(file), text);
        }
    }

    /// Builds the crate alone from nothing. What it depends on has been built.
    #[must_use]
    pub fn rebuild(&self, name: &str, command: &[&str]) -> Cost {
        self.touch(name);
        self.cargo(command, name)
    }

    /// Makes cargo build the crate anew.
    ///
    /// # Panics
    ///
    /// Its files cannot be written.
    pub fn touch(&self, name: &str) {
        let source = self.root.join("crates").join(name).join("src");
        for root in ["main.rs", "lib.rs"].map(|file| source.join(file)) {
            if let Ok(file) = fs::File::options().write(true).open(&root) {
                file.set_modified(SystemTime::now()).expect("the time of a file of ours");
            }
        }
    }

    /// Runs cargo on one crate.
    ///
    /// # Panics
    ///
    /// It does not build.
    #[must_use]
    pub fn cargo(&self, command: &[&str], name: &str) -> Cost {
        // What this program was built with stays out of it, but for the compiler.
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(command).args(["--quiet", "--offline", "--package", name]).current_dir(&self.root);
        cargo.env("CARGO_TARGET_DIR", self.target()).env("CARGO_INCREMENTAL", "0").stdin(Stdio::null());
        let mut child = cargo.spawn().expect("cargo");
        let used = child.wait4().expect("cargo ends");
        assert!(used.status.success(), "{name} does not build: see above");
        let cpu: Duration = used.rusage.utime + used.rusage.stime;
        Cost { cpu: cpu.as_secs_f64(), memory: used.rusage.maxrss }
    }

    /// The path of a built program.
    #[must_use]
    pub fn program(&self, name: &str) -> PathBuf {
        self.target().join("release").join(name).with_extension(std::env::consts::EXE_EXTENSION)
    }

    /// Throws away all that was built.
    pub fn clear(&self) {
        let _ = fs::remove_dir_all(self.target());
    }

    fn target(&self) -> PathBuf {
        self.root.join("target")
    }
}

/// The line of a manifest that depends on the runtime of this repository, with `more` after the path.
#[must_use]
pub fn runtime(more: &str) -> String {
    // A literal string of TOML, in which the path of a Windows folder needs no escapes.
    format!("top-runtime = {{ path = '{}'{more} }}\n", repository().join("top-runtime").display())
}

/// Where the crates of this repository are.
fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the folder of the workspace")
}

fn write(path: &Path, text: &str) {
    // What has not changed keeps its time, so that cargo does not build it anew.
    if fs::read_to_string(path).is_ok_and(|written| written == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder beside this program");
    fs::write(path, text).expect("a file beside this program");
}
