use top_runtime::TopValue;

#[derive(TopValue)]
enum Kind {
    #[top("A")]
    A,
    #[top("B", other)]
    Other(String),
}

fn main() {}
