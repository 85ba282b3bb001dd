use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(path = "/orders/{}")]
struct Empty;

#[derive(TopApi)]
#[top_api(path = "/orders/id-{id}")]
struct Part {
    id: i64,
}

#[derive(TopApi)]
#[top_api(path = "/orders/{id")]
struct Open {
    id: i64,
}

fn main() {}
