use top_runtime::TopValue;

#[derive(TopValue)]
enum Kind {
    #[top("1")]
    Complaint,
    #[top(other)]
    Other(String),
    #[top(other)]
    Rest(String),
}

fn main() {}
