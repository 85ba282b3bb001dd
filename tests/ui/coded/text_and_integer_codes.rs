use top_runtime::TopValue;

#[derive(TopValue)]
enum Kind {
    #[top("A")]
    A,
    #[top(2)]
    B,
}

fn main() {}
