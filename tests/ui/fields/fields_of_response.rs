use top_runtime::{Fields, TopValue, fields};

#[derive(TopValue)]
struct TradesReply {
    trades: Vec<Trade>,
    total_results: Option<i64>,
    has_next: Option<bool>,
    next_page: Option<i64>,
}

#[derive(TopValue)]
struct Trade {
    tid: i64,
}

const CHOSEN: Fields<TradesReply> = Fields::of(&["tid"]);

fn main() {
    let _ = fields!(TradesReply, "tid");
    let _: Fields<TradesReply> = fields!(Trade, "tid");
}
