use top_runtime::{Price, TopValue};

#[derive(TopValue)]
struct Line {
    price: Price,
    paid: Option<Price>,
}

fn main() {
    let _ = Line { price: 200.07, paid: Some("1.00".into()) };
}
