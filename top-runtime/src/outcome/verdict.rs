//! What a reply says in the marked places.

use super::markers::{Good, Marker, Markers, Says};
use super::{Detail, Failure, Outcome};
use crate::Value;
use crate::tree::{Content, Node};

impl Markers {
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
    use super::super::{Marker, Markers, Outcome};
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
