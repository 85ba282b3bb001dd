use top_runtime::{TopApi, TopValue};

/// taobao.items.swap
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "taobao.items.swap", response = ItemsSwapResponse)]
pub struct ItemsSwap {
    /// `item`.
    pub item: Item,
}

/// `Item`.
#[derive(Debug, Clone, PartialEq, Default, TopValue)]
pub struct Item {
    /// `id`.
    pub id: Option<String>,
}

/// The reply to [`ItemsSwap`].
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct ItemsSwapResponse {
    /// `items`.
    #[top(item = "item")]
    pub items: Vec<ItemsSwapItem>,
    /// `same`.
    pub same: Option<ItemsSwapItem>,
    /// `order`.
    pub order: Option<Order>,
}

/// `Item`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct ItemsSwapItem {
    /// `id`.
    pub id: Option<String>,
    /// `title`.
    pub title: Option<String>,
}

/// `Order`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Order {
    /// `item`.
    pub item: Option<OrderItem>,
    /// `other`.
    pub other: Option<ItemsSwapItem2>,
}

/// `Item`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct OrderItem {
    /// `price`.
    pub price: Option<String>,
}

/// `item`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct ItemsSwapItem2 {
    /// `stock`.
    pub stock: Option<String>,
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use top_sandbox::Sandbox;

    use super::*;

    #[tokio::test]
    async fn request_and_reply_survive_the_wire() -> Result<(), Box<dyn Error>> {
        let (sent, replied) = (request(), reply());
        let answer = replied.clone();
        let sandbox = Sandbox::builder()
            .reply::<ItemsSwap>(move |_| answer.clone())
            .start()
            .await?;

        let received = sandbox.client()?.execute(&sent).await?;

        assert_eq!(sandbox.only_request::<ItemsSwap>(), sent);
        assert_eq!(received.into_inner(), replied);
        Ok(())
    }

    fn request() -> ItemsSwap {
        ItemsSwap {
            item: Item {
                id: Some("text".to_owned()),
            },
        }
    }

    fn reply() -> ItemsSwapResponse {
        ItemsSwapResponse {
            items: vec![ItemsSwapItem {
                id: Some("text".to_owned()),
                title: Some("text".to_owned()),
            }],
            same: Some(ItemsSwapItem {
                id: Some("text".to_owned()),
                title: Some("text".to_owned()),
            }),
            order: Some(Order {
                item: Some(OrderItem {
                    price: Some("text".to_owned()),
                }),
                other: Some(ItemsSwapItem2 {
                    stock: Some("text".to_owned()),
                }),
            }),
        }
    }
}
