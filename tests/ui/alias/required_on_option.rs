use top_runtime::TopValue;

type Maybe<T> = Option<T>;

#[derive(TopValue)]
struct Line {
    #[top(required)]
    name: Maybe<String>,
}

fn main() {}
