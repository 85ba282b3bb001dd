use top_runtime::codec::{Decode, Encode};
use top_runtime::{Client, Error, File, TopApi, TopValue};

// The impls infer the bounds that the fields need. A bound on the struct is optional.
#[derive(TopApi)]
#[top_api(method = "test.plain")]
struct Plain<T, U: Clone, V: TopValue, W>
where
    W: Encode,
{
    one: T,
    list: Vec<U>,
    option: Option<V>,
    nested: Option<Page<W>>,
}

#[derive(Debug, Clone, TopValue)]
struct Page<T> {
    rows: Vec<T>,
    total: Option<i64>,
}

#[derive(TopValue)]
struct Bound<T: Clone + TopValue> {
    page: Page<T>,
    pages: Vec<Page<T>>,
}

#[derive(TopApi)]
#[top_api(method = "test.echo", response = T)]
struct Echo<T> {
    value: T,
}

#[derive(TopApi)]
#[top_api(method = "test.list", response = Page<R>)]
struct List<T, R> {
    like: Vec<R>,
    of: Option<T>,
}

async fn sent_and_read<T: TopValue>(client: &Client, value: T) -> Result<T, Error> {
    Ok(client.execute(&Echo { value }).await?.into_inner())
}

fn only_sent<T: Encode>(client: &Client, value: T) {
    let _ = client.prepare(&Plain { one: value, list: vec![1], option: Some(2), nested: None::<Page<&str>> });
}

fn only_read<R>(client: &Client)
where
    R: Decode + Encode,
{
    let _ = client.execute(&List::<i64, R> { like: Vec::new(), of: None });
}

fn main() {
    let client = Client::builder("key", "secret").build();
    let _ = client.map(|client| {
        only_sent(&client, "text");
        only_read::<Page<Bound<String>>>(&client);
        let image = File::new("a.png", vec![1]);
        let _ = client.prepare(&Plain { one: image, list: vec![true], option: None::<i64>, nested: None::<Page<i64>> });
        drop(sent_and_read(&client, vec![1]));
    });
}
