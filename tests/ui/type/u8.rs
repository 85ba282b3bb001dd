use top_runtime::TopValue;

#[derive(TopValue)]
struct Line {
    level: u8,
    ages: Vec<Option<u8>>,
}

fn main() {}
