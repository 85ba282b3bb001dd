//! Property: `execute` evaluates every decoded flag in every form.

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use top_runtime::error::ErrorKind;
use top_runtime::server::root_name;
use top_runtime::{Error, SessionKey, TopApi, TopValue, Value};

use crate::ask::{FORMS, Form, ask, client, now};
use crate::draw::Source;
use crate::xml;

#[derive(TopApi)]
#[top_api(method = "taobao.example.batch", response = Batch)]
struct RunBatch;

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Batch {
    #[top(success)]
    is_success: Option<bool>,
    #[top(error_code)]
    code: Option<String>,
    #[top(outcome)]
    result: Option<Box<Part>>,
    #[top(flatten)]
    rest: Rest,
    total: i64,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Rest {
    #[top(outcome)]
    rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Part {
    #[top(success)]
    ok: Option<bool>,
    #[top(outcome, item = "entry")]
    errors: Option<Vec<Row>>,
    note: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Row {
    #[top(success = false)]
    failed: Option<bool>,
    #[top(error_code)]
    code: Option<String>,
    #[top(outcome)]
    parts: Vec<Option<Part>>,
}

/// Returns whether a decoded flag means a failure.
trait Fails {
    fn fails(&self) -> bool;
}

impl Fails for Batch {
    fn fails(&self) -> bool {
        let inner = self.result.as_ref().is_some_and(|part| part.fails());
        self.is_success == Some(false) || inner || self.rest.rows.iter().any(Fails::fails)
    }
}

impl Fails for Part {
    fn fails(&self) -> bool {
        self.ok == Some(false) || self.errors.iter().flatten().any(Fails::fails)
    }
}

impl Fails for Row {
    fn fails(&self) -> bool {
        self.failed == Some(true) || self.parts.iter().flatten().any(Fails::fails)
    }
}

/// Draws replies.
struct Drawing<'s, 'b> {
    from: &'s mut Source<'b>,
    /// Whether all flags, codes and forms are those of a success.
    good: bool,
}

impl Drawing<'_, '_> {
    fn batch(&mut self, total: &str) -> Value {
        object([
            ("is_success", self.flag(true)),
            ("code", self.code()),
            ("result", self.place(Self::part, 3)),
            ("rows", self.list(Self::row, "row", 3)),
            ("total", Some(Value::from(total))),
        ])
    }

    fn part(&mut self, depth: usize) -> Value {
        object([
            ("ok", self.flag(true)),
            ("errors", self.list(Self::row, "entry", depth)),
            ("note", Some(Value::from(if self.good { "1" } else { self.from.pick(&["1", "x", ""]) }))),
        ])
    }

    fn row(&mut self, depth: usize) -> Value {
        object([
            ("failed", self.flag(false)),
            ("code", self.code()),
            ("parts", self.list(Self::part, "part", depth)),
        ])
    }

    /// Draws a flag with this success value.
    fn flag(&mut self, good: bool) -> Option<Value> {
        let value = |truth: bool, from: &mut Source<'_>| match from.byte() % 3 {
            0 => Value::Bool(truth),
            1 => number(if truth { from.pick(&["1", "1.0", "1e0"]) } else { from.pick(&["0", "0.0", "-0"]) }),
            _ if truth => from.pick(&["true", "TRUE", "1", " True "]).into(),
            _ => from.pick(&["false", "FALSE", "0", " False "]).into(),
        };
        match self.from.byte() % 8 {
            0 => None,
            1 => Some(Value::Null),
            2 => Some("".into()),
            3 if !self.good => Some(self.from.pick(&["maybe", "2", "N", "no", "ok"]).into()),
            4 if !self.good => Some(value(!good, self.from)),
            _ => Some(value(good, self.from)),
        }
    }

    fn code(&mut self) -> Option<Value> {
        match self.from.byte() % 4 {
            0 => Some(self.from.pick(&["0", "SUCCESS", "200", "", " "]).into()),
            1 if !self.good => Some(self.from.pick(&["E1", "1", "success "]).into()),
            _ => None,
        }
    }

    /// Draws an object, as it is or as a JSON text, sometimes replaced by another value.
    fn place(&mut self, draw: fn(&mut Self, usize) -> Value, depth: usize) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        match self.from.byte() % 8 {
            0 => None,
            1 => Some(Value::Null),
            2 if !self.good => Some(self.from.pick(&["busy", "{", "[]", "7"]).into()),
            3 | 4 => Some(draw(self, depth).to_string().into()),
            _ => Some(draw(self, depth)),
        }
    }

    /// Draws a list in one of its forms.
    fn list(&mut self, draw: fn(&mut Self, usize) -> Value, item: &str, depth: usize) -> Option<Value> {
        let len = usize::from(self.from.byte() % 4);
        let items = Value::Array((0..len).filter_map(|_| self.place(draw, depth)).collect());
        let form = self.from.byte() % 8;
        let list = match (form, &items) {
            (0, Value::Array(all)) if all.len() == 1 => all[0].clone(),
            (1, Value::Array(all)) if all.len() == 1 => object([(item, Some(all[0].clone()))]),
            (2 | 3, _) => object([(item, Some(items))]),
            (4, _) => object([("whatever", Some(items))]),
            // Without elements, XML has the count alone, which then looks like one.
            (5, Value::Array(all)) if all.iter().any(|item| *item != Value::Null) => {
                object([("whatever", Some(items)), ("count", Some("2".into()))])
            }
            _ => items,
        };
        match self.from.byte() % 4 {
            0 => Some(list.to_string().into()),
            1 if len == 0 => None,
            _ => Some(list),
        }
    }
}

fn number(digits: &str) -> Value {
    Value::Number(digits.parse().unwrap())
}

fn object<'n>(members: impl IntoIterator<Item = (&'n str, Option<Value>)>) -> Value {
    members.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// Returns the body of a reply in each form.
fn body(form: Form, content: &Value) -> String {
    let root = root_name(RunBatch::SPEC.method());
    match form {
        Form::Json => object([(root.as_str(), Some(content.clone()))]).to_string(),
        Form::Simplified => content.to_string(),
        Form::Xml => xml::document(&root, content),
    }
}

/// Returns the result of `execute` for a body.
fn execute(form: Form, body: &str) -> Result<(), Error> {
    let client = client(form, body);
    now(client.session(&SessionKey::new("6100test")).execute(&RunBatch)).map(drop)
}

/// Runs a check with each drawn reply in each form.
fn for_each_reply(good: bool, check: fn(Form, &Value, &Value) -> Result<(), String>) {
    let config = Config { cases: 400, failure_persistence: None, ..Config::default() };
    let checked = TestRunner::new(config).run(&vec(any::<u8>(), 0..200), |bytes| {
        let draw = |total| Drawing { from: &mut Source::new(&bytes), good }.batch(total);
        let (content, broken) = (draw("1"), draw("x"));
        for form in FORMS {
            check(form, &content, &broken).map_err(|what| {
                TestCaseError::fail(format!("{form:?}: {what}\n  body {}", body(form, &content)))
            })?;
        }
        Ok(())
    });
    checked.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn false_success_flag_is_a_failure_in_every_form() {
    for_each_reply(false, |form, content, _| {
        let body = body(form, content);
        let raw = ask(form, &RunBatch, &body).map_err(|error| error.to_string())?;
        match execute(form, &body) {
            Ok(()) if raw.fails() => Err(format!("`execute` is good, decoded was {:?}", *raw)),
            Ok(()) if !raw.outcome().is_success() => {
                Err(format!("`execute` is good, but {:?}", raw.outcome()))
            }
            Err(_) if raw.outcome().is_success() => {
                Err("`execute` fails, and the outcome is success".to_owned())
            }
            Ok(()) => Ok(()),
            Err(error) if matches!(error.kind(), ErrorKind::Business(_) | ErrorKind::Decode(_)) => Ok(()),
            Err(error) => Err(error.to_string()),
        }
    });
}

#[test]
fn undecodable_member_does_not_hide_a_failure() {
    for_each_reply(false, |form, content, broken| {
        let kind = |body: &str| execute(form, body).err().map(Error::into_kind);
        match (kind(&body(form, content)), kind(&body(form, broken))) {
            (Some(ErrorKind::Business(whole)), Some(ErrorKind::Business(hidden)))
                if whole.failure == hidden.failure =>
            {
                Ok(())
            }
            (Some(ErrorKind::Decode(whole)), Some(ErrorKind::Decode(hidden)))
                if whole.issue == hidden.issue =>
            {
                Ok(())
            }
            (None, Some(ErrorKind::Decode(hidden))) if hidden.issue.path == "total" => Ok(()),
            (whole, hidden) => Err(format!("{whole:?}, and with a bad member {hidden:?}")),
        }
    });
}

#[test]
fn success_flags_make_a_success_in_every_form() {
    for_each_reply(true, |form, content, _| {
        execute(form, &body(form, content)).map_err(|error| error.to_string())
    });
}
