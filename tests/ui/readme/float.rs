use top_runtime::TopValue;

#[derive(TopValue)]
struct Item {
    price: f64,
}

fn main() {}
