use top_runtime::TopValue;

#[derive(TopValue)]
enum Kind {
    #[top(other)]
    Other(String),
}

fn main() {}
