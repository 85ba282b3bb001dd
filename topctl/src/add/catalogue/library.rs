//! The `lib.rs` of one crate: its packages, and what the crates behind it have.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::crates::Crates;
use super::workspace::Workspace;
use super::{Layout, number};
use crate::add::place::Planned;
use crate::add::seal;

/// The `lib.rs` of a crate of the layout.
pub(super) fn plan(crates: &Crates, place: usize, layout: &Layout, workspace: &Workspace) -> Planned {
    let mut items: BTreeMap<&str, (String, String)> = BTreeMap::new();
    for (package, apis) in layout.get(&place).into_iter().flatten() {
        let doc = format!("/// {}.\n", number(*apis, "API"));
        items.insert(package, (doc, format!("pub mod {package};\n")));
    }
    for (part, packages) in layout.iter().filter(|(part, _)| place == 0 && **part != 0) {
        let part = crates.name_of(*part).replace('-', "_");
        items.extend(
            packages.keys().map(|package| {
                (package.as_str(), (String::new(), format!("pub use ::{part}::{package};\n")))
            }),
        );
    }
    let mut text = match place {
        0 => about(&crates.name_of(0), layout, &workspace.version),
        _ => format!("//! A part of `{}`, which is the crate to depend on.\n", crates.name_of(0)),
    };
    for (package, (doc, item)) in &items {
        let _ = write!(text, "\n{doc}#[cfg(feature = \"{package}\")]\n{item}");
    }
    let path = crates.folder_of(place).join("src").join("lib.rs");
    Planned { path, text: seal::sealed(&number(items.len(), "package"), &text) }
}

/// What the crate that is named says of itself.
fn about(name: &str, layout: &Layout, version: &str) -> String {
    let packages: BTreeMap<_, _> = layout.values().flatten().collect();
    let apis = number(packages.values().copied().sum(), "API");
    let first = packages.keys().next().map_or("full", |first| first.as_str());
    let mut text = format!(
        "\
//! {apis} of the Taobao Open Platform in {}.
//!
//! A package is a module with a module per API inside, and a feature of its name: none is on by default, `full` is all of them. The
//! package of an API is the second word of its method.
//!
//! ```toml
//! {name} = {{ version = \"{version}\", features = [\"{first}\"] }}
//! ```
//!
//! | feature | APIs |
//! |---|---|
",
        number(packages.len(), "package"),
    );
    for (package, apis) in packages {
        let _ = writeln!(text, "//! | `{package}` | {apis} |");
    }
    text
}
