use top_runtime::TopValue;

#[derive(TopValue)]
struct Reply {
    #[top(outcome)]
    result: bool,
}

fn main() {}
