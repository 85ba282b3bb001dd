use top_runtime::{TopApi, TopValue};

type Maybe<T> = Option<T>;
type Text = String;
type Lines = Vec<Line>;

#[derive(TopApi)]
#[top_api(method = "test.ask", any_of(note, lines))]
struct Ask {
    #[top(max_len = 3)]
    note: Maybe<Text>,
    #[top(max_items = 3)]
    lines: Lines,
}

#[derive(TopValue)]
struct Line {
    next: Maybe<Box<Line>>,
}

fn main() {}
