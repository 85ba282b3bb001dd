use top_runtime::TopValue;

#[derive(TopValue)]
struct Point(i64, i64);

#[derive(TopValue)]
struct Nothing();

fn main() {}
