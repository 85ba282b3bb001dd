use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(path = "/orders/{order_id}")]
struct Ask {
    #[top(rename = "orderId")]
    order_id: i64,
}

fn main() {}
