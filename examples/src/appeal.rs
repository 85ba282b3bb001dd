//! `taobao.sungari.jgb.open.appeal.achieve` (投诉举报快速处置系统-投诉案件信息研判)
//!
//! A market regulator submits a complaint and receives its seller, order and goods.

use top_runtime::{Millis, Price, TopApi, TopValue};

/// 投诉案件信息研判: assesses a complaint by order number, goods or seller nick.
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "taobao.sungari.jgb.open.appeal.achieve", response = AppealAssessed)]
pub struct AssessAppeal {
    /// 投诉查询入参: the complaint.
    #[top(rename = "param_query_appeal_d_o")]
    pub appeal: Appeal,
}

/// `QueryAppealDo`: a complaint. Requires `nick` or `order_id`.
#[derive(Debug, Clone, PartialEq, TopValue)]
#[top(any_of(nick, order_id))]
pub struct Appeal {
    /// 请求赔偿的金额: claimed compensation, in yuan.
    pub amount: Option<Price>,
    /// 诉求: demand in a few words.
    pub requirement_title: String,
    /// 关于XXX的投诉: title of the complaint.
    pub title: Option<String>,
    /// 发生时间: time of the event, in milliseconds since 1970.
    pub happen_time: Millis,
    /// 唯一ID: unique id, assigned by the caller.
    pub id: String,
    /// 卖家昵称,订单号和卖家昵称必填一个: nick of the seller. Required if `order_id` is absent.
    pub nick: Option<String>,
    /// 订单号,订单号和卖家昵称必填一个: order number. Required if `nick` is absent.
    pub order_id: Option<i64>,
    /// 取数所需函件的可下载URL,需盖有电子签章的PDF文件: URL of the official letter, a PDF with an electronic seal.
    pub file_url: Option<String>,
    /// 其他附件可下载的URL: URL of further attachments.
    pub other_file_url: Option<String>,
    /// 投诉人: complainant.
    pub report_person: String,
    /// 投诉人电话: telephone of the complainant.
    pub report_telephone: Option<String>,
    /// 来源渠道编码: code of the channel of the complaint.
    pub source_code: String,
    /// 提交人(操作员): officer who submits the complaint.
    pub submit_person: String,
    /// 投诉编号: number of the complaint.
    pub appeal_code: String,
    /// 买家昵称: nick of the buyer.
    pub buyer_nick: Option<String>,
    /// 买家姓名: name of the buyer.
    pub buyer_name: Option<String>,
    /// 被举报人手机: mobile number of the respondent.
    pub reported_telephone: Option<String>,
    /// 被举报人姓名: name of the respondent.
    pub reported_person: Option<String>,
    /// 来源机构: authority that received the complaint.
    pub source: String,
    /// 诉求详情(请求内容): full text of the demand.
    pub requirement_detail: String,
    /// 办案机构名称: name of the authority in charge.
    pub org_name: String,
    /// 办案机构编码: code of the authority in charge.
    pub org_code: Option<String>,
    /// 登记编号: registration number.
    pub register_code: Option<String>,
}

/// Response to [`AssessAppeal`].
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct AppealAssessed {
    /// 接口返回model: contains the outcome.
    #[top(outcome)]
    pub result: Assessment,
}

/// `Result`: outcome and result of the assessment.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Assessment {
    /// `code`: 0 for success.
    #[top(success = 0)]
    pub code: Option<i64>,
    /// 返回结果详情: data of the seller.
    pub data: Option<SellerProfile>,
    /// `message`: 提示信息, message for display.
    #[top(error_message)]
    pub message: Option<String>,
}

/// `ResultDo`: the seller, with the order and its goods.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct SellerProfile {
    /// 认证地址: verified address.
    pub address: Option<String>,
    /// 法定代表人: legal representative.
    pub ent_corp_name: Option<String>,
    /// 统一社会信用代码或注册号: unified social credit code, or registration number.
    pub ent_no: Option<String>,
    /// 商品详情列表: the goods.
    #[top(rename = "item_d_o_list", item = "result_item_do")]
    pub items: Vec<OrderedItem>,
    /// 商家认证名称(姓名或公司名): verified name, of a person or a company.
    pub name: Option<String>,
    /// 常用地址/参考地址: usual address, for reference.
    pub often_address: Option<String>,
    /// 订单信息,如果没传订单ID的话,为空: the order. Absent if the request has no order number.
    #[top(rename = "order_d_o")]
    pub order: Option<Order>,
    /// 联系电话: telephone.
    pub phone: Option<String>,
    /// 职业举报人标识: marks a professional complainant, `PROFESSION` in the page's example.
    pub profession_type: Option<String>,
    /// 卖家昵称: nick of the seller.
    pub seller_nick: Option<String>,
    /// 注册Email: e-mail address of the registration.
    pub email: Option<String>,
}

/// `ResultItemDo`: one of the goods.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct OrderedItem {
    /// 商品ID: the item.
    pub item_id: Option<i64>,
    /// 商品名称: name of the item.
    pub item_name: Option<String>,
    /// 交易快照临时可下载URL: temporary URL of the snapshot of the trade.
    pub snap_shot_url: Option<String>,
}

/// `ResultOrderDo`: the order. Its times are milliseconds since 1970, as texts.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Order {
    /// 订单原价: price before discounts, in yuan.
    pub amount: Option<Price>,
    /// 下单时间: time of the order.
    pub buy_time: Option<Millis>,
    /// 订单号: order number.
    pub order_id: Option<i64>,
    /// 支付金额: amount paid, in yuan.
    pub pay_amount: Option<Price>,
    /// 支付时间: time of the payment.
    pub pay_time: Option<Millis>,
    /// 收货地址: delivery address.
    pub receive_address: Option<String>,
    /// 收货时间: time of the delivery.
    pub receive_time: Option<Millis>,
    /// 发货时间: time of the shipment.
    pub send_time: Option<Millis>,
}

/// Returns the request of the page's Java sample.
#[must_use]
pub fn sample() -> AssessAppeal {
    let url = "https://files.alicdn.com/tpsservice/774e5a8011f1a3f688bc8d481dd3376a.docx";
    AssessAppeal {
        appeal: Appeal {
            amount: Some(Price::from_cents(120_000)),
            requirement_title: "请求赔偿".to_owned(),
            title: Some("投诉名称".to_owned()),
            happen_time: Millis(1_563_260_220_270),
            id: "测试唯一ID_1563260220270".to_owned(),
            nick: Some("测试卖家昵称".to_owned()),
            order_id: Some(1_100_085_056_548_470_636),
            file_url: Some(url.to_owned()),
            other_file_url: Some(url.to_owned()),
            report_person: "孔蕾蕾".to_owned(),
            report_telephone: Some("13012341234".to_owned()),
            source_code: "dg12315".to_owned(),
            submit_person: "东莞局工作人员XXX".to_owned(),
            appeal_code: "3301123412341234".to_owned(),
            buyer_nick: Some("孔蕾蕾".to_owned()),
            buyer_name: Some("刘铁龙".to_owned()),
            reported_telephone: Some("13012341234".to_owned()),
            reported_person: Some("深圳市萌驴国际旅行社有限公司".to_owned()),
            source: "杭州市工商局".to_owned(),
            requirement_detail: "消费者3.27在飞猪上...".to_owned(),
            org_name: "东莞局".to_owned(),
            org_code: Some("A001".to_owned()),
            register_code: Some("测试登记编号".to_owned()),
        },
    }
}
