use top_runtime::TopValue;

#[derive(TopValue)]
enum Kind {
    #[top("1")]
    Complaint,
    #[top("1")]
    Review,
}

fn main() {}
