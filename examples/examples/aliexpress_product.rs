//! Looks up products of AliExpress: a method of IOP, which is called at `/sync`.
//!
//! `cargo run -p top-examples --example aliexpress_product`

use std::error::Error;

use top_runtime::{Gateway, TopApi, TopValue};
use top_sandbox::Sandbox;

#[derive(TopApi)]
#[top_api(method = "aliexpress.affiliate.productdetail.get", response = ProductsFound, idempotent)]
struct GetProducts {
    /// Ids of products, separated by commas.
    product_ids: String,
    target_currency: Option<String>,
}

#[derive(TopValue)]
struct ProductsFound {
    #[top(outcome)]
    resp_result: RespResult,
}

#[derive(TopValue)]
struct RespResult {
    #[top(success = 200)]
    resp_code: i64,
    #[top(error_message)]
    resp_msg: Option<String>,
    result: Option<Products>,
}

#[derive(TopValue)]
struct Products {
    products: Vec<Listing>,
}

#[derive(TopValue)]
struct Listing {
    product_id: i64,
    product_title: String,
    target_sale_price: Option<String>,
}

/// Stands in for AliExpress: knows one product.
fn find(request: GetProducts) -> ProductsFound {
    let found = request.product_ids == "1005001";
    let cup = Listing {
        product_id: 1_005_001,
        product_title: "Ceramic cup".to_owned(),
        target_sale_price: Some(format!("3.99 {}", request.target_currency.unwrap_or_default())),
    };
    let (resp_code, message) = if found { (200, "ok") } else { (405, "The result is empty") };
    ProductsFound {
        resp_result: RespResult {
            resp_code,
            resp_msg: Some(message.to_owned()),
            result: found.then(|| Products { products: vec![cup] }),
        },
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder().reply::<GetProducts>(find).start().await?;
    // A program calls AliExpress itself with `.gateway(Gateway::ALIEXPRESS)`.
    let client = sandbox.client_builder().gateway(Gateway::iop(sandbox.address())).build()?;

    for product_ids in ["1005001", "7"] {
        let request =
            GetProducts { product_ids: product_ids.to_owned(), target_currency: Some("USD".to_owned()) };
        match client.execute(&request).await {
            Ok(found) => {
                for product in
                    found.into_inner().resp_result.result.iter().flat_map(|result| &result.products)
                {
                    let price = product.target_sale_price.as_deref().unwrap_or("no price");
                    println!("{}: {}, {price}", product.product_id, product.product_title);
                }
            }
            // `resp_code` is not 200: the outcome of the call.
            Err(error) => println!("{error}"),
        }
    }
    Ok(())
}
