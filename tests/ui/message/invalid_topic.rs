use top_runtime::TopMessage;

#[derive(TopMessage)]
#[top_message(topic = "")]
struct Empty {
    tid: i64,
}

#[derive(TopMessage)]
#[top_message(topic = "taobao trade")]
struct Blank {
    tid: i64,
}

#[derive(TopMessage)]
#[top_message(topic = TradeCreate)]
struct WithoutQuotes {
    tid: i64,
}

fn main() {}
