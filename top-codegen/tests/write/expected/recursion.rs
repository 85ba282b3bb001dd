// warning: `again` is `Result`, which is no known type and has no members; it is declared as a `Value`
use top_runtime::{TopApi, TopValue, Value};

/// taobao.trees.grow
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "taobao.trees.grow", response = TreesGrowResponse)]
pub struct TreesGrow {
    /// `tree`.
    pub tree: Node,
}

/// `Node`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Node {
    /// `id`.
    pub id: i64,
    /// `parent`.
    pub parent: Option<Box<Node>>,
    /// `children`.
    pub children: Vec<Node>,
}

/// The reply to [`TreesGrow`].
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct TreesGrowResponse {
    /// `node`.
    pub node: Option<TreesGrowNode>,
    /// `a`.
    pub a: Option<A>,
    /// `result`.
    pub result: Option<TreesGrowResult>,
}

/// `Node`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct TreesGrowNode {
    /// `id`.
    pub id: Option<i64>,
    /// `parent`.
    pub parent: Option<Box<TreesGrowNode>>,
    /// `children`.
    #[top(item = "node")]
    pub children: Vec<TreesGrowNodeNode>,
}

/// `Node`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct TreesGrowNodeNode {
    /// `id`.
    pub id: Option<i64>,
    /// `parent`.
    pub parent: Option<Box<TreesGrowNodeNode>>,
}

/// `A`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct A {
    /// `b`.
    pub b: Option<B>,
}

/// `B`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct B {
    /// `a`.
    pub a: Option<Box<A>>,
    /// `name`.
    pub name: Option<String>,
}

/// `Result`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct TreesGrowResult {
    /// `result`.
    pub result: Option<TreesGrowResultResult>,
    /// `again`.
    pub again: Option<Value>,
}

/// `Result`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct TreesGrowResultResult {
    /// `unlike`.
    pub unlike: Option<String>,
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use top_runtime::codec::Decode;
    use top_sandbox::Sandbox;

    use super::*;

    #[tokio::test]
    async fn request_and_reply_survive_the_wire() -> Result<(), Box<dyn Error>> {
        let (sent, replied) = (request(), reply());
        let answer = replied.clone();
        let sandbox = Sandbox::builder()
            .reply::<TreesGrow>(move |_| answer.clone())
            .start()
            .await?;

        let received = sandbox.client()?.execute(&sent).await?;

        assert_eq!(sandbox.only_request::<TreesGrow>(), sent);
        assert_eq!(received.into_inner(), replied);
        Ok(())
    }

    fn request() -> TreesGrow {
        TreesGrow {
            tree: Node {
                id: 1,
                ..Decode::placeholder()
            },
        }
    }

    fn reply() -> TreesGrowResponse {
        TreesGrowResponse {
            node: Some(TreesGrowNode {
                id: Some(1),
                children: vec![TreesGrowNodeNode {
                    id: Some(1),
                    ..Decode::placeholder()
                }],
                ..Decode::placeholder()
            }),
            a: Some(A {
                b: Some(B {
                    name: Some("text".to_owned()),
                    ..Decode::placeholder()
                }),
            }),
            result: Some(TreesGrowResult {
                result: Some(TreesGrowResultResult {
                    unlike: Some("text".to_owned()),
                }),
                again: Some(Value::from("text")),
            }),
        }
    }
}
