use top_runtime::{TopApi, TopValue};

/// 标题 \<T\>
///
/// 第一行
///
/// 第二行 \[x\]
#[derive(Debug, Clone, PartialEq, Default, TopApi)]
#[top_api(method = "taobao.texts.show", response = TextsShowResponse)]
pub struct TextsShow {
    /// List\<String\> 与 \[数组\] 和 \`代码\` 及 \*星号\*
    pub a: Option<String>,
    /// \# 标题
    /// \- 一
    /// 1\. 二
    /// 缩进
    /// \===
    /// \| a | b |
    /// \`\`\`
    /// let x;
    /// \`\`\`
    pub b: Option<String>,
    /// 粗体
    /// 见<https://example.com/a_b?c=d>。完 \<T\>
    pub c: Option<String>,
    /// /\* 注释 \*/ 尾
    pub d: Option<String>,
}

/// The reply to [`TextsShow`].
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct TextsShowResponse {
    /// 很长的说明，很长的说明，很长的说明，很长的说明，很长的说明，很长的说明，很长的说明，很长的说明，很长
    /// 的说明，很长的说明，很长的说明，很长的说明，很长的说明，很长的说明，很长的说明，很长的说明，很长的说
    /// 明，很长的说明，很长的说明，很长的说明，很长的说明，很长的说明，很长的说明，很长的说明，很长的说明，
    /// 很长的说明，很长的说明，很长的说明，很长的说明，很长的说明，
    /// Example: `` a `tick` and a line ``
    pub long: Option<String>,
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
            .reply::<TextsShow>(move |_| answer.clone())
            .start()
            .await?;

        let received = sandbox.client()?.execute(&sent).await?;

        assert_eq!(sandbox.only_request::<TextsShow>(), sent);
        assert_eq!(received.into_inner(), replied);
        Ok(())
    }

    fn request() -> TextsShow {
        TextsShow {
            a: Some("text".to_owned()),
            b: Some("text".to_owned()),
            c: Some("text".to_owned()),
            d: Some("text".to_owned()),
        }
    }

    fn reply() -> TextsShowResponse {
        TextsShowResponse {
            long: Some("a `tick` and a line".to_owned()),
        }
    }
}
