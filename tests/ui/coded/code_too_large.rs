use top_runtime::TopValue;

#[derive(TopValue)]
enum Kind {
    #[top(99999999999999999999)]
    A,
}

fn main() {}
