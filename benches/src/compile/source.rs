//! Writes drawn APIs as Rust: as declarations of this project, and as the same structs for serde.

use std::fmt::Write as _;

use super::draw::{Api, IN_PACKAGE, Member, Object};
use super::shape::{Kind, Side};

/// Library of the generated structs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `TopApi` and `TopValue`.
    Ours,
    /// `Serialize` and `Deserialize` on each struct.
    SerdeBoth,
    /// `Serialize` on requests, `Deserialize` on responses.
    SerdeNeeded,
}

impl Style {
    /// Returns the prefix of the crate names.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::SerdeBoth => "both",
            Self::SerdeNeeded => "needed",
        }
    }

    /// Returns the imports of a file.
    const fn imports(self) -> &'static str {
        match self {
            Self::Ours => "use top_runtime::{DateTime, Price, TopApi, TopValue};\n",
            Self::SerdeBoth | Self::SerdeNeeded => {
                "use serde::{Deserialize, Serialize};\ntype DateTime = String;\ntype Price = String;\n"
            }
        }
    }

    const fn derives(self, side: Side) -> &'static str {
        match (self, side) {
            (Self::Ours, _) => "TopValue",
            (Self::SerdeBoth, _) => "Serialize, Deserialize",
            (Self::SerdeNeeded, Side::Request) => "Serialize",
            (Self::SerdeNeeded, Side::Reply) => "Deserialize",
        }
    }
}

/// Returns the text of one file for each package of `apis`.
#[must_use]
pub fn packages(style: Style, apis: &[Api]) -> Vec<String> {
    apis.chunks(IN_PACKAGE).map(|apis| package(style, apis)).collect()
}

fn package(style: Style, apis: &[Api]) -> String {
    let mut out = String::from("//! One package of the platform.\n\n");
    for api in apis {
        let _ = writeln!(out, "/// The API.\npub mod {} {{", api.module);
        out.push_str("#[allow(unused_imports)]\nuse super::*;\n");
        let mut file = File { style, side: Side::Request, out: &mut out };
        file.api(api);
        file.side = Side::Reply;
        file.object(&api.reply, None);
        out.push_str("}\n\n");
    }
    out.insert_str(out.find("\n\n").map_or(0, |at| at + 2), style.imports());
    out
}

/// Returns a line for each API of a package, with its name and a function that calls it.
#[must_use]
pub fn calls(style: Style, package: &str, apis: &[Api]) -> String {
    let mut out = String::new();
    for api in apis {
        let path = format!("{package}::{}", api.module);
        let method = &api.method;
        let _ = match style {
            Style::Ours => {
                let on = if api.session { "seller" } else { "client" };
                writeln!(
                    out,
                    "    (\"{method}\", |client, seller| wait({on}.execute(&black_box({path}::Request::default())))),"
                )
            }
            _ => writeln!(
                out,
                "    (\"{method}\", |reply| {{ \
                 black_box(serde_json::from_slice::<{path}::Reply>(reply)?); \
                 serde_json::to_string(&black_box({path}::Request::default())) }}),"
            ),
        };
    }
    out
}

struct File<'o> {
    style: Style,
    side: Side,
    out: &'o mut String,
}

impl File<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn api(&mut self, api: &Api) {
        let derive = if self.style == Style::Ours { "TopApi" } else { self.style.derives(self.side) };
        let attribute = (self.style == Style::Ours).then(|| {
            let session = if api.session { ", session = required" } else { "" };
            format!("#[top_api(method = \"{}\"{session}, response = Reply)]", api.method)
        });
        self.shape(&api.request, derive, attribute.as_deref());
    }

    fn object(&mut self, object: &Object, attribute: Option<&str>) {
        self.shape(object, self.style.derives(self.side), attribute);
    }

    /// Writes the struct and its nested structs.
    fn shape(&mut self, object: &Object, derive: &str, attribute: Option<&str>) {
        self.line("/// What the page says of it.");
        self.line(&format!("#[derive(Debug, Clone, Default, {derive})]"));
        if let Some(attribute) = attribute {
            self.line(attribute);
        }
        self.line(&format!("pub struct {} {{", object.name));
        for member in &object.members {
            self.member(member);
        }
        self.line("}\n");
        for inner in object.members.iter().filter_map(|member| member.object.as_ref()) {
            self.object(inner, None);
        }
    }

    fn member(&mut self, member: &Member) {
        self.line(&format!("/// The {} of it.", member.name.replace('_', " ")));
        let attributes = match self.style {
            Style::Ours => ours(member),
            _ => {
                member.wire.as_ref().map(|wire| format!("#[serde(rename = \"{wire}\")]")).unwrap_or_default()
            }
        };
        if !attributes.is_empty() {
            self.line(&attributes);
        }
        let ty = self.ty(member);
        self.line(&format!("pub {}: {ty},", member.name));
    }

    fn ty(&self, member: &Member) -> String {
        let one = match (member.kind, &member.object) {
            (Kind::Object, Some(object)) => &object.name,
            (Kind::Number, _) => "i64",
            (Kind::Bool, _) => "bool",
            (Kind::Date, _) => "DateTime",
            (Kind::Price, _) => "Price",
            _ => "String",
        };
        match (member.list, member.required, self.side) {
            (true, true, _) | (true, _, Side::Reply) => format!("Vec<{one}>"),
            (true, false, Side::Request) => format!("Option<Vec<{one}>>"),
            (false, true, _) => one.to_owned(),
            (false, false, _) => format!("Option<{one}>"),
        }
    }
}

/// Returns the attribute of a member, if it needs one.
fn ours(member: &Member) -> String {
    let rename = member.wire.as_ref().map(|wire| format!("rename = \"{wire}\""));
    let required = (member.list && member.required).then(|| "required".to_owned());
    let key = if member.list { "max_items" } else { "max_len" };
    let limit = member.limit.map(|limit| format!("{key} = {limit}"));
    let role = member.role.map(str::to_owned);
    let all: Vec<_> = [rename, required, limit, role].into_iter().flatten().collect();
    if all.is_empty() { String::new() } else { format!("#[top({})]", all.join(", ")) }
}
