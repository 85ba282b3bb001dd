use top_runtime::transport::{HttpResponse, InMemoryTransport};
use top_runtime::{Client, TopApi, TopValue};

// A borrowing struct can be flattened into a borrowing one; a struct without a lifetime into both.
// Options and pointers are transparent.
#[derive(TopApi)]
#[top_api(method = "test.ask", response = Reply)]
struct Ask<'a> {
    #[top(flatten)]
    page: Option<Page>,
    #[top(flatten)]
    owner: Box<Owner<'a>>,
}

#[derive(TopValue)]
struct Reply {
    #[top(flatten)]
    page: Option<Box<Page>>,
}

#[derive(TopValue)]
struct Page {
    page_no: i64,
}

#[derive(TopValue)]
struct Owner<'a> {
    #[top(flatten)]
    name: Name<'a>,
    kind: &'static str,
}

#[derive(TopValue)]
struct Name<'a> {
    nick: &'a str,
}

// Only sent, so it needs no lifetime.
#[derive(TopApi)]
#[top_api(method = "test.list")]
struct List {
    #[top(flatten)]
    order: Order,
}

#[derive(TopValue)]
struct Order {
    order_by: &'static str,
}

fn main() {
    let transport = InMemoryTransport::new(|_| Ok(HttpResponse::new("{}")));
    let client = Client::builder("key", "secret").transport(transport).build().unwrap();
    let owner = Box::new(Owner { name: Name { nick: "n" }, kind: "k" });
    assert!(client.prepare(&Ask { page: None, owner }).is_ok());
    assert!(client.prepare(&List { order: Order { order_by: "id" } }).is_ok());
}
