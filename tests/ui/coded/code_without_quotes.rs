use top_runtime::TopValue;

#[derive(TopValue)]
enum Kind {
    #[top(IMAGE)]
    Image,
}

fn main() {}
