use top_runtime::TopValue;

#[derive(TopValue)]
enum Text {
    #[top("A")]
    A,
    #[top(other)]
    Other(i64),
}

#[derive(TopValue)]
enum Number {
    #[top(1)]
    One,
    #[top(other)]
    Other(String),
}

#[derive(TopValue)]
enum Nothing {
    #[top(1)]
    One,
    #[top(other)]
    Other,
}

fn main() {}
