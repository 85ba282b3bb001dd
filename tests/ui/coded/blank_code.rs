use top_runtime::TopValue;

#[derive(TopValue)]
enum Kind {
    #[top("")]
    A,
    #[top(" ")]
    B,
}

fn main() {}
