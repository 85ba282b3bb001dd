use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    price: f64,
    rates: Option<Vec<f32>>,
}

fn main() {}
