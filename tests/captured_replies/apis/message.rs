//! Text messages and telephone calls, chats, and messages of the platform.

use top_runtime::{DateTime, Json, TopApi, TopValue};

#[derive(Default, TopApi)]
#[top_api(method = "alibaba.aliqin.fc.sms.num.send", response = Sent)]
pub(crate) struct SendSms;

#[derive(Default, TopApi)]
#[top_api(method = "alibaba.aliqin.fc.tts.num.singlecall", response = Sent)]
pub(crate) struct CallWithSpeech;

#[derive(Debug, TopValue)]
pub(crate) struct Sent {
    #[top(outcome)]
    pub(crate) result: BizResult,
}

#[derive(Debug, TopValue)]
pub(crate) struct BizResult {
    #[top(success)]
    pub(crate) success: Option<bool>,
    #[top(error_code)]
    pub(crate) err_code: Option<String>,
    pub(crate) model: Option<String>,
    #[top(error_message)]
    pub(crate) msg: Option<String>,
}

#[derive(Default, TopApi)]
#[top_api(method = "alibaba.aliqin.fc.sms.num.query", response = SentSms)]
pub(crate) struct QuerySms;

#[derive(Debug, TopValue)]
pub(crate) struct SentSms {
    pub(crate) current_page: i64,
    pub(crate) page_size: i64,
    pub(crate) total_count: i64,
    pub(crate) total_page: i64,
    pub(crate) values: Vec<FcPartnerSmsDetailDto>,
}

#[derive(Debug, TopValue)]
pub(crate) struct FcPartnerSmsDetailDto {
    pub(crate) extend: Option<String>,
    pub(crate) rec_num: Option<String>,
    pub(crate) result_code: Option<String>,
    pub(crate) sms_code: Option<String>,
    pub(crate) sms_content: Option<String>,
    pub(crate) sms_receiver_time: Option<DateTime>,
    pub(crate) sms_send_time: Option<DateTime>,
    pub(crate) sms_status: Option<i64>,
}

#[derive(Default, TopApi)]
#[top_api(method = "alibaba.aliqin.secret.axb.bind", response = Bound)]
pub(crate) struct Bind;

#[derive(Debug, TopValue)]
pub(crate) struct Bound {
    pub(crate) subs_id: i64,
    pub(crate) secret_no_x: String,
}

#[derive(Default, TopApi)]
#[top_api(method = "alibaba.aliqin.secret.axb.bind.second", response = SecondBound)]
pub(crate) struct BindSecond;

#[derive(Debug, TopValue)]
pub(crate) struct SecondBound {
    #[top(success)]
    pub(crate) bind_success: bool,
}

#[derive(Default, TopApi)]
#[top_api(method = "alibaba.aliqin.secret.axb.unbind", response = Unbound)]
pub(crate) struct Unbind;

#[derive(Debug, TopValue)]
pub(crate) struct Unbound {
    #[top(success)]
    pub(crate) unbind_success: bool,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.openim.users.add", response = UsersAdded)]
pub(crate) struct AddUsers;

#[derive(Debug, TopValue)]
pub(crate) struct UsersAdded {
    pub(crate) uid_succ: Vec<String>,
    pub(crate) uid_fail: Vec<String>,
    pub(crate) fail_msg: Vec<String>,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.tmc.messages.consume", response = Messages)]
pub(crate) struct ConsumeMessages;

#[derive(Debug, TopValue)]
pub(crate) struct Messages {
    pub(crate) messages: Vec<TmcMessage>,
}

#[derive(Debug, TopValue)]
pub(crate) struct TmcMessage {
    pub(crate) id: i64,
    pub(crate) topic: String,
    pub(crate) content: Json<serde_json::Value>,
    pub(crate) user_id: Option<i64>,
    pub(crate) user_nick: Option<String>,
    pub(crate) pub_app_key: Option<String>,
    pub(crate) pub_time: Option<DateTime>,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.wangwang.eservice.chatpeers.get", response = ChatPeers)]
pub(crate) struct GetChatPeers;

#[derive(Debug, TopValue)]
pub(crate) struct ChatPeers {
    pub(crate) chatpeers: Vec<Chatpeer>,
    pub(crate) count: i64,
    pub(crate) ret: i64,
}

#[derive(Debug, TopValue)]
pub(crate) struct Chatpeer {
    pub(crate) uid: Option<String>,
    pub(crate) date: Option<DateTime>,
}

#[derive(Default, TopApi)]
#[top_api(method = "dingtalk.corp.message.corpconversation.asyncsend", response = ConversationSent)]
pub(crate) struct SendToConversation;

#[derive(Debug, TopValue)]
pub(crate) struct ConversationSent {
    #[top(outcome)]
    pub(crate) result: DingOpenResult,
}

#[derive(Debug, TopValue)]
pub(crate) struct DingOpenResult {
    #[top(success)]
    pub(crate) success: Option<bool>,
    /// 0 means success, as `success` does.
    pub(crate) ding_open_errcode: Option<i64>,
    #[top(error_message)]
    pub(crate) error_msg: Option<String>,
    pub(crate) task_id: Option<i64>,
}
