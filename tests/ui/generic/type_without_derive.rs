use top_runtime::{TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask<T> {
    items: Vec<T>,
}

#[derive(TopApi)]
#[top_api(method = "test.page", response = Page<T>)]
struct GetPage<T> {
    like: Option<Page<T>>,
}

#[derive(TopValue)]
struct Page<T> {
    rows: Vec<T>,
}

struct Att;

fn main() {
    let client = top_runtime::Client::builder("key", "secret").build().unwrap();
    let _ = client.prepare(&Ask { items: vec![Att] });
    let _ = client.execute(&GetPage { like: None::<Page<Att>> });
}
