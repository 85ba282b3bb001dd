//! Sections of a page, found by their headings.

/// A section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// From the top to the first other section.
    Head,
    /// System parameters.
    Common,
    /// The table of parameters.
    Request,
    /// The table of the reply.
    Response,
    /// The table of a topic's message.
    Message,
    /// The table of error codes.
    Codes,
    /// Samples and all else.
    Rest,
}

const HEADINGS: &[(Section, &[&str])] = &[
    (
        Section::Common,
        &["common parameters", "common parameter", "public parameters", "system parameters", "公共参数"],
    ),
    (
        Section::Request,
        &[
            "request parameters",
            "request parameter",
            "input parameters",
            "business parameters",
            "请求参数",
            "业务参数",
        ],
    ),
    (
        Section::Response,
        &[
            "response parameters",
            "response parameter",
            "output parameters",
            "return parameters",
            "返回参数",
            "响应参数",
            "返回结果",
        ],
    ),
    (
        Section::Message,
        &[
            "消息字段",
            "消息参数",
            "消息内容",
            "消息体",
            "消息结构",
            "消息格式",
            "字段列表",
            "字段说明",
            "message fields",
            "message body",
        ],
    ),
    (Section::Codes, &["error codes", "error code", "错误码", "错误码解释", "业务错误码"]),
    (
        Section::Rest,
        &[
            "request example",
            "request sample",
            "request demo",
            "response example",
            "response sample",
            "response demo",
            "error example",
            "sample code",
            "code example",
            "code examples",
            "examples",
            "service endpoints",
            "endpoints",
            "faq",
            "api tools",
            "服务地址",
            "请求示例",
            "响应示例",
            "返回示例",
            "异常示例",
            "消息示例",
            "代码示例",
            "调用示例",
            "如何获得此api",
            "api工具",
        ],
    ),
];

/// The lines of a page by section, with their numbers counted from 1.
pub(super) struct Sections<'a> {
    sections: Vec<(Section, Vec<(usize, &'a str)>)>,
}

impl<'a> Sections<'a> {
    /// Finds the sections. A second heading of a section continues it only if the first one was
    /// empty, as some pages have a list of contents.
    pub(super) fn of(text: &'a str) -> Self {
        let mut sections = vec![(Section::Head, Vec::new())];
        for (at, line) in text.lines().enumerate() {
            if let Some(section) = heading(line) {
                sections.push((section, Vec::new()));
            } else if let Some((_, lines)) = sections.last_mut()
                && !line.trim().is_empty()
            {
                lines.push((at + 1, line));
            }
        }
        Self { sections }
    }

    /// Returns the lines of a section that are not blank; `None` without its heading.
    pub(super) fn get(&self, section: Section) -> Option<&[(usize, &'a str)]> {
        let found = |filled: bool| {
            self.sections
                .iter()
                .find(|(name, lines)| *name == section && (!filled || !lines.is_empty()))
                .map(|(_, lines)| lines.as_slice())
        };
        found(true).or_else(|| found(false))
    }

    /// Returns `true` if the page has a table of parameters or of a reply.
    pub(super) fn has_api_tables(&self) -> bool {
        self.get(Section::Request).is_some() || self.get(Section::Response).is_some()
    }
}

/// Returns the section that a line begins.
fn heading(line: &str) -> Option<Section> {
    let title = plain(line).to_ascii_lowercase();
    HEADINGS.iter().find(|(_, titles)| titles.contains(&title.as_str())).map(|(section, _)| *section)
}

/// Removes Markdown, numbers and colons around a title.
pub(super) fn plain(line: &str) -> &str {
    let is_mark = |char: char| {
        char.is_whitespace() || matches!(char, '#' | '*' | ':' | '：' | '`' | '=' | '_' | '【' | '】')
    };
    let title = line.trim_matches(is_mark);
    let unnumbered = title.trim_start_matches(|char: char| char.is_ascii_digit());
    match unnumbered.strip_prefix(['.', '、', ')']) {
        Some(rest) if unnumbered.len() < title.len() => rest.trim_matches(is_mark),
        _ => title,
    }
}
