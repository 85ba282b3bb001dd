//! Property: every form of a value decodes to that value.

use std::cell::Cell;
use std::fmt::Debug;

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use top_runtime::codec::Encode;
use top_runtime::server::{plain_json, root_name, wrapped_json};
use top_runtime::session::{Permits, WithSession};
use top_runtime::{TopApi, Value};

use crate::ask::{Form, ask};
use crate::carried::carried;
use crate::draw::{Draw, Source};
use crate::xml;

/// Cases for each type.
const CASES: u32 = 48;

/// Maximum number of bytes for a value.
const BYTES: usize = 700;

/// Asserts that any response of the API decodes from each form unchanged, completely and without
/// issues.
pub(crate) fn assert_round_trip<A>(request: &A)
where
    A: TopApi<Session: Permits<WithSession, A>, Response: Draw + PartialEq + Debug>,
{
    // No file of earlier failures: the tests do not write into the repository.
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let in_xml = Cell::new(0);
    let checked = TestRunner::new(config).run(&vec(any::<u8>(), 0..BYTES), |bytes| {
        let value = Source::new(&bytes).draw::<A::Response>();
        let [json, simplified, xml] = bodies(A::SPEC.method(), &value);
        read_back(request, Form::Json, &json, &value)?;
        read_back(request, Form::Simplified, &simplified, &value)?;
        if carried(&tree(&value)).is_ok() {
            in_xml.set(in_xml.get() + 1);
            read_back(request, Form::Xml, &xml, &value)?;
        }
        Ok(())
    });
    checked.unwrap_or_else(|error| panic!("{}: {error}", A::SPEC.method()));
    assert!(in_xml.get() > 0, "XML carries none of the {CASES} values: the property is empty");
}

/// Returns the three forms of a reply.
pub(crate) fn bodies(method: &str, value: &dyn Encode) -> [String; 3] {
    let root = root_name(method);
    let content = with_id(tree(value));
    let xml = xml::document(&root, &content);
    let json = Value::from_iter([(root, content)]).to_string();
    let simplified = with_id(plain_json(value).unwrap().parse().unwrap());
    [json, simplified.to_string(), xml]
}

/// Adds the request id, which every reply of the platform has.
fn with_id(mut content: Value) -> Value {
    if let Value::Object(members) = &mut content {
        members.push(("request_id".to_owned(), "r1".into()));
    }
    content
}

/// Returns the wrapped JSON of a value.
pub(crate) fn tree(value: &dyn Encode) -> Value {
    wrapped_json(value).unwrap().parse().unwrap()
}

fn read_back<A>(request: &A, form: Form, body: &str, value: &A::Response) -> Result<(), TestCaseError>
where
    A: TopApi<Session: Permits<WithSession, A>, Response: PartialEq + Debug>,
{
    let fail =
        |what: String| TestCaseError::fail(format!("{form:?}: {what}\n  value {value:?}\n  body {body}"));
    let reply = ask(form, request, body).map_err(|error| fail(error.to_string()))?;
    if *reply != *value {
        return Err(fail(format!("read back as {:?}", *reply)));
    }
    if !reply.issues().is_empty() || !reply.unknown_fields().is_empty() {
        return Err(fail(format!("issues {:?}, unknown {:?}", reply.issues(), reply.unknown_fields())));
    }
    if reply.request_id() != "r1" {
        return Err(fail(format!("request_id `{}`", reply.request_id())));
    }
    Ok(())
}
