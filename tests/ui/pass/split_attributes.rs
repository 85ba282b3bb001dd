use top_runtime::{TopApi, TopValue};

const _: () = ();

#[derive(TopApi)]
#[top_api(method = "test.ask",)]
#[top_api(session = none)]
#[top_api()]
struct Ask {
    #[top(required,)]
    #[top(max_len = 1_000, max_bytes = 0x10)]
    #[top()]
    nick: String,
    #[top(range = -0b1..=0o7)]
    n: i64,
    /// Documented.
    #[cfg(any())]
    missing: f64,
}

#[derive(TopValue)]
enum Code {
    #[top(-5)]
    Low,
    #[top(0x1F)]
    High,
}

fn main() {
    let _ = (Ask { nick: String::new(), n: 1 }, Code::Low, Code::High);
}
