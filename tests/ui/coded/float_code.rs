use top_runtime::TopValue;

#[derive(TopValue)]
enum Kind {
    #[top(1.5)]
    A,
    #[top(true)]
    B,
}

fn main() {}
