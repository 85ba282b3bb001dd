use top_runtime::TopValue;

#[derive(TopValue)]
enum Kind {
    #[top("A")]
    A,
    B,
}

fn main() {}
