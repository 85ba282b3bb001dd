use top_runtime::TopValue;

type Money = f64;

#[derive(TopValue)]
struct Line {
    price: Money,
}

fn main() {}
