use top_runtime::TopValue;

#[derive(TopValue)]
enum Kind {}

fn main() {}
