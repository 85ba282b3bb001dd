use top_runtime::TopValue;

#[derive(TopValue)]
struct Nick(#[top(max_len = 64)] String);

#[derive(TopValue)]
#[top(build)]
struct Tid(i64);

#[derive(TopValue)]
#[top(serde)]
struct Price(i64);

fn main() {}
