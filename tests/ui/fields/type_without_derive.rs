use top_runtime::fields;

struct Trade {
    tid: i64,
}

fn main() {
    let _ = fields!(Trade, "tid");
}
