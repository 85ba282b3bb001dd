//! The top of a page: title, path or topic, HTTP method, description.

use crate::model::{Session, topic_name_error};

use super::section::{Section, Sections, plain};

/// Content of the top of a page.
pub(super) struct Head {
    pub(super) title: String,
    pub(super) description: String,
    /// The path or method of an API, with its line.
    pub(super) endpoint: Option<(usize, String)>,
    /// The topic, with its line.
    pub(super) topic: Option<(usize, String)>,
    /// The HTTP method; empty if the page has none.
    pub(super) http: String,
    pub(super) session: Session,
    /// The line of the path or topic.
    pub(super) line: usize,
}

const PATHS: &[&str] =
    &["path", "api path", "api", "api name", "uri", "接口名称", "接口路径", "api路径", "路径"];
const METHODS: &[&str] = &["method", "http method", "request method", "methods", "请求方式", "请求方法"];
const TOPICS: &[&str] = &["topic", "message", "message name", "消息名称", "消息名", "消息topic", "主题"];
const TITLES: &[&str] = &["title", "name", "标题", "消息标题", "中文名称"];
const DESCRIPTIONS: &[&str] = &["description", "desc", "描述", "说明", "消息描述", "消息说明"];
const SESSIONS: &[&str] = &[
    "authorization",
    "authorisation",
    "requires authorization",
    "authorize",
    "session",
    "授权",
    "是否需要授权",
    "用户授权",
];

impl Head {
    pub(super) fn read(sections: &Sections<'_>) -> Self {
        let mut head = Self {
            title: String::new(),
            description: String::new(),
            endpoint: None,
            topic: None,
            http: String::new(),
            session: Session::Unknown,
            line: 1,
        };
        for &(number, line) in sections.get(Section::Head).unwrap_or_default() {
            head.line(number, line);
        }
        head
    }

    fn line(&mut self, number: usize, line: &str) {
        let text = plain(line);
        if let Some((label, value)) = labelled(text) {
            let has = |labels: &[&str]| labels.contains(&label.as_str());
            if has(PATHS) && self.endpoint.is_none() && is_endpoint(value) {
                return self.set_endpoint(number, value);
            } else if has(METHODS) && is_http(value) {
                return value.clone_into(&mut self.http);
            } else if has(METHODS) && self.endpoint.is_none() && is_endpoint(value) {
                return self.set_endpoint(number, value);
            } else if has(TOPICS) && topic_name_error(value).is_none() {
                return self.set_topic(number, value);
            } else if has(TITLES) {
                return value.clone_into(&mut self.title);
            } else if has(DESCRIPTIONS) {
                return self.describe(value);
            } else if has(SESSIONS) {
                self.session = needs_session(value);
                return;
            }
        }
        // `GET/POST /order/get`, or the two on lines of their own.
        if is_http(text) {
            return text.clone_into(&mut self.http);
        }
        let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        if is_http(first) && rest.trim().starts_with('/') && self.endpoint.is_none() {
            first.clone_into(&mut self.http);
            return self.set_endpoint(number, rest);
        }
        if text.starts_with('/') && self.endpoint.is_none() && is_endpoint(text) {
            return self.set_endpoint(number, text);
        }
        if self.endpoint.is_none()
            && self.topic.is_none()
            && let Some((topic, title)) = titled_topic(text)
        {
            title.clone_into(&mut self.title);
            return self.set_topic(number, topic);
        }
        if self.title.is_empty() && self.description.is_empty() {
            text.clone_into(&mut self.title);
        } else {
            self.describe(text);
        }
    }

    fn set_endpoint(&mut self, number: usize, name: &str) {
        self.endpoint = Some((number, plain(name).to_owned()));
        self.line = number;
    }

    fn set_topic(&mut self, number: usize, topic: &str) {
        self.topic = Some((number, topic.to_owned()));
        self.line = number;
    }

    fn describe(&mut self, text: &str) {
        if !self.description.is_empty() {
            self.description.push('\n');
        }
        self.description.push_str(text);
    }
}

/// Splits `**Path:** value`. The label is in lower case, the value without marks.
fn labelled(text: &str) -> Option<(String, &str)> {
    let (label, value) = text.split_once([':', '：'])?;
    Some((plain(label).to_ascii_lowercase(), plain(value)))
}

fn is_endpoint(value: &str) -> bool {
    let value = plain(value);
    !value.contains(char::is_whitespace) && value.contains(['/', '.']) && !value.contains("://")
}

/// Returns `true` for `GET`, `post` and `GET/POST`.
fn is_http(text: &str) -> bool {
    let mut words = text.split(['/', '|', ',', ' ']).filter(|word| !word.is_empty()).peekable();
    let is_method = |word: &str| {
        ["GET", "POST", "PUT", "DELETE", "PATCH", "HSF"]
            .iter()
            .any(|method| method.eq_ignore_ascii_case(word))
    };
    words.peek().is_some() && words.all(is_method)
}

fn needs_session(value: &str) -> Session {
    let value = value.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| value.contains(word));
    if has(&["not required", "no", "optional", "不需要", "无需", "否", "可选"]) {
        Session::NotRequired
    } else if has(&["required", "yes", "true", "需要", "必须", "是"]) {
        Session::Required
    } else {
        Session::Unknown
    }
}

/// Splits `taobao_trade_TradeCreate (title)`; the title may be missing.
fn titled_topic(text: &str) -> Option<(&str, &str)> {
    let (name, title) = match text.split_once(['(', '（']) {
        Some((name, title)) => (name.trim(), title.trim().trim_end_matches([')', '）']).trim()),
        None => (text, ""),
    };
    let last = name.rsplit('_').next().unwrap_or_default();
    let is_topic =
        topic_name_error(name).is_none() && last.starts_with(|char: char| char.is_ascii_uppercase());
    is_topic.then_some((name, title))
}
