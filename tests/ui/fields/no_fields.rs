use top_runtime::{Fields, TopValue};

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

const NONE: Fields<Trade> = Fields::of(&[]);

fn main() {
    let _ = NONE;
}
