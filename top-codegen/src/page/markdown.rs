//! Tables of markdown: `| 名称 | 类型 | ...`.

use crate::Notice;

use super::cell::{is_name, must};
use super::layout::unmark;
use super::section::COPY_ALL;
use super::table::{Place, Rest, Row, shortened};

/// Which column of a table holds what.
pub(super) struct Columns {
    name: usize,
    ty: usize,
    must: Option<usize>,
    example: Option<usize>,
    limits: Option<usize>,
    description: Option<usize>,
}

impl Columns {
    /// The columns of a table's first line, if it is one of markdown.
    pub(super) fn of(header: &str) -> Option<Self> {
        let titles = cells(header)?;
        let find = |title: &str| titles.iter().position(|found| found == title);
        Some(Self {
            name: find("名称")?,
            ty: find("类型")?,
            must: find("是否必须"),
            example: find("示例值"),
            limits: find("更多限制"),
            description: find("描述"),
        })
    }

    /// The row in a line, if it is one of markdown; none for the line under the first.
    pub(super) fn row(&self, line: usize, text: &str) -> Option<Result<Option<Row>, Notice>> {
        let cells = cells(text)?;
        if cells.iter().all(|cell| cell.trim_matches(['-', ':', ' ']).is_empty()) {
            return Some(Ok(None));
        }
        Some(self.fill(line, &cells).map(Some))
    }

    fn fill(&self, line: usize, cells: &[String]) -> Result<Row, Notice> {
        let cell = |column: usize| cells.get(column).map_or("", String::as_str);
        let optional = |column: Option<usize>| column.map_or("", cell).to_owned();
        let name = cell(self.name);
        let (name, place) = unmark(name).map_or((name, Place::Any), |name| (name, Place::Leaf));
        let found = |what: &str, text: &str| {
            let what = format!("expected {what}, found `{}`", shortened(text));
            Notice::at(line, what).with_help(COPY_ALL)
        };
        if !is_name(name) {
            return Err(found("the name of a parameter or member", name));
        }
        let required = match self.must {
            Some(column) => match cell(column) {
                "是" | "true" => true,
                "否" | "false" => false,
                text => must(text).ok_or_else(|| found("`必须` or `可选`", text))?,
            },
            None => false,
        };
        Ok(Row {
            line,
            name: name.to_owned(),
            ty: cell(self.ty).to_owned(),
            must: required,
            rest: Rest::Columns {
                example: optional(self.example),
                limits: optional(self.limits),
                description: optional(self.description),
            },
            place,
            open: false,
        })
    }
}

/// The cells of a line between bars; none where it does not start with a bar.
fn cells(line: &str) -> Option<Vec<String>> {
    let line = line.strip_prefix('|')?;
    let line = line.strip_suffix('|').unwrap_or(line);
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
