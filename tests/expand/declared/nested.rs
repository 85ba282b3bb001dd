use top_runtime::DateTime;

#[derive(Debug, PartialEq, TopValue)]
pub struct TicketCreated {
    #[top(success)]
    pub success: Option<bool>,
    #[top(error_code)]
    pub code: Option<String>,
    #[top(error_message)]
    pub desc: Option<String>,
    #[top(required, max_items = 20, item = "ticket_do")]
    pub tickets: Vec<Ticket>,
}

#[derive(Debug, PartialEq, TopValue)]
#[top(any_of(amount, parent))]
pub struct Ticket {
    pub created: DateTime,
    #[top(range = 0..=100)]
    pub amount: Option<i64>,
    pub parent: Option<Box<Ticket>>,
    #[top(flatten)]
    pub owner: Option<Owner>,
}

#[derive(Debug, PartialEq, TopValue)]
pub struct Owner {
    pub nick: String,
}
