use top_runtime::{TopApi, TopValue};

/// taobao.codes.find
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "taobao.codes.find", response = FindCodesResponse)]
pub struct FindCodes {
    /// 附件类型(IMAGE:图片,VIDEO:视频)
    /// Example: `IMAGE`
    pub file_type: FileType,
    /// 0:否,1:是
    pub status: Option<FindCodesStatus>,
    /// 种类 1-甲类物品 2-乙类物品 -1-丙类物品
    pub kind: Option<FindCodesKind>,
}

/// 附件类型
#[derive(Debug, Clone, PartialEq, TopValue)]
pub enum FileType {
    /// IMAGE: 图片
    #[top("IMAGE")]
    Image,
    /// VIDEO: 视频
    #[top("VIDEO")]
    Video,
    /// A code that the document does not list.
    #[top(other)]
    Other(String),
}

/// Codes of `status`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub enum FindCodesStatus {
    /// 0: 否
    #[top(0)]
    No,
    /// 1: 是
    #[top(1)]
    Yes,
    /// A code that the document does not list.
    #[top(other)]
    Other(i64),
}

/// 种类
#[derive(Debug, Clone, PartialEq, TopValue)]
pub enum FindCodesKind {
    /// 1: 甲类物品
    #[top(1)]
    Code1,
    /// 2: 乙类物品
    #[top(2)]
    Code2,
    /// \-1: 丙类物品
    #[top(-1)]
    CodeMinus1,
    /// A code that the document does not list.
    #[top(other)]
    Other(i64),
}

/// The reply to [`FindCodes`].
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct FindCodesResponse {
    /// 附件类型(IMAGE:图片,VIDEO:视频)
    pub file_types: Vec<FileType>,
    /// `order`.
    pub order: Option<Order>,
}

/// `Order`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Order {
    /// 订单状态 1:待付款 2:已付款
    pub status: Option<OrderStatus>,
    /// 附件类型(IMAGE:图片,VIDEO:视频)
    pub file_type: Option<FileType>,
    /// `logo`.
    pub logo: Option<Logo>,
}

/// 订单状态
#[derive(Debug, Clone, PartialEq, TopValue)]
pub enum OrderStatus {
    /// 1: 待付款
    #[top(1)]
    Code1,
    /// 2: 已付款
    #[top(2)]
    Code2,
    /// A code that the document does not list.
    #[top(other)]
    Other(i64),
}

/// `Logo`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Logo {
    /// PNG:位图,SVG:矢量图,OTHER:其他
    pub file_type: Option<FileTypeCode>,
}

/// Codes of `file_type`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub enum FileTypeCode {
    /// PNG: 位图
    #[top("PNG")]
    Png,
    /// SVG: 矢量图
    #[top("SVG")]
    Svg,
    /// OTHER: 其他
    #[top("OTHER")]
    Other,
    /// A code that the document does not list.
    #[top(other)]
    Unlisted(String),
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
            .reply::<FindCodes>(move |_| answer.clone())
            .start()
            .await?;

        let received = sandbox.client()?.execute(&sent).await?;

        assert_eq!(sandbox.only_request::<FindCodes>(), sent);
        assert_eq!(received.into_inner(), replied);
        Ok(())
    }

    fn request() -> FindCodes {
        FindCodes {
            file_type: FileType::Image,
            status: Some(FindCodesStatus::No),
            kind: Some(FindCodesKind::Code1),
        }
    }

    fn reply() -> FindCodesResponse {
        FindCodesResponse {
            file_types: vec![FileType::Image],
            order: Some(Order {
                status: Some(OrderStatus::Code1),
                file_type: Some(FileType::Image),
                logo: Some(Logo {
                    file_type: Some(FileTypeCode::Png),
                }),
            }),
        }
    }
}
