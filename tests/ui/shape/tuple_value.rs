use top_runtime::TopValue;

#[derive(TopValue)]
struct Id(i64);

fn main() {}
