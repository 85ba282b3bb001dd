use top_runtime::{TopApi, TopValue};

// Direct and indirect recursion through every pointer and container, and a request that contains
// its response.
#[derive(TopApi)]
#[top_api(method = "test.ask", response = Answer<Category>)]
struct Ask {
    root: Category,
    rest: Vec<Answer<Category>>,
}

#[derive(TopValue)]
struct Category {
    name: String,
    parent: Option<Box<Option<Box<Category>>>>,
    children: Vec<Option<Box<Category>>>,
    shelves: Vec<Vec<Shelf>>,
}

#[derive(TopValue)]
struct Shelf {
    items: Vec<Item>,
}

#[derive(TopValue)]
struct Item {
    categories: Vec<Category>,
    answer: Option<Box<Answer<Item>>>,
}

#[derive(TopValue)]
struct Answer<T> {
    value: Vec<T>,
    next: Option<Box<Answer<T>>>,
}

fn main() {
    let leaf = Category { name: "c".into(), parent: None, children: vec![], shelves: vec![] };
    let root = Category {
        name: "r".into(),
        parent: Some(Box::new(None)),
        children: vec![None, Some(Box::new(leaf))],
        shelves: vec![vec![Shelf { items: vec![Item { categories: vec![], answer: None }] }]],
    };
    let ask = Ask { root, rest: vec![Answer { value: vec![], next: None }] };
    let client = top_runtime::Client::builder("key", "secret").build();
    let _ = client.map(|client| client.prepare(&ask).map(drop));
}
