//! A document of the repository: its headings, tables and blocks of code.

use std::path::PathBuf;
use std::{env, fs};

/// Returns a path relative to the root of the repository as an absolute one.
pub(crate) fn path(relative: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", relative].iter().collect()
}

pub(crate) fn read(relative: &str) -> String {
    fs::read_to_string(path(relative)).unwrap_or_else(|error| panic!("{relative}: {error}"))
}

pub(crate) struct Document {
    path: String,
    text: String,
}

impl Document {
    pub(crate) fn read(path: &str) -> Self {
        Self { path: path.to_owned(), text: read(path) }
    }

    /// Returns the text outside of blocks of code.
    pub(crate) fn prose(&self) -> String {
        self.text.split("```").step_by(2).collect()
    }

    /// Returns the prose without the targets of links.
    pub(crate) fn text_without_links(&self) -> String {
        let prose = self.prose();
        let mut parts = prose.split("](");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| text + part.split_once(')').map_or(part, |(_, rest)| rest))
    }

    fn blocks(&self) -> impl Iterator<Item = &str> {
        self.text.split("```").skip(1).step_by(2)
    }

    /// Returns the depth of each heading.
    pub(crate) fn headings(&self) -> Vec<usize> {
        let depth = |line: &str| line.chars().take_while(|c| *c == '#').count();
        self.prose().lines().map(depth).filter(|depth| *depth > 0).collect()
    }

    pub(crate) fn table_rows(&self) -> usize {
        self.text.lines().filter(|line| line.starts_with('|')).count()
    }

    /// Returns the blocks of code without comments and without the content of string literals,
    /// which are translated.
    pub(crate) fn code(&self) -> Vec<String> {
        let without_comment = |line: &str| line.split("//").next().unwrap_or_default().trim_end().to_owned();
        let normalize = |block: &str| {
            let lines = block.lines().map(without_comment).filter(|line| !line.is_empty());
            lines
                .map(|line| line.split('"').step_by(2).collect::<Vec<_>>().join("\""))
                .collect::<Vec<_>>()
                .join("\n")
        };
        let is_rust = |block: &&str| block.starts_with("rust");
        self.blocks().filter(is_rust).map(normalize).collect()
    }

    /// Returns the first block that starts so, without its language.
    pub(crate) fn block(&self, start: &str) -> &str {
        let block = self.blocks().find(|block| block.starts_with(start));
        let block = block.unwrap_or_else(|| panic!("{}: no block starts with {start:?}", self.path));
        block.split_once('\n').map_or("", |(_, code)| code)
    }

    /// Compares a block with the expected code. With `BLESS=1`: replaces the block.
    pub(crate) fn assert_block(&self, start: &str, expected: &str) {
        let block = self.block(start);
        if block != expected && env::var_os("BLESS").is_some() {
            let text = self.text.replace(block, expected);
            fs::write(path(&self.path), text).unwrap_or_else(|error| panic!("{}: {error}", self.path));
            return;
        }
        assert_eq!(block, expected, "{}; BLESS=1 rewrites the block", self.path);
    }
}
