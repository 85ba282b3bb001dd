//! Directives that a build script prints for cargo.

use std::fmt::Display;

#[derive(Debug, Clone, Copy)]
pub(super) enum Directive {
    RerunIfChanged,
    Warning,
    Error,
}

impl Directive {
    /// Prints the directive. Cargo reads one directive per line, so line ends are escaped.
    pub(super) fn print(self, what: &impl Display) {
        println!("{}", self.line(&what.to_string()));
    }

    fn line(self, what: &str) -> String {
        let name = match self {
            Self::RerunIfChanged => "rerun-if-changed",
            Self::Warning => "warning",
            Self::Error => "error",
        };
        let mut line = format!("cargo::{name}=");
        for char in what.chars() {
            if char.is_control() {
                line.extend(char.escape_default());
            } else {
                line.push(char);
            }
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::Directive;

    #[test]
    fn line_ends_cannot_inject_a_directive() {
        assert_eq!(Directive::Warning.line("a\ncargo::error=b"), "cargo::warning=a\\ncargo::error=b");
    }
}
