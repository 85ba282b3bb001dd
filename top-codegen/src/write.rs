//! From the model to Rust.
//!
//! Objects become shapes (`shapes`), which are named (`names`); what each field is, is decided (`types`, `codes`, `verdict`,
//! `limits`); all of it together (`module`) is printed (`items`, `test`).

mod codes;
mod construct;
mod derives;
mod docs;
mod items;
mod limits;
mod module;
mod names;
mod request_name;
mod sample;
mod shapes;
mod siblings;
mod test;
mod types;
mod verdict;
pub(crate) mod words;

use proc_macro2::TokenStream;

use crate::{Api, Diagnostic};

use derives::Derives;
use module::Module;

/// How the Rust is to be written.
///
/// ```
/// let mut options = top_codegen::Options::default();
/// options.derives = vec!["Eq".to_owned()];
/// options.test = false;
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// Derives that each type gets beside `Debug`, `Clone`, `PartialEq` and ours: `Eq`, `serde::Serialize`. `Serialize` and
    /// `Deserialize` alone are those of serde. One that a type of the module cannot have, as `DateTime` has no `Serialize`, is
    /// rejected_derives ([`ModuleCode::rejected_derives`]).
    pub derives: Vec<String>,
    /// Whether a test is written that calls the API in a `top_sandbox::Sandbox`. It needs `top-sandbox` and `tokio` with `macros`
    /// and `rt` among the dev-dependencies.
    pub test: bool,
    /// How many fields of the request, and of the reply, the test fills at most; what is optional beyond that is left out.
    pub test_fields: usize,
}

impl Default for Options {
    /// No more derives, and a test that fills up to 100 fields.
    fn default() -> Self {
        Self { derives: Vec::new(), test: true, test_fields: 100 }
    }
}

/// The Rust of one API.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ModuleCode {
    /// A name for the module, made from the method: `taobao_time_get`.
    pub module: String,
    /// The module's content: complete, with its `use` lines; it can be a file of its own or the inside of a `mod`.
    pub code: String,
    /// Decisions and doubts that a reader of the code should know.
    pub warnings: Vec<Diagnostic>,
    /// What was asked for in [`Options::derives`] and cannot compile, with the reason; the code is without it.
    pub rejected_derives: Vec<Diagnostic>,
    /// Whether members of the reply look like the outcome of the call, and none could be marked with certainty: a warning and a
    /// comment in the code name them.
    pub outcome_is_uncertain: bool,
}

/// Writes the Rust of one API.
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
/// # let api = Api {
/// #     method: "taobao.time.get".to_owned(),
/// #     title: "获取前台系统时间".to_owned(),
/// #     description: String::new(),
/// #     category: String::new(),
/// #     session: Session::NotRequired,
/// #     request: Vec::new(),
/// #     response: vec![time],
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
    let Derives { paths, rejected_derives } = Derives::read(&options.derives, &module.contents());
    module.warnings.extend(derives::doubts(&paths, &module.imports()));
    let mut code = String::new();
    for line in items::uses(&module) {
        code.push_str(&print(&line));
    }
    for printed in items::items(&module, &paths) {
        code.push('\n');
        for line in printed.remark {
            code.extend(["// ", &line, "\n"]);
        }
        code.push_str(&print(&printed.item));
    }
    if options.test {
        code.push('\n');
        code.push_str(&test::test(&module, options.test_fields));
    }
    ModuleCode {
        module: words::module(&api.method),
        code,
        warnings: module.warnings,
        rejected_derives,
        outcome_is_uncertain: module.outcome_is_uncertain,
    }
}

/// Tokens as people and rustfmt write them; as they are, should they not be Rust, so that the compiler says where.
fn print(tokens: &TokenStream) -> String {
    let Ok(item) = syn::parse2(tokens.clone()) else { return format!("{tokens}\n") };
    let file = syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
    let mut text = prettyplease::unparse(&file);
    // The range in an attribute of ours is printed with a blank in it.
    if text.contains("..= ") {
        let tight = |line: &str| {
            if line.trim_start().starts_with("#[") { line.replace("..= ", "..=") } else { line.to_owned() }
        };
        text = text.lines().map(|line| tight(line) + "\n").collect();
    }
    text
}
