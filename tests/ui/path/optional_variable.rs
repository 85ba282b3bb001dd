use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(path = "/orders/{order_id}/{items}")]
struct Ask {
    order_id: Option<i64>,
    items: Vec<i64>,
}

fn main() {}
