//! Whether the business call inside a good reply worked.

use crate::Value;
use crate::tree::{Content, Node};

/// What a reply says of the business call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It worked, or the reply says nothing to the contrary.
    Success,
    /// It did not.
    Failure(Failure),
}

impl Outcome {
    /// A failure of this code and message.
    #[must_use]
    pub fn failure(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Failure(Failure { code: Some(code.into()), message: Some(message.into()), details: Vec::new() })
    }

    /// Whether it worked.
    #[must_use]
    pub fn is_success(&self) -> bool {
        matches!(self, Self::Success)
    }
}

/// A business call that did not work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Failure {
    /// The API's own code. A success field that names a code, like `code = 0`, is the code where no other is marked.
    pub code: Option<String>,
    /// The API's own text.
    pub message: Option<String>,
    /// All errors, where the reply lists several; the first is also in `code` and `message`.
    pub details: Vec<Detail>,
}

/// One of the errors that a reply lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Detail {
    /// Its code.
    pub code: Option<String>,
    /// Its text.
    pub message: Option<String>,
}

/// Where a type says whether the business call worked: what the attributes `success`, `error_code`, `error_message` and `outcome`
/// stand for.
#[derive(Debug)]
pub struct Markers(&'static [Marker]);

impl Markers {
    /// It does not say.
    pub const NONE: Self = Self(&[]);

    /// It says so in these places.
    #[must_use]
    pub const fn new(markers: &'static [Marker]) -> Self {
        Self(markers)
    }

    /// What a reply says in these places.
    pub(crate) fn judge(&self, node: Node<'_>) -> Outcome {
        let verdict = Verdict::of(node, self);
        let silent = verdict.code.is_none() && verdict.message.is_none();
        if verdict.success.unwrap_or(silent) {
            return Outcome::Success;
        }
        let Verdict { code, message, details, .. } = verdict;
        Outcome::Failure(Failure { code, message, details })
    }

    /// Whether one of the marked members stands there.
    fn stand_in(&self, node: Node<'_>) -> bool {
        self.0.iter().any(|marker| match (&marker.says, marker.name) {
            (Says::Inner(inner), None) => inner().stand_in(node),
            (_, name) => name.is_none_or(|name| node.member(name).is_some()),
        })
    }
}

/// One place.
#[derive(Debug)]
pub struct Marker {
    /// The member's wire name; `None` for a function, which looks at the whole.
    name: Option<&'static str>,
    says: Says,
}

#[derive(Debug)]
enum Says {
    /// The flag that it worked.
    Success(Good),
    Code,
    Message,
    /// Another type's markers say it.
    Inner(fn() -> &'static Markers),
    Function(fn(&Value) -> Outcome),
}

/// Which value of a success field is the good one.
#[derive(Debug, Clone, Copy)]
enum Good {
    Bool(bool),
    Text(&'static str),
    Integer(i64),
}

impl Marker {
    const fn at(name: &'static str, says: Says) -> Self {
        Self { name: Some(name), says }
    }

    /// `#[top(success)]`: true is good.
    #[must_use]
    pub const fn success(name: &'static str) -> Self {
        Self::success_bool(name, true)
    }

    /// `#[top(success = false)]`.
    #[must_use]
    pub const fn success_bool(name: &'static str, good: bool) -> Self {
        Self::at(name, Says::Success(Good::Bool(good)))
    }

    /// `#[top(success = "0")]`.
    #[must_use]
    pub const fn success_text(name: &'static str, good: &'static str) -> Self {
        Self::at(name, Says::Success(Good::Text(good)))
    }

    /// `#[top(success = 0)]`.
    #[must_use]
    pub const fn success_integer(name: &'static str, good: i64) -> Self {
        Self::at(name, Says::Success(Good::Integer(good)))
    }

    /// `#[top(error_code)]`.
    #[must_use]
    pub const fn error_code(name: &'static str) -> Self {
        Self::at(name, Says::Code)
    }

    /// `#[top(error_message)]`.
    #[must_use]
    pub const fn error_message(name: &'static str) -> Self {
        Self::at(name, Says::Message)
    }

    /// `#[top(outcome)]` on a member: the markers of its type.
    #[must_use]
    pub const fn outcome(name: &'static str, markers: fn() -> &'static Markers) -> Self {
        Self::at(name, Says::Inner(markers))
    }

    /// `#[top(flatten)]`: the markers of its type, whose members stand in the same place.
    #[must_use]
    pub const fn flattened(markers: fn() -> &'static Markers) -> Self {
        Self { name: None, says: Says::Inner(markers) }
    }

    /// `#[top(outcome = path)]` on a struct.
    #[must_use]
    pub const fn function(judge: fn(&Value) -> Outcome) -> Self {
        Self { name: None, says: Says::Function(judge) }
    }
}

impl Good {
    /// Whether a field's text is the good value; `None` where it says neither.
    fn is(self, text: &str) -> Option<bool> {
        match self {
            Self::Bool(good) if text.eq_ignore_ascii_case("true") || text == "1" => Some(good),
            Self::Bool(good) if text.eq_ignore_ascii_case("false") || text == "0" => Some(!good),
            Self::Bool(_) => None,
            Self::Text(good) => Some(text == good),
            Self::Integer(good) => Some(text.parse() == Ok(good)),
        }
    }
}

/// What was gathered from the marked places, outer before inner.
#[derive(Default)]
struct Verdict {
    success: Option<bool>,
    code: Option<String>,
    message: Option<String>,
    details: Vec<Detail>,
}

impl Verdict {
    fn of(node: Node<'_>, markers: &Markers) -> Self {
        let mut verdict = Self::default();
        // The value of a success field is the code only where no other code is there.
        let mut stand_in = None;
        for Marker { name, says } in markers.0 {
            let member = name.and_then(|name| node.member(name));
            let text = member.and_then(Node::scalar).map(str::trim).filter(|text| !text.is_empty());
            match says {
                Says::Success(good) => {
                    verdict.flag(text.and_then(|text| good.is(text)));
                    if !matches!(good, Good::Bool(_)) {
                        stand_in = text;
                    }
                }
                Says::Code => verdict.code = text.map(str::to_owned),
                Says::Message => verdict.message = text.map(str::to_owned),
                Says::Function(judge) => match judge(&Value::from_node(node)) {
                    Outcome::Success => verdict.flag(Some(true)),
                    Outcome::Failure(Failure { code, message, details }) => {
                        verdict = Self { success: Some(false), code, message, details };
                    }
                },
                Says::Inner(_) => {}
            }
        }
        for Marker { name, says } in markers.0 {
            let Says::Inner(inner) = says else { continue };
            match name {
                None => verdict.merge(Self::of(node, inner())),
                Some(name) => {
                    if let Some(member) = node.member(name) {
                        verdict.add_inner(member, inner());
                    }
                }
            }
        }
        if verdict.code.is_none() && verdict.success == Some(false) {
            verdict.code = stand_in.map(str::to_owned);
        }
        verdict
    }

    /// Takes a flag over: one that says no wins over one that says yes.
    fn flag(&mut self, flag: Option<bool>) {
        self.success = match (self.success, flag) {
            (Some(a), Some(b)) => Some(a && b),
            (a, b) => a.or(b),
        };
    }

    /// Takes over what a flattened struct says.
    fn merge(&mut self, inner: Self) {
        self.flag(inner.success);
        self.details.extend(inner.details);
        if self.code.is_none() && self.message.is_none() {
            (self.code, self.message) = (inner.code, inner.message);
        }
    }

    /// Adds what a member says, or what each element of it says if it is a list.
    fn add_inner(&mut self, member: Node<'_>, markers: &'static Markers) {
        let listed = list_in(member, markers);
        let is_list = listed.is_some();
        for node in listed.unwrap_or_else(|| vec![member]) {
            let inner = Self::of(node, markers);
            self.flag(inner.success);
            if is_list && (inner.code.is_some() || inner.message.is_some()) {
                self.details.push(Detail { code: inner.code.clone(), message: inner.message.clone() });
            }
            self.details.extend(inner.details);
            if self.code.is_none() && self.message.is_none() {
                (self.code, self.message) = (inner.code, inner.message);
            }
        }
    }
}

/// The elements, where a marked member is a list or a list wrapper: an object that is not the marked one itself.
fn list_in<'t>(node: Node<'t>, markers: &Markers) -> Option<Vec<Node<'t>>> {
    match node.content() {
        Content::Array(items) => Some(items.collect()),
        Content::Object(mut members) if !markers.stand_in(node) => match (members.next(), members.next()) {
            (Some((_, inner)), None) => match inner.content() {
                Content::Array(items) => Some(items.collect()),
                Content::Object(_) => Some(vec![inner]),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Marker, Markers, Outcome};
    use crate::tree::parse_json;

    static ITEM: Markers = Markers::new(&[Marker::error_code("c"), Marker::error_message("m")]);
    static ALL: Markers = Markers::new(&[
        Marker::success("ok"),
        Marker::error_code("code"),
        Marker::error_message("msg"),
        Marker::outcome("errors", || &ITEM),
    ]);
    static ZERO: Markers = Markers::new(&[Marker::success_integer("code", 0), Marker::error_message("msg")]);

    /// Code, message and number of details of a failure.
    type Seen = (Option<String>, Option<String>, usize);

    /// `None` for success.
    fn judge(markers: &Markers, json: &str) -> Option<Seen> {
        let tree = parse_json(json).unwrap_or_default();
        match markers.judge(tree.root()) {
            Outcome::Success => None,
            Outcome::Failure(f) => Some((f.code, f.message, f.details.len())),
        }
    }

    fn failure(code: Option<&str>, message: Option<&str>, details: usize) -> Seen {
        (code.map(Into::into), message.map(Into::into), details)
    }

    #[test]
    fn explicit_success_wins_and_silence_is_success() {
        for good in [
            "{}",
            r#"{"ok":true}"#,
            r#"{"ok":"TRUE","code":"500","msg":"系统异常"}"#,
            r#"{"ok":1,"errors":[{"c":"x"}]}"#,
            r#"{"code":" ","msg":""}"#,
            r#"{"errors":{}}"#,
        ] {
            assert_eq!(judge(&ALL, good), None, "{good}");
        }
        assert_eq!(judge(&ALL, r#"{"ok":false}"#), Some(failure(None, None, 0)));
        assert_eq!(judge(&ALL, r#"{"code":500}"#), Some(failure(Some("500"), None, 0)));
        assert_eq!(judge(&ALL, r#"{"msg":"no"}"#), Some(failure(None, Some("no"), 0)));
    }

    #[test]
    fn a_list_names_the_first_and_keeps_all() {
        let errors = r#"[{"c":"A","m":"a"},{"c":"B"},{}]"#;
        for json in
            [format!(r#"{{"ok":false,"errors":{errors}}}"#), format!(r#"{{"errors":{{"item":{errors}}}}}"#)]
        {
            assert_eq!(judge(&ALL, &json), Some(failure(Some("A"), Some("a"), 2)), "{json}");
        }
        assert_eq!(judge(&ALL, r#"{"errors":{"item":{"c":"A"}}}"#), Some(failure(Some("A"), None, 1)));
        assert_eq!(
            judge(&ALL, r#"{"ok":false,"code":"1","errors":[{"c":"A"}]}"#),
            Some(failure(Some("1"), None, 1))
        );
    }

    #[test]
    fn a_literal_is_also_the_code() {
        assert_eq!(judge(&ZERO, r#"{"code":0,"msg":"ok"}"#), None);
        assert_eq!(judge(&ZERO, r#"{"code":"0"}"#), None);
        assert_eq!(judge(&ZERO, r#"{"code":-7,"msg":"no"}"#), Some(failure(Some("-7"), Some("no"), 0)));
        assert_eq!(judge(&ZERO, r#"{"msg":"no"}"#), Some(failure(None, Some("no"), 0)));
    }
}
