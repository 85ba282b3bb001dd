//! Formats in which other programs copy pages: other bullets or none, tabs, lost marks, Markdown
//! tables.

/// A change to the text of a page.
type Change = fn(&str) -> String;

/// Changes of format that keep the content.
pub(crate) const FORMS: [(&str, Change); 15] = [
    ("no bullets", |page| in_tables(page, |line| bare(line).map(str::to_owned))),
    ("no bullets, as sed takes them", |page| {
        page.lines().flat_map(|line| [line.strip_prefix("  • ").unwrap_or(line), "\n"]).collect()
    }),
    ("no bullets of rows without members", |page| {
        in_tables(page, |line| {
            bare(line).filter(|text| !text.starts_with('└')).map(|text| format!("• {text}"))
        })
    }),
    ("stars", |page| bulleted(page, "* ")),
    ("dashes", |page| bulleted(page, "- ")),
    ("middle dots", |page| bulleted(page, "·")),
    ("circles", |page| bulleted(page, "o ")),
    ("numbers", |page| {
        let mut number = 0;
        in_tables(page, move |line| {
            number += 1;
            bare(line).map(|text| format!("{number}. {text}"))
        })
    }),
    ("bullets and tabs", |page| bulleted(page, "•\t")),
    ("bullets in lines of their own", |page| bulleted(page, "•\n")),
    ("bullets, no marks", |page| page.replace('└', "")),
    ("no bullets, no marks", |page| {
        in_tables(page, |line| bare(line).map(|text| text.trim_start_matches(['└', ' ']).to_owned()))
    }),
    ("blanks behind each line", |page| page.lines().flat_map(|line| [line, " \t \n"]).collect()),
    ("line separators", |page| page.replace('\n', "\u{2028}")),
    ("numbered headings", |page| {
        page.replace("\n请求参数", "\n2. 请求参数:")
            .replace("\n响应参数", "\n三、响应参数")
            .replace("\n响应示例", "\n【响应示例】")
    }),
];

/// Returns the text of a cell.
fn bare(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix('•').map(str::trim)
}

fn bulleted(page: &str, bullet: &str) -> String {
    in_tables(page, |line| bare(line).map(|text| format!("  {bullet}{text}")))
}

/// Replaces the lines of both tables.
fn in_tables(page: &str, mut change: impl FnMut(&str) -> Option<String>) -> String {
    let mut inside = false;
    let mut changed = String::new();
    for line in page.lines() {
        match line.trim() {
            "请求参数" | "响应参数" => inside = true,
            "请求示例" => inside = false,
            _ => {}
        }
        let other = if inside { change(line) } else { None };
        changed.push_str(other.as_deref().unwrap_or(line));
        changed.push('\n');
    }
    changed
}

/// Removes the headings of a page.
pub(crate) fn without_headings(page: &str) -> String {
    let headings = ["公共参数", "请求参数", "响应参数", "请求示例", "响应示例", "异常示例"];
    page.lines().filter(|line| !headings.contains(&line.trim())).flat_map(|line| [line, "\n"]).collect()
}

/// Removes every third bullet.
pub(crate) fn partly_bare(page: &str) -> String {
    let mut number = 0;
    in_tables(page, move |line| {
        let text = bare(line)?;
        number += 1;
        (number % 3 == 0).then(|| text.to_owned())
    })
}

/// Prints both tables with one row per line and the given separators.
pub(crate) fn in_rows(
    api: &top_codegen::Api,
    page: &str,
    (start, between, end): (&str, &str, &str),
) -> String {
    let (head, rest) = page.split_once("请求参数").expect("a heading");
    let samples = &rest[rest.find("请求示例").expect("a heading")..];
    let keeps_empty = between.contains(['|', '\t']);
    let line = |cells: &[&str]| {
        let cells: Vec<&str> = cells.iter().copied().filter(|cell| keeps_empty || !cell.is_empty()).collect();
        format!("{start}{}{end}\n", cells.join(between))
    };
    let rule = if between.contains('|') { line(&["---"; 6]) } else { String::new() };
    let mut request = line(&["名称", "类型", "是否必须", "示例值", "更多限制", "描述"]) + &rule;
    rows(&api.request, 0, &mut |name, field| {
        let must = if field.required { "必须" } else { "可选" };
        let text = |text: &str| text.replace('\n', " ").replace('|', "\\|");
        let mut limits = String::new();
        for (title, limit) in [
            ("最大长度", field.limits.max_len.map(|limit| limit.to_string())),
            ("最大列表长度", field.limits.max_items.map(|limit| limit.to_string())),
            ("最小值", field.limits.min.map(|limit| limit.to_string())),
            ("最大值", field.limits.max.map(|limit| limit.to_string())),
        ] {
            limits.extend(limit.map(|limit| format!("{title}:{limit} ")));
        }
        let (example, about) = (text(&field.example), text(&field.description));
        request.push_str(&line(&[name, field.ty.spelled(), must, &example, limits.trim(), &about]));
    });
    let mut response = line(&["名称", "类型", "示例值", "描述"]) + &rule;
    rows(&api.response, 0, &mut |name, field| {
        let text = |text: &str| text.replace('\n', " ").replace('|', "\\|");
        response.push_str(&line(&[
            name,
            field.ty.spelled(),
            &text(&field.example),
            &text(&field.description),
        ]));
    });
    format!("{head}请求参数\n\n{request}\n响应参数\n\n{response}\n{samples}")
}

fn rows(
    fields: &[top_codegen::model::Field],
    level: usize,
    row: &mut impl FnMut(&str, &top_codegen::model::Field),
) {
    for field in fields {
        let name = if field.fields.is_empty() && level > 0 {
            format!("└ {}", field.name)
        } else {
            field.name.clone()
        };
        row(&name, field);
        rows(&field.fields, level + 1, row);
    }
}
