// A crate that reaches the runtime through re-exports, under another name and at any depth.
mod vendor {
    pub mod sdk {
        pub mod v1 {
            pub use top_runtime as taobao;
        }
        pub use self::v1::taobao as top;
    }
    pub use top_runtime::*;
}

use vendor::sdk::top as t;
use vendor::sdk::v1::taobao::{TopApi, TopValue};

// Shadows the default path, so that an expansion that ignores `crate` does not compile.
mod top_runtime {}

#[derive(TopApi)]
#[top_api(method = "test.ask", crate = crate::vendor::sdk::v1::taobao, response = Answer)]
struct Ask {
    part: inner::deeper::Part,
    state: State,
}

#[derive(TopValue)]
#[top(crate = vendor::sdk::top, any_of(a, b))]
struct Answer {
    a: Option<i64>,
    b: Option<State>,
}

#[derive(TopValue)]
#[top(crate = t)]
enum State {
    #[top("A")]
    A,
    #[top(other)]
    Other(String),
}

mod inner {
    pub mod deeper {
        use super::super::vendor as r#in;

        #[derive(r#in::TopValue)]
        #[top(crate = self::r#in)]
        pub struct Part {
            pub grand: Grand,
        }

        #[derive(super::super::TopValue)]
        #[top(crate = super::super::vendor::sdk::v1::taobao)]
        pub struct Grand {
            pub c: i64,
        }
    }
}

fn main() {}
