use top_runtime::{Client, TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask<T> {
    item: T,
}

fn one<T>(client: &Client, item: T) {
    let _ = client.prepare(&Ask { item });
}

fn list<T>(client: &Client, item: Vec<T>) {
    let _ = client.prepare(&Ask { item });
}

fn option<T>(client: &Client, item: Option<T>) {
    let _ = client.prepare(&Ask { item });
}

#[derive(TopValue)]
struct Page<T> {
    rows: Vec<T>,
}

async fn nested<T>(client: &Client, rows: Vec<T>) {
    let _ = client.execute(&Ask { item: Page { rows } }).await;
}

fn main() {}
