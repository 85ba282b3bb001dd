use top_runtime::{TopApi, TopValue};

mod inner {
    use super::*;

    #[derive(TopApi)]
    #[top_api(method = "test.ask", response = Page<Row<N>>)]
    pub struct Ask<'a, T, const N: usize = 1>
    where
        T: Clone,
    {
        pub items: Vec<T>,
        pub one: Option<&'a T>,
    }

    #[derive(Clone, TopValue)]
    pub struct Page<T> {
        pub rows: Vec<T>,
    }

    #[derive(Clone, TopValue)]
    pub struct Row<const N: usize> {
        pub id: i64,
    }
}

fn main() {
    let client = top_runtime::Client::builder("key", "secret").build();
    let request: inner::Ask<'_, i64> = inner::Ask { items: vec![1], one: None };
    let _ = client.map(|client| client.prepare(&request).map(drop));
}
