use top_runtime::TopValue;

#[derive(TopValue)]
struct Reply {
    #[top(outcome)]
    result: Inner,
}

struct Inner;

fn main() {}
