//! Code generation: from the model to Rust.
//!
//! Steps: objects become types (`object_types`) with names (`names`); the type, codes, outcome
//! markers and limits of each field are chosen (`types`, `codes`, `outcome_markers`, `limits`); the
//! result (`module`) is printed (`items`, `test`).

pub(crate) mod case;
mod codes;
mod construct;
mod derives;
mod docs;
mod items;
mod limits;
mod literal;
mod module;
mod names;
mod object_types;
mod outcome_markers;
mod request_name;
mod sample;
mod test;
mod types;
mod wire_fields;

use proc_macro2::TokenStream;

use crate::{Api, Diagnostic};

use derives::Derives;
use module::Module;

/// Options of the generated code.
///
/// ```
/// let mut options = top_codegen::Options::default();
/// options.derives = vec!["Eq".to_owned()];
/// options.test = false;
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// Additional derives of each type, such as `Eq` or `serde::Serialize`. `Serialize` and
    /// `Deserialize` without a path mean those of serde. A derive that a type of the module cannot
    /// have is left out and reported in [`ModuleCode::rejected_derives`]: for example, `File` has no
    /// `Serialize`. Derives of serde need the feature `serde` of `top-runtime`; enums of codes have
    /// `#[top(serde)]` in their place. Default: none.
    pub derives: Vec<String>,
    /// Generates a test that calls the API in a `top_sandbox::Sandbox`. The test needs the
    /// dev-dependencies `top-sandbox` and `tokio` with the features `macros` and `rt`. Default:
    /// `true`.
    pub test: bool,
    /// Maximum number of fields that the test sets in the request, and in the reply. Further
    /// optional fields are left empty. Default: 100.
    pub test_fields: usize,
}

impl Default for Options {
    /// Returns no additional derives, and a test with up to 100 fields.
    fn default() -> Self {
        Self { derives: Vec::new(), test: true, test_fields: 100 }
    }
}

/// Generated code of one API.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ModuleCode {
    /// Module name, derived from the method: `taobao_time_get`.
    pub module: String,
    /// Complete content of the module, including `use` lines: a file of its own, or the body of a
    /// `mod`.
    pub code: String,
    /// Warnings about uncertain decisions.
    pub warnings: Vec<Diagnostic>,
    /// Derives of [`Options::derives`] that cannot compile, with the reason. The code omits them.
    pub rejected_derives: Vec<Diagnostic>,
    /// `true` if reply members look like the outcome of the call, but none could be marked with
    /// certainty. A warning and a comment in the code name them.
    pub outcome_is_uncertain: bool,
}

/// Generates the code of one API.
///
/// ```
/// use top_codegen::{Api, Options, write};
/// # use top_codegen::model::{Field, FieldType, Limits, Session};
/// # let time = Field {
/// #     name: "time".to_owned(),
/// #     ty: FieldType::parse("Date"),
/// #     required: false,
/// #     example: String::new(),
/// #     description: String::new(),
/// #     limits: Limits::default(),
/// #     fields: Vec::new(),
/// #     line: 0,
/// # };
/// # use top_codegen::model::Protocol;
/// # let api = Api {
/// #     title: "获取前台系统时间".to_owned(),
/// #     session: Session::NotRequired,
/// #     response: vec![time],
/// #     ..Api::new("taobao.time.get", Protocol::Top)
/// # };
///
/// let written = write(&api, &Options::default());
/// assert_eq!(written.module, "taobao_time_get");
/// assert!(written.code.contains("pub struct GetTime;"));
/// assert!(written.code.contains("pub time: Option<DateTime>"));
/// ```
#[must_use]
pub fn write(api: &Api, options: &Options) -> ModuleCode {
    let mut module = Module::new(api);
    let Derives { paths, rejected: rejected_derives } = Derives::read(&options.derives, &module.contents());
    module.warnings.extend(derives::doubts(&paths, &module.imports()));
    let mut code = String::new();
    for line in items::uses(&module) {
        code.push_str(&print(&line));
    }
    for printed in items::items(&module, &paths) {
        code.push('\n');
        for line in printed.todo_comment {
            code.extend(["// ", &line, "\n"]);
        }
        code.push_str(&print(&printed.item));
    }
    if options.test && module.message().is_none() {
        code.push('\n');
        code.push_str(&test::test(&module, options.test_fields));
    }
    ModuleCode {
        module: case::module(&api.method),
        code,
        warnings: module.warnings,
        rejected_derives,
        outcome_is_uncertain: module.outcome_is_uncertain,
    }
}

/// Formats tokens like rustfmt. Invalid Rust is printed unformatted, so that the compiler reports
/// its place.
fn print(tokens: &TokenStream) -> String {
    let Ok(item) = syn::parse2(tokens.clone()) else { return format!("{tokens}\n") };
    let file = syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
    let mut text = prettyplease::unparse(&file);
    // prettyplease prints `a..= b` in attributes.
    if text.contains("..= ") {
        let tight = |line: &str| {
            if line.trim_start().starts_with("#[") { line.replace("..= ", "..=") } else { line.to_owned() }
        };
        text = text.lines().map(|line| tight(line) + "\n").collect();
    }
    text
}
