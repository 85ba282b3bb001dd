use top_runtime::TopValue;

struct TicketItem {
    sku: String,
}

#[derive(TopValue)]
struct Ticket {
    items: Vec<TicketItem>,
}

fn main() {}
