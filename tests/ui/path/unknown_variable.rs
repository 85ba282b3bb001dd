use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(path = "/orders/{order_id}")]
struct Ask {
    orderid: i64,
}

fn main() {}
