//! Reads the receiver of a trade by its OAID, today's way to protected data: an ordinary call, whose
//! answer is not printed.
//!
//! `cargo run -p top-examples --example oaid`

use std::error::Error;

use top_protected::Protected;
use top_runtime::{TopApi, TopValue};
use top_sandbox::Sandbox;

#[derive(Debug, TopApi)]
#[top_api(method = "taobao.top.oaid.decrypt", session = required, response = Receivers)]
struct DecryptOaids {
    #[top(required, max_items = 20)]
    query_list: Vec<OaidQuery>,
}

#[derive(Debug, TopValue)]
struct OaidQuery {
    /// Depends on the receiver, the seller, the app and the week: not a key of a customer.
    oaid: Protected,
    tid: String,
    scene: Scene,
}

/// Why the receiver is read.
#[derive(Debug, Clone, Copy, TopValue)]
enum Scene {
    #[top("1006")]
    ShippingByHand,
    #[top("2001")]
    AfterSales,
}

#[derive(Debug, TopValue)]
struct Receivers {
    receiver_list: Vec<Receiver>,
}

#[derive(Debug, TopValue)]
struct Receiver {
    tid: String,
    name: Option<Protected>,
    /// A virtual number if `privacy_protection` is set.
    mobile: Option<Protected>,
    address_detail: Option<Protected>,
    privacy_protection: Option<bool>,
    matched: Option<bool>,
    /// Why the data is masked by the platform.
    desensitize_rule: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder().reply::<DecryptOaids>(answer).start().await?;
    let seller = sandbox.client()?.session(&sandbox.session());
    let query = |oaid: &str, tid: &str, scene| OaidQuery { oaid: oaid.into(), tid: tid.to_owned(), scene };
    let request = DecryptOaids {
        query_list: vec![
            query("1bX7uOa0VQ4hJd6Xk3", "90071", Scene::ShippingByHand),
            query("9cL2pQe8RT5mNs1Zy7", "90072", Scene::AfterSales),
        ],
    };

    let reply = seller.execute(&request).await?;
    for receiver in &reply.receiver_list {
        // `Protected` prints `***`: in logs, in `Debug` of all structs around it, in panics.
        println!("{receiver:?}");
    }

    // The text itself, where it is needed: on the label.
    let first = reply.receiver_list.first().ok_or("no receiver")?;
    let label = first.name.as_ref().map_or(0, |name| name.expose().chars().count());
    println!("the label has a name of {label} characters");
    Ok(())
}

/// Answers as the platform does: the second trade is closed.
fn answer(request: DecryptOaids) -> Receivers {
    let receiver = |query: OaidQuery| match query.scene {
        Scene::ShippingByHand => Receiver {
            tid: query.tid,
            name: Some("张三丰".into()),
            mobile: Some("18870001234-123".into()),
            address_detail: Some("文三路 90 号".into()),
            privacy_protection: Some(true),
            matched: Some(true),
            desensitize_rule: None,
        },
        Scene::AfterSales => Receiver {
            tid: query.tid,
            name: None,
            mobile: None,
            address_detail: None,
            privacy_protection: None,
            matched: Some(true),
            desensitize_rule: Some("DECRYPTION_DISABLED_BY_ORDERCLOSED".to_owned()),
        },
    };
    Receivers { receiver_list: request.query_list.into_iter().map(receiver).collect() }
}
