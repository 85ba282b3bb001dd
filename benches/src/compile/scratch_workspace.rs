//! A folder under `target` in which generated crates are written and built.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use wait4::Wait4 as _;

/// A cargo workspace for generated crates.
#[derive(Debug)]
pub struct ScratchWorkspace {
    root: PathBuf,
}

/// Resources used by a run of cargo, including its child processes.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// Processor time in seconds, user and system.
    pub cpu: f64,
    /// Peak resident memory of the largest process, in bytes.
    pub memory: u64,
}

impl ScratchWorkspace {
    /// Opens the workspace in the target folder of this program, with the `Cargo.lock` of the
    /// repository.
    ///
    /// # Panics
    ///
    /// Panics if the folder cannot be written.
    #[must_use]
    pub fn open(name: &str) -> Self {
        let program = std::env::current_exe().expect("the path of this program");
        let target = program.ancestors().nth(2).expect("cargo puts programs into target/release");
        let root = target.join("top-benches").join(name);
        fs::create_dir_all(&root).expect("a folder beside this program");
        let manifest =
            "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n\n[profile.release]\nstrip = true\n";
        write(&root.join("Cargo.toml"), manifest);
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

    /// Downloads dependencies that the repository's `Cargo.lock` lacks.
    ///
    /// # Panics
    ///
    /// Panics if the registry is needed and cannot be reached.
    pub fn fetch(&self) {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let status = Command::new(cargo).args(["fetch", "--quiet"]).current_dir(&self.root).status();
        assert!(status.expect("cargo").success(), "the dependencies are not to be had: see above");
    }

    /// Rebuilds the crate alone. Its dependencies must have been built before.
    #[must_use]
    pub fn rebuild(&self, name: &str, command: &[&str]) -> Cost {
        self.touch(name);
        self.cargo(command, name)
    }

    /// Marks the crate as changed, so that cargo rebuilds it.
    ///
    /// # Panics
    ///
    /// Panics if its files cannot be written.
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
    /// Panics if the crate does not compile.
    #[must_use]
    pub fn cargo(&self, command: &[&str], name: &str) -> Cost {
        // Only the compiler is inherited from the build of this program.
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

/// The line of a manifest that depends on the runtime of this repository, with `more` after the
/// path.
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
    // Unchanged files keep their modification time, so that cargo does not rebuild them.
    if fs::read_to_string(path).is_ok_and(|written| written == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder beside this program");
    fs::write(path, text).expect("a file beside this program");
}
