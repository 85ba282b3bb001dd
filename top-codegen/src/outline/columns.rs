//! Columns of a table, and the cells of its lines.

/// Marks before the name of a member.
pub(super) const MARKS: [char; 12] = ['└', '├', '┗', '┣', '∟', '│', '─', '↳', '>', '·', '-', '+'];

/// Titles of columns, in English and Chinese, in lower case.
const NAMES: &[&str] = &[
    "name",
    "parameter",
    "parameter name",
    "field",
    "field name",
    "名称",
    "参数名称",
    "参数名",
    "字段名称",
    "字段名",
    "字段",
    "参数",
];
const TYPES: &[&str] =
    &["type", "data type", "field type", "parameter type", "类型", "参数类型", "字段类型", "数据类型"];
const REQUIREDNESS: &[&str] = &[
    "required",
    "required?",
    "mandatory",
    "must",
    "是否必须",
    "是否必填",
    "是否必选",
    "必须",
    "必填",
    "必选",
];
const EXAMPLES: &[&str] = &["example", "example value", "sample", "sample value", "demo", "示例", "示例值"];
const DESCRIPTIONS: &[&str] =
    &["description", "desc", "remark", "comment", "描述", "说明", "备注", "含义", "参数说明", "字段说明"];
const CODES: &[&str] = &["error code", "code", "错误码", "错误代码"];
const MEANINGS: &[&str] =
    &["error description", "error message", "message", "description", "错误描述", "错误信息", "描述", "含义"];
const SOLUTIONS: &[&str] = &["solution", "suggestion", "how to fix", "解决方案", "处理建议"];

/// Separator of the cells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    /// A line without a leading bar continues the row above.
    LeadingBars,
    /// Bars between cells only.
    InnerBars,
    Tabs,
    /// The last column takes the rest of the line.
    Blanks,
}

/// Positions of the columns of a table.
#[derive(Debug)]
pub(super) struct Columns {
    separator: Separator,
    count: usize,
    pub(super) name: usize,
    pub(super) ty: Option<usize>,
    pub(super) required: Option<usize>,
    pub(super) example: Option<usize>,
    pub(super) description: Option<usize>,
}

/// Positions of the columns of a table of error codes.
pub(super) struct CodeColumns {
    separator: Separator,
    count: usize,
    pub(super) code: usize,
    pub(super) description: Option<usize>,
    pub(super) solution: Option<usize>,
}

impl Columns {
    /// Reads a header; `None` if the line is none.
    pub(super) fn of(header: &str) -> Option<Self> {
        let (separator, titles) = titles(header)?;
        let find = |known: &[&str]| titles.iter().position(|title| known.contains(&title.as_str()));
        let ty = find(TYPES);
        let description = find(DESCRIPTIONS);
        (ty.is_some() || description.is_some()).then_some(())?;
        let name = find(NAMES)?;
        Some(Self {
            separator,
            count: titles.len(),
            name,
            ty,
            required: find(REQUIREDNESS),
            example: find(EXAMPLES),
            description,
        })
    }

    /// Returns the number of columns.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Splits a line into its cells, with the blanks before a name; `None` for a line that is no row.
    pub(super) fn cells<'a>(&self, line: &'a str) -> Option<Vec<&'a str>> {
        cells(self.separator, self.count, line)
    }
}

impl CodeColumns {
    /// Reads a header; `None` if the line is none.
    pub(super) fn of(header: &str) -> Option<Self> {
        // Titles of several words cannot be told apart by blanks.
        let (separator, titles) = titles(header).filter(|(separator, _)| *separator != Separator::Blanks)?;
        let find = |known: &[&str]| titles.iter().position(|title| known.contains(&title.as_str()));
        let code = find(CODES)?;
        let description = find(MEANINGS).filter(|at| *at != code);
        Some(Self { separator, count: titles.len(), code, description, solution: find(SOLUTIONS) })
    }

    /// Splits a line into its cells; `None` for a line that is no row.
    pub(super) fn cells<'a>(&self, line: &'a str) -> Option<Vec<&'a str>> {
        cells(self.separator, self.count, line)
    }
}

/// Returns the titles of a header in lower case.
fn titles(header: &str) -> Option<(Separator, Vec<String>)> {
    let separator = if header.trim_start().starts_with('|') {
        Separator::LeadingBars
    } else if header.contains('|') {
        Separator::InnerBars
    } else if header.contains('\t') {
        Separator::Tabs
    } else {
        Separator::Blanks
    };
    let cells = cells(separator, usize::MAX, header)?;
    let plain = |cell: &&str| cell.trim_matches([' ', '*', '`']).to_ascii_lowercase();
    Some((separator, cells.iter().map(plain).collect()))
}

fn cells(separator: Separator, count: usize, line: &str) -> Option<Vec<&str>> {
    match separator {
        Separator::LeadingBars => line.trim_start().starts_with('|').then(|| bars(line)).flatten(),
        Separator::InnerBars => bars(line),
        Separator::Tabs => line.contains('\t').then(|| line.split('\t').collect()),
        Separator::Blanks => {
            let line = line.trim_end();
            let is_indent = |char: char| char.is_whitespace() || MARKS.contains(&char);
            let indent = line.len() - line.trim_start_matches(is_indent).len();
            let mut cells: Vec<&str> = line[indent..].splitn(count, ' ').map(str::trim).collect();
            // The name keeps its indentation.
            let name = cells.first_mut()?;
            *name = &line[..indent + name.len()];
            (cells.len() > 1).then_some(cells)
        }
    }
}

/// Splits a line at bars that are not escaped. The separator of a header is no row.
fn bars(line: &str) -> Option<Vec<&str>> {
    let line = line.trim_matches([' ', '\t']);
    let inner = line.strip_prefix('|').unwrap_or(line);
    let mut cells = Vec::new();
    let mut start = 0;
    for (at, _) in inner.match_indices('|') {
        let escapes = inner[..at].bytes().rev().take_while(|byte| *byte == b'\\').count();
        if escapes % 2 == 0 {
            cells.push(&inner[start..at]);
            start = at + 1;
        }
    }
    if cells.is_empty() {
        return None;
    }
    if !inner[start..].trim().is_empty() {
        cells.push(&inner[start..]);
    }
    let is_rule = |cell: &&str| {
        let cell = cell.trim();
        !cell.is_empty() && cell.bytes().all(|byte| matches!(byte, b'-' | b':'))
    };
    (!cells.iter().all(is_rule)).then_some(cells)
}

/// Returns the text of a cell without blanks and escapes.
pub(super) fn text(cell: &str) -> String {
    cell.trim().replace("\\|", "|").replace("<br>", "\n").replace("<br/>", "\n")
}
