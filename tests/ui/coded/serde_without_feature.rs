use top_runtime::TopValue;

#[derive(TopValue)]
#[top(serde)]
enum Status {
    #[top("1")]
    Open,
}

fn main() {}
