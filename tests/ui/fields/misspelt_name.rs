use top_runtime::{TopValue, fields};

#[derive(TopValue)]
struct Trade {
    tid: i64,
    status: Status,
    orders: Vec<Order>,
    #[top(flatten)]
    receiver: Option<Receiver>,
}

#[derive(TopValue)]
struct Order {
    oid: i64,
    #[top(rename = "outer_iid")]
    item: Option<String>,
}

#[derive(TopValue)]
struct Receiver {
    receiver_city: Option<City>,
}

#[derive(TopValue)]
struct City {
    name: String,
}

#[derive(TopValue)]
enum Status {
    #[top("PAID")]
    Paid,
}

fn main() {
    let _ = fields!(Trade, "tid", "statsu");
    let _ = fields!(Trade, "seller_nick");
}
