// warning: the parameter `access_token` is left out: the client sets it itself
use top_runtime::{Json, TopApi, TopValue, Value};

/// Updates the lines of a shop.
///
/// # Error codes
///
/// | code | meaning | solution |
/// |---|---|---|
/// | `E7` | no \| such shop | check \`shopId\` |
/// | `A\|B` |  |  |
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(
    path = "/shops/{shopId}/lines",
    http = "POST",
    response = UpdateShopLinesResponse,
    session = required,
    build
)]
pub struct UpdateShopLines {
    /// `shopId`.
    /// Example: `7`
    #[top(rename = "shopId")]
    pub shop_id: i64,
    /// `tags`.
    /// At most 3 elements.
    pub tags: Option<Json<Vec<String>>>,
    /// `ids`.
    pub ids: Json<Vec<i64>>,
    /// `rates`.
    pub rates: Vec<Value>,
    /// `lines`.
    pub lines: Vec<Lines>,
    /// shipping method
    pub method: Option<String>,
}

/// `Lines`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Lines {
    /// `sku`.
    pub sku: String,
}

/// Response of [`UpdateShopLines`].
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct UpdateShopLinesResponse {
    /// `code`.
    /// Example: `E7`
    pub code: Option<String>,
    /// `message`.
    pub message: Option<String>,
    /// `data`.
    pub data: Option<Data>,
}

/// `Data`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Data {
    /// `rows`.
    pub rows: Vec<Rows>,
}

/// `Rows`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Rows {
    /// `id`.
    pub id: Option<i64>,
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use top_runtime::Gateway;
    use top_sandbox::Sandbox;

    use super::*;

    #[tokio::test]
    async fn request_and_reply_survive_the_wire() -> Result<(), Box<dyn Error>> {
        let (sent, replied) = (request(), reply());
        let response = replied.clone();
        let sandbox = Sandbox::builder()
            .reply::<UpdateShopLines>(move |_| response.clone())
            .start()
            .await?;

        let gateway = Gateway::iop(sandbox.address());
        let client = sandbox.client_builder().gateway(gateway).build()?;
        let received = client.session(&sandbox.session()).execute(&sent).await?;

        assert_eq!(sandbox.only_request::<UpdateShopLines>(), sent);
        assert_eq!(received.into_inner(), replied);
        Ok(())
    }

    fn request() -> UpdateShopLines {
        UpdateShopLines {
            shop_id: 7,
            tags: Some(Json(vec!["text".to_owned()])),
            ids: Json(vec![1]),
            rates: vec![Value::from("text")],
            lines: vec![Lines {
                sku: "text".to_owned(),
            }],
            method: Some("text".to_owned()),
        }
    }

    fn reply() -> UpdateShopLinesResponse {
        UpdateShopLinesResponse {
            code: Some("0".to_owned()),
            message: Some("text".to_owned()),
            data: Some(Data {
                rows: vec![Rows { id: Some(1) }],
            }),
        }
    }
}
