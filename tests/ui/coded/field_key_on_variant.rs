use top_runtime::TopValue;

#[derive(TopValue)]
enum Kind {
    #[top(rename = "A")]
    A,
    #[top("B")]
    B,
}

fn main() {}
