//! A local gateway that handles the five APIs. Its replies have the values that the pages show for
//! a successful call.

use std::io;

use top_runtime::{Millis, Price};
use top_sandbox::{Sandbox, SandboxBuilder};

use crate::appeal::{AppealAssessed, AssessAppeal, Assessment, Order, OrderedItem, SellerProfile};
use crate::case_update::{Consumption, IdentificationCaseUpdated, UpdateIdentificationCase, UpdateResult};
use crate::complaint_ticket::{CreateComplaintTicket, IfpResult, TicketCreated};
use crate::mediation_result::{MediationResultPushed, PushMediationResult};
use crate::settlement::{CommunicationPushed, PushCommunication, PushResult};

/// App key that the gateway accepts.
pub const APP_KEY: &str = "12345678";

/// App secret of [`APP_KEY`].
pub const APP_SECRET: &str = "helloworld";

/// Starts the gateway on a free port of the loopback interface.
///
/// # Errors
///
/// Returns an error if no port can be opened.
pub async fn start() -> io::Result<Sandbox> {
    builder().start().await
}

/// Returns the gateway before its start, to which handlers and faults can be added.
pub fn builder() -> SandboxBuilder {
    Sandbox::builder()
        .app(APP_KEY, APP_SECRET)
        .reply::<PushCommunication>(|_| CommunicationPushed {
            result: PushResult { success: Some(true), errors: Vec::new() },
        })
        .reply::<PushMediationResult>(|_| MediationResultPushed {
            result: Some(true),
            is_success: Some(true),
            state_code: None,
            extra_err_msg: None,
        })
        .reply::<AssessAppeal>(assess)
        .reply::<UpdateIdentificationCase>(|_| IdentificationCaseUpdated {
            result: UpdateResult {
                result_data: Some(Consumption {
                    result_tips: Some(text("消息消费成功")),
                    result_code: Some(text("CONSUME_FINISH_SUCCESS")),
                    consume_status: Some(text("SUCCESS")),
                }),
                success: Some(true),
                error_code: None,
                error_info: None,
            },
        })
        .reply::<CreateComplaintTicket>(|_| TicketCreated {
            ifp_result: IfpResult {
                ifp_code: None,
                ifp_data: Some(text("10001")),
                ifp_success: Some(true),
                desc: None,
            },
        })
}

/// Returns the reply of the page, with the order number and the seller nick of the request.
fn assess(request: AssessAppeal) -> AppealAssessed {
    let time = Some(Millis(1_554_084_000_000));
    let document = "https://files.alicdn.com/tpsservice/774e5a8011f1a3f688bc8d481dd3376a.docx";
    let order = Order {
        amount: Some(Price::from_cents(12_000)),
        buy_time: time,
        order_id: request.appeal.order_id,
        pay_amount: Some(Price::from_cents(12_000)),
        pay_time: time,
        receive_address: Some(text("测试收货地址")),
        receive_time: time,
        send_time: time,
    };
    let item = OrderedItem {
        item_id: Some(2_300_939_302_051),
        item_name: Some(text("男装2男装2男装2")),
        snap_shot_url: Some(text(document)),
    };
    let seller = SellerProfile {
        address: Some(text("测试认证地址")),
        ent_corp_name: Some(text("测试法定代表人")),
        ent_no: Some(text("统一社会信用代码或注册号")),
        items: vec![item],
        name: Some(text("测试商家认证名称(姓名或公司名)")),
        often_address: Some(text("测试常用地址/参考地址")),
        order: Some(order),
        phone: Some(text("测试联系电话")),
        profession_type: Some(text("PROFESSION")),
        seller_nick: request.appeal.nick,
        email: Some(text("测试注册Email")),
    };
    AppealAssessed {
        result: Assessment { code: Some(0), data: Some(seller), message: Some(text("提示信息")) },
    }
}

fn text(text: &str) -> String {
    text.to_owned()
}
