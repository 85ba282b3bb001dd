use top_runtime::{TopApi, TopValue};

/// A stand-in for the crate of this name.
mod chrono {
    pub struct Utc;
    pub struct DateTime<Zone>(pub Zone);
}

/// A stand-in for the crate of this name.
mod rust_decimal {
    pub struct Decimal;
}

#[derive(TopApi)]
#[top_api(method = "test.ask", response = Answer)]
struct Ask {
    since: chrono::DateTime<chrono::Utc>,
    price: Option<rust_decimal::Decimal>,
}

#[derive(TopValue)]
struct Answer {
    created: chrono::DateTime<chrono::Utc>,
    total: Vec<rust_decimal::Decimal>,
}

fn main() {}
