use top_runtime::{TopApi, TopValue};

// The deepest API page has seven levels. The derives have no limit.
macro_rules! levels {
    ($outer:ident) => {
        #[derive(TopValue)]
        struct $outer {
            value: i64,
        }
    };
    ($outer:ident $inner:ident $($deeper:ident)*) => {
        #[derive(TopValue)]
        struct $outer {
            one: Option<$inner>,
            boxed: Box<$inner>,
            #[top(max_items = 3)]
            list: Vec<$inner>,
        }

        levels!($inner $($deeper)*);
    };
}

#[derive(TopApi)]
#[top_api(method = "test.deep", response = One)]
struct Deep {
    one: One,
    lists: Vec<Vec<Vec<Vec<Vec<Vec<Vec<Option<Seven>>>>>>>>,
}

levels!(One Two Three Four Five Six Seven);

fn main() {}
