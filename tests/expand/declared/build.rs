#[derive(Debug, PartialEq, TopValue)]
#[top(build)]
pub struct Reason {
    /// What is said of it.
    pub text: String,
    pub level: u16,
    /// Where it is from.
    pub source: Option<String>,
    pub tags: Vec<String>,
}

#[derive(Debug, PartialEq, TopValue)]
#[top(build)]
pub struct Complaint<'a> {
    /// The order.
    pub order_id: &'a str,
    pub item_id: i64,
    pub price: i64,
    pub is_paid: bool,
    pub reason: Reason,
    /// Of the seller.
    pub note: Option<&'a str>,
}
