use top_runtime::codec::Encode;
use top_runtime::{Client, TopApi};

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask<T: Clone> {
    item: T,
}

fn serde<T: Clone + serde::Serialize>(client: &Client, item: T) {
    let _ = client.prepare(&Ask { item });
}

fn below<T>(client: &Client, item: T)
where
    T: Clone,
{
    let _ = client.prepare(&Ask { item });
}

#[derive(TopApi)]
#[top_api(method = "test.echo", response = T)]
struct Echo<T> {
    item: T,
}

fn read<T: Encode>(client: &Client, item: T) {
    let _ = client.execute(&Echo { item });
}

fn main() {}
