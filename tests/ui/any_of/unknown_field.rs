use top_runtime::TopValue;

#[derive(TopValue)]
#[top(any_of(nic, order_id), any_of(zzz, nick))]
struct Appeal {
    nick: Option<String>,
    order_id: Option<i64>,
}

fn main() {}
