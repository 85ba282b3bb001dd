use top_runtime::TopValue;

#[derive(TopValue)]
enum Kind {
    #[top("I")]
    Image,
    #[top("V")]
    Video(String),
    #[top("N")]
    Named { n: i64 },
}

fn main() {}
