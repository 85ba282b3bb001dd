//! Services of the platform: its time, and its tokens.

use top_runtime::{DateTime, Millis, TopApi, TopValue};

#[derive(Default, TopApi)]
#[top_api(method = "taobao.time.get", response = Time)]
pub(crate) struct GetTime;

#[derive(Debug, TopValue)]
pub(crate) struct Time {
    pub(crate) time: DateTime,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.top.auth.token.create", response = TokenCreated)]
pub(crate) struct CreateToken;

#[derive(Debug, TopValue)]
pub(crate) struct TokenCreated {
    /// A JSON text of an object, decoded as that object.
    pub(crate) token_result: Token,
}

#[derive(Debug, TopValue)]
pub(crate) struct Token {
    pub(crate) access_token: String,
    pub(crate) token_type: Option<String>,
    pub(crate) expire_time: Option<Millis>,
    pub(crate) refresh_token_valid_time: Option<Millis>,
    pub(crate) re_expires_in: Option<i64>,
    pub(crate) w1_expires_in: Option<i64>,
    pub(crate) taobao_user_nick: Option<String>,
    pub(crate) open_uid: Option<String>,
    pub(crate) taobao_open_uid: Option<String>,
}

/// An API of the official SDK's tests: two lists of texts.
#[derive(Default, TopApi)]
#[top_api(method = "taobao.xxx", response = Columns)]
pub(crate) struct GetColumns;

#[derive(Debug, TopValue)]
pub(crate) struct Columns {
    pub(crate) name_list: Vec<String>,
    pub(crate) value_list: Vec<String>,
}
