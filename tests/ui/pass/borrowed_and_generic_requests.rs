use top_runtime::codec::{Decode, Encode};
use top_runtime::{Client, TopApi, TopValue};

use std::borrow::Cow;
use std::fmt::Debug;

// Requests with lifetimes, type and const parameters, bounds, defaults and `where` clauses;
// responses with `'static` and generics.
#[derive(TopApi)]
#[top_api(method = "test.ask", response = Page<Vec<R>>)]
struct Ask<'a, 'b: 'a, T, R = i64, const N: usize = 2>
where
    T: Clone + Encode,
    R: Decode + Encode + Debug + 'static,
{
    nick: &'a str,
    note: Option<Cow<'b, str>>,
    one: &'a T,
    more: Vec<&'b T>,
    pages: &'a [Page<&'b str>],
    twice: &'a &'b i64,
    last: Option<Page<R>>,
}

#[derive(Debug, Clone, TopValue)]
struct Page<T> {
    rows: Vec<T>,
    next: Option<Box<Page<T>>>,
}

fn ask<'a>(client: &Client, nick: &'a str, pages: &'a [Page<&'a str>]) {
    let (page, number) = (&pages[0], 1);
    let request: Ask<'_, '_, Page<&str>> =
        Ask { nick, note: None, one: page, more: vec![page], pages, twice: &&number, last: None };
    let _ = client.prepare(&request).map(drop);
}

fn main() {
    let owned = String::from("text");
    let pages = [Page { rows: vec![owned.as_str()], next: None }];
    let client = Client::builder("key", "secret").build();
    let _ = client.map(|client| ask(&client, &owned, &pages));
}
