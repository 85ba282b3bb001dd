//! The header of a table.

/// Column titles on the platform's pages and on edited copies.
const NAMES: &[&str] = &["名称", "参数名称", "参数名", "字段名称", "字段名", "字段"];
const TYPES: &[&str] = &["类型", "参数类型", "字段类型", "数据类型"];
const REQUIREDNESS: &[&str] = &["是否必须", "是否必填", "是否必选", "必须", "必填", "必选"];
const EXAMPLES: &[&str] = &["示例值", "示例"];
const LIMITS: &[&str] = &["更多限制", "限制"];
const DESCRIPTIONS: &[&str] = &["描述", "说明", "参数说明", "字段说明", "含义"];

/// Separator of the cells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    /// `|`, with a leading bar.
    Bars,
    /// `|` between cells only.
    InnerBars,
    Tabs,
}

/// Column indices of a table.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) separator: Separator,
    pub(super) count: usize,
    pub(super) name: usize,
    pub(super) ty: usize,
    pub(super) required: Option<usize>,
    pub(super) example: Option<usize>,
    pub(super) limits: Option<usize>,
    pub(super) description: Option<usize>,
}

impl Columns {
    /// Reads the columns from a header with bars or tabs.
    pub(super) fn of(header: &str) -> Option<Self> {
        let header = header.trim();
        let separator = if header.starts_with('|') {
            Separator::Bars
        } else if header.contains('|') {
            Separator::InnerBars
        } else if header.contains('\t') {
            Separator::Tabs
        } else {
            return None;
        };
        let titles = separator.cells(header)?;
        let find = |titles_of_column: &[&str]| {
            titles.iter().position(|title| titles_of_column.contains(&plain(title)))
        };
        Some(Self {
            separator,
            count: titles.len(),
            name: find(NAMES)?,
            ty: find(TYPES)?,
            required: find(REQUIREDNESS),
            example: find(EXAMPLES),
            limits: find(LIMITS),
            description: find(DESCRIPTIONS),
        })
    }
}

impl Separator {
    /// Splits a line into cells; `None` if it has no separator.
    pub(super) fn cells(self, line: &str) -> Option<Vec<String>> {
        if self == Self::Tabs {
            return line
                .contains('\t')
                .then(|| line.split('\t').map(|cell| cell.trim().to_owned()).collect());
        }
        let line = match self {
            Self::Bars => line.trim().strip_prefix('|')?,
            _ if line.contains('|') => line.trim().trim_start_matches('|'),
            _ => return None,
        };
        let line = line.strip_suffix('|').filter(|line| !line.ends_with('\\')).unwrap_or(line);
        let mut cells = vec![String::new()];
        let mut escaped = false;
        for char in line.chars() {
            match (char, cells.last_mut()) {
                ('|', _) if !escaped => cells.push(String::new()),
                (char, Some(cell)) => {
                    if escaped && char == '|' {
                        cell.pop();
                    }
                    cell.push(char);
                }
                _ => {}
            }
            escaped = char == '\\' && !escaped;
        }
        Some(cells.iter().map(|cell| cell.trim().trim_matches('`').replace("<br>", "\n")).collect())
    }
}

/// Returns `true` if the line is a table header: a name title followed by a type title, with any
/// separator.
pub(in crate::page) fn is_header(line: &str) -> bool {
    titles(line).is_some()
}

/// Returns `true` if the header has a requiredness column.
pub(in crate::page) fn has_requiredness(header: &str) -> bool {
    titles(header).is_some_and(|titles| titles.iter().any(|title| REQUIREDNESS.contains(title)))
}

/// Returns `true` if the text is a single column title, as in a header with one line per cell.
pub(super) fn is_title(text: &str) -> bool {
    [NAMES, TYPES, REQUIREDNESS, EXAMPLES, LIMITS, DESCRIPTIONS]
        .iter()
        .any(|titles_of_column| titles_of_column.contains(&plain(text)))
}

/// Returns `true` if a text is the title of the column of names.
pub(super) fn is_name_title(text: &str) -> bool {
    NAMES.contains(&plain(text))
}

fn titles(line: &str) -> Option<Vec<&str>> {
    let titles: Vec<&str> =
        line.split(['|', '\t', ' ']).map(plain).filter(|title| !title.is_empty()).collect();
    (titles.len() > 1 && NAMES.contains(&titles[0]) && TYPES.contains(&titles[1])).then_some(titles)
}

fn plain(title: &str) -> &str {
    title.trim_matches(['*', ' ', '`', '_'])
}
