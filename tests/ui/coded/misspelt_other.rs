use top_runtime::TopValue;

#[derive(TopValue)]
enum Kind {
    #[top("A")]
    A,
    #[top(othr)]
    Other(String),
}

fn main() {}
