//! A temporary folder of documents to run the command in.

use std::fs;
use std::path::Path;

use snapbox::cmd::{Command, cargo_bin};
use tempfile::TempDir;

pub(crate) const PAGE: &str = include_str!("../fixtures/example.ticket.create.txt");
pub(crate) const DEFINITION: &str = include_str!("../fixtures/example.stock.get.json");

pub(crate) struct Folder(TempDir);

impl Folder {
    /// Creates a folder with `page.txt`, `stock.json`, and copies of both in `docs`.
    pub(crate) fn new() -> Self {
        let folder = Self(TempDir::new().unwrap());
        for (name, text) in [
            ("page.txt", PAGE),
            ("stock.json", DEFINITION),
            ("docs/deep/page.md", PAGE),
            ("docs/stock.JSON", DEFINITION),
            ("docs/notes.rst", "no document"),
        ] {
            folder.write(name, text);
        }
        folder
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path().join(name)).unwrap()
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Returns the paths of the files that were added to the folder, sorted.
    pub(crate) fn made(&self) -> Vec<String> {
        let start = ["page.txt", "stock.json", "docs"];
        let mut names = Vec::new();
        for entry in fs::read_dir(self.path()).unwrap().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            if start.contains(&name.as_str()) {
                continue;
            }
            if entry.path().is_dir() {
                let inner = fs::read_dir(entry.path()).unwrap();
                names.extend(
                    inner.map(|file| format!("{name}/{}", file.unwrap().file_name().to_str().unwrap())),
                );
            } else {
                names.push(name);
            }
        }
        names.sort();
        names
    }

    /// Returns the paths of all files in a subfolder, at any depth, sorted.
    pub(crate) fn tree(&self, name: &str) -> Vec<String> {
        let top = self.path().join(name);
        let mut folders = vec![top.clone()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push(path.strip_prefix(&top).unwrap().to_str().unwrap().replace('\\', "/"));
                }
            }
        }
        files.sort();
        files
    }

    pub(crate) fn command(&self) -> Command {
        Command::new(cargo_bin("topctl")).current_dir(self.path()).env_remove("CLICOLOR_FORCE")
    }

    /// Output and exit code of a command.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command().args(args))
    }
}

pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    pub(crate) fn of(command: Command) -> Self {
        let output = command.output().unwrap();
        Self {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Asserts success and returns standard output.
    pub(crate) fn done(self) -> String {
        assert_eq!(self.code, 0, "{}", self.stderr);
        self.stdout
    }

    /// Asserts exit code 1 without output, and returns standard error.
    pub(crate) fn refused(self) -> String {
        assert_eq!((self.code, self.stdout.as_str()), (1, ""), "{}", self.stderr);
        self.stderr
    }
}
