use std::marker::PhantomData;

use top_runtime::{TopApi, TopValue};

#[derive(TopValue)]
pub struct Tid(i64);

#[derive(TopValue)]
struct Nick<'a>(&'a str);

#[derive(TopValue)]
struct Id<T>(PhantomData<fn() -> T>, String);

#[derive(TopValue)]
struct List<T, const N: usize>(Vec<T>);

#[derive(TopValue)]
struct Tree(Vec<Tree>);

#[derive(TopValue)]
pub struct Private(Inner);

#[derive(TopValue)]
struct Inner {
    tids: Vec<Tid>,
}

#[derive(TopApi)]
#[top_api(method = "test.newtypes", response = Private)]
struct Find<'a> {
    nick: Nick<'a>,
    id: Option<Id<Tid>>,
    tids: List<Tid, 3>,
    tree: Tree,
}

fn main() {
    let find = Find { nick: Nick("a"), id: None, tids: List(vec![Tid(1)]), tree: Tree(Vec::new()) };
    let _ = find;
}
