//! Prints the public API of a crate, one item a line, from the JSON output of rustdoc.
//!
//! `.ci/public-api` compares the lines with `tests/public-api.txt`.

use std::collections::BTreeSet;
use std::error::Error;
use std::{env, fs};

use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("usage: public_api FILE.json")?;
    let json: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
    let mut listing = Listing { index: &json["index"], lines: BTreeSet::new() };
    let root = listing.item(&json["root"]).ok_or("no root")?;
    listing.module(root, text(&root["name"]));
    for line in listing.lines {
        println!("{line}");
    }
    Ok(())
}

/// Lines in the order of their text: an item may be reachable in several ways.
struct Listing<'j> {
    index: &'j Value,
    lines: BTreeSet<String>,
}

impl<'j> Listing<'j> {
    fn item(&self, id: &Value) -> Option<&'j Value> {
        self.index.get(id.to_string())
    }

    fn items(&self, ids: &'j Value) -> impl Iterator<Item = &'j Value> + use<'j> {
        let index = self.index;
        list(ids).filter_map(move |id| index.get(id.to_string()))
    }

    fn module(&mut self, module: &'j Value, path: &str) {
        for item in self.items(&module["inner"]["module"]["items"]) {
            let (kind, inner) = inner(item);
            if kind != "use" {
                self.named(item, &format!("{path}::{}", text(&item["name"])));
                continue;
            }
            let name = format!("{path}::{}", text(&inner["name"]));
            match self.item(&inner["id"]) {
                Some(target) => self.named(target, &name),
                None => self.push(format!("use {name} = {}", text(&inner["source"]))),
            }
        }
    }

    fn named(&mut self, item: &'j Value, path: &str) {
        let (kind, inner) = inner(item);
        match kind {
            "module" => {
                self.push(format!("mod {path}"));
                self.module(item, path);
            }
            "function" => self.push(format!("fn {path}{}", signature(inner))),
            "struct" => {
                self.push(format!("struct {path}{}", params(&inner["generics"])));
                let fields = self.items(&inner["kind"]["plain"]["fields"]);
                let tuple = self.items(&inner["kind"]["tuple"]);
                fields.chain(tuple).for_each(|field| self.field(field, path));
                self.impls(inner, path);
            }
            "enum" => {
                self.push(format!("enum {path}{}", params(&inner["generics"])));
                self.items(&inner["variants"]).for_each(|variant| self.variant(variant, path));
                self.impls(inner, path);
            }
            "trait" => {
                self.push(format!(
                    "trait {path}{}{}",
                    params(&inner["generics"]),
                    bounds(": ", &inner["bounds"])
                ));
                self.items(&inner["items"]).for_each(|item| self.associated(item, path));
            }
            "constant" | "static" => self.push(format!("const {path}: {}", type_name(&inner["type"]))),
            "type_alias" => self.push(format!("type {path} = {}", type_name(&inner["type"]))),
            _ => self.push(format!("{kind} {path}")),
        }
    }

    fn variant(&mut self, variant: &'j Value, path: &str) {
        let path = format!("{path}::{}", text(&variant["name"]));
        self.push(format!("variant {path}"));
        let kind = &variant["inner"]["variant"]["kind"];
        let fields = self.items(&kind["struct"]["fields"]).chain(self.items(&kind["tuple"]));
        fields.for_each(|field| self.field(field, &path));
    }

    fn field(&mut self, field: &Value, path: &str) {
        let (_, inner) = inner(field);
        self.push(format!("field {path}::{}: {}", text(&field["name"]), type_name(inner)));
    }

    /// Lists inherent items, and the names of the traits that the crate implements.
    fn impls(&mut self, inner: &'j Value, path: &str) {
        for item in self.items(&inner["impls"]) {
            let block = &item["inner"]["impl"];
            if block["trait"].is_null() {
                self.items(&block["items"]).for_each(|item| self.associated(item, path));
            } else if block["is_synthetic"] == false && block["blanket_impl"].is_null() {
                self.push(format!("impl {} for {path}", trait_name(&block["trait"])));
            }
        }
    }

    fn associated(&mut self, item: &Value, path: &str) {
        let (kind, inner) = inner(item);
        let name = format!("{path}::{}", text(&item["name"]));
        self.push(match kind {
            "function" => format!("fn {name}{}", signature(inner)),
            "assoc_const" => format!("const {name}: {}", type_name(&inner["type"])),
            "assoc_type" => format!("type {name}{}", bounds(": ", &inner["bounds"])),
            _ => format!("{kind} {name}"),
        });
    }

    fn push(&mut self, line: String) {
        self.lines.insert(line);
    }
}

/// Returns the kind of an item and its content.
fn inner(item: &Value) -> (&str, &Value) {
    let inner = item["inner"].as_object().and_then(|inner| inner.iter().next());
    inner.map_or(("?", &Value::Null), |(kind, inner)| (kind.as_str(), inner))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn join(parts: impl Iterator<Item = String>, separator: &str) -> String {
    parts.collect::<Vec<_>>().join(separator)
}

fn signature(function: &Value) -> String {
    let input = |input: &Value| format!("{}: {}", text(&input[0]), type_name(&input[1]));
    let inputs = join(list(&function["sig"]["inputs"]).map(input), ", ");
    let output = &function["sig"]["output"];
    let output = if output.is_null() { String::new() } else { format!(" -> {}", type_name(output)) };
    format!("{}({inputs}){output}", params(&function["generics"]))
}

fn params(generics: &Value) -> String {
    let is_written = |param: &&Value| param["kind"]["type"]["is_synthetic"] != true;
    let param =
        |param: &Value| format!("{}{}", text(&param["name"]), bounds(": ", &param["kind"]["type"]["bounds"]));
    let params = join(list(&generics["params"]).filter(is_written).map(param), ", ");
    if params.is_empty() { params } else { format!("<{params}>") }
}

fn bounds(prefix: &str, bounds: &Value) -> String {
    let bound = |bound: &Value| match bound.get("trait_bound") {
        Some(bound) => trait_name(&bound["trait"]),
        None => text(&bound["outlives"]).to_owned(),
    };
    let bounds = join(list(bounds).map(bound), " + ");
    if bounds.is_empty() { bounds } else { format!("{prefix}{bounds}") }
}

fn trait_name(path: &Value) -> String {
    path_name(path)
}

/// Returns the last segment of a path with its arguments.
fn path_name(path: &Value) -> String {
    let name = text(&path["path"]).rsplit("::").next().unwrap_or_default();
    let generic = &path["args"]["angle_bracketed"];
    let argument = |argument: &Value| match (argument.get("type"), argument.get("lifetime")) {
        (Some(argument), _) => type_name(argument),
        (_, Some(lifetime)) => text(lifetime).to_owned(),
        _ => "_".to_owned(),
    };
    let constraint = |constraint: &Value| {
        format!("{} = {}", text(&constraint["name"]), type_name(&constraint["binding"]["equality"]["type"]))
    };
    let arguments = list(&generic["args"]).map(argument).chain(list(&generic["constraints"]).map(constraint));
    let arguments = join(arguments, ", ");
    let parenthesized = &path["args"]["parenthesized"];
    if parenthesized.is_object() {
        let inputs = join(list(&parenthesized["inputs"]).map(type_name), ", ");
        return format!("{name}({inputs}) -> {}", type_name(&parenthesized["output"]));
    }
    if arguments.is_empty() { name.to_owned() } else { format!("{name}<{arguments}>") }
}

fn type_name(kind: &Value) -> String {
    let Some((key, inner)) = kind.as_object().and_then(|kind| kind.iter().next()) else {
        return if kind.is_null() { "()".to_owned() } else { text(kind).to_owned() };
    };
    match key.as_str() {
        "resolved_path" => path_name(inner),
        "generic" | "primitive" => text(inner).to_owned(),
        "borrowed_ref" => {
            let lifetime = text(&inner["lifetime"]);
            let space = if lifetime.is_empty() { "" } else { " " };
            let mutable = if inner["is_mutable"] == true { "mut " } else { "" };
            format!("&{lifetime}{space}{mutable}{}", type_name(&inner["type"]))
        }
        "slice" => format!("[{}]", type_name(inner)),
        "array" => format!("[{}; {}]", type_name(&inner["type"]), text(&inner["len"])),
        "tuple" => format!("({})", join(list(inner).map(type_name), ", ")),
        "impl_trait" => bounds("impl ", inner),
        "dyn_trait" => {
            let traits = list(&inner["traits"]).map(|bound| trait_name(&bound["trait"]));
            format!("dyn {}", join(traits, " + "))
        }
        "qualified_path" => format!("{}::{}", type_name(&inner["self_type"]), text(&inner["name"])),
        "function_pointer" => format!("fn{}", signature(inner)),
        other => other.to_owned(),
    }
}
