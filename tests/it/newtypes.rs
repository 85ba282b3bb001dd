//! Newtypes: the wire format of their field in every position.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use top_runtime::server::{plain_json, read_request, wrapped_json};
use top_runtime::{Json, Params, Price, TopApi, TopValue};

use crate::support::{builder, client_with_reply, wait};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, TopValue)]
struct Tid(i64);

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Nick(String);

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Amount(Price);

/// An identifier whose owner is a type.
#[derive(Debug, Clone, PartialEq, TopValue)]
struct Id<T>(PhantomData<T>, i64);

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Boxed<T>(Option<Box<T>>);

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Tags(Vec<String>);

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Line {
    id: Id<Line>,
    next: Boxed<Line>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Whole(Line);

#[derive(TopValue)]
struct Borrowed<'a>(&'a str);

#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "test.newtypes", response = Found)]
struct Find {
    #[top(range = 1..=1000)]
    tid: Tid,
    #[top(max_len = 4)]
    nick: Option<Nick>,
    tids: Vec<Tid>,
    lines: Vec<Whole>,
    tags: Tags,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Found {
    tid: Tid,
    tids: Vec<Tid>,
    amount: Option<Amount>,
    whole: Whole,
    by_name: BTreeMap<String, Tid>,
    tags: Tags,
    extra: Json<BTreeMap<String, i64>>,
}

fn find() -> Find {
    let line = Line { id: Id(PhantomData, 7), next: Boxed(None) };
    Find {
        tid: Tid(5),
        nick: Some(Nick("小明".to_owned())),
        tids: vec![Tid(1), Tid(2)],
        lines: vec![Whole(Line { next: Boxed(Some(Box::new(line.clone()))), ..line })],
        tags: Tags(vec!["a".to_owned(), "b".to_owned()]),
    }
}

#[test]
fn newtypes_are_sent_like_their_field() {
    let prepared = builder().build().unwrap().prepare(&find()).unwrap();
    let own = ["lines", "nick", "tags", "tid", "tids"];
    let sent: Vec<_> = prepared.params().filter(|(name, _)| own.contains(name)).collect();
    assert_eq!(
        sent,
        [
            ("lines", r#"[{"id":7,"next":{"id":7}}]"#),
            ("nick", "小明"),
            ("tags", "a,b"),
            ("tid", "5"),
            ("tids", "1,2"),
        ]
    );
    assert_eq!(read_request::<Find>(&sent.into_iter().collect::<Params>()).ok(), Some(find()));
}

#[test]
fn limits_apply_to_the_field_of_a_newtype() {
    let request = Find { tid: Tid(1001), nick: Some(Nick("12345".to_owned())), ..find() };
    let refused = builder().build().unwrap().prepare(&request).unwrap_err();
    let issues: Vec<String> = refused.issues().iter().map(ToString::to_string).collect();
    assert_eq!(issues.len(), 2, "{issues:?}");
    assert!(issues[0].starts_with("`nick`: ") && issues[1].starts_with("`tid`: "), "{issues:?}");
}

#[test]
fn newtypes_are_decoded_like_their_field() {
    let body = r#"{"newtypes_response":{"tid":"5","tids":{"number":[1,"2"]},"amount":"1.50",
        "whole":{"id":7,"next":{"id":8}},"by_name":{"a":1},"extra":"{\"n\":1}"}}"#;
    let reply = wait(client_with_reply(body).execute(&find())).unwrap();
    assert_eq!(reply.issues(), []);
    let inner = Line { id: Id(PhantomData, 8), next: Boxed(None) };
    let expected = Found {
        tid: Tid(5),
        tids: vec![Tid(1), Tid(2)],
        amount: Some(Amount("1.5".parse().unwrap())),
        whole: Whole(Line { id: Id(PhantomData, 7), next: Boxed(Some(Box::new(inner))) }),
        by_name: BTreeMap::from([("a".to_owned(), Tid(1))]),
        tags: Tags(Vec::new()),
        extra: Json(BTreeMap::from([("n".to_owned(), 1)])),
    };
    assert_eq!(reply.into_inner(), expected);
}

#[test]
fn lists_of_newtypes_have_the_wrapper_of_their_field() {
    let found = |tids| wrapped_json(&vec![tids]).unwrap();
    assert_eq!(found(Tid(1)), r#"{"number":[1]}"#);
    assert_eq!(wrapped_json(&vec![Whole(find().lines[0].0.clone())]).unwrap().find("line"), Some(2));
    assert_eq!(plain_json(&vec![Borrowed("a")]).unwrap(), r#"["a"]"#);
}
