use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask<T> {
    items: Vec<T>,
}

struct Att;

fn main() {
    let client = top_runtime::Client::builder("key", "secret").build().unwrap();
    let _ = client.prepare(&Ask { items: vec![Att] });
}
