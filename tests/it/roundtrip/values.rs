//! Strategies for requests and responses of the five declared APIs.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use top_examples::complaint_ticket::{
    ComplaintTicket, ComplaintType, CreateComplaintTicket, FileType, IfpResult, TicketCreated,
};
use top_examples::{appeal, case_update, complaint_ticket, mediation_result, settlement};
use top_runtime::{DateTime, Json, Millis, Price, Seconds, Value};

/// Any text, including control characters.
fn text() -> BoxedStrategy<String> {
    prop_oneof![any::<String>(), "[ \"\\\\/,\u{0}-\u{1f}中😀\u{feff}]{0,8}"].boxed()
}

/// Any text or `None`. Inside JSON, an empty text is a value.
fn maybe() -> BoxedStrategy<Option<String>> {
    of(text()).boxed()
}

/// A text parameter. A blank one is omitted and arrives as `None`, so it is excluded.
fn param_text() -> BoxedStrategy<Option<String>> {
    let filled = (any::<String>(), "[a-z0-9中]").prop_map(|(any, filled)| any + &filled);
    of(filled).boxed()
}

/// A code that the enum does not list. A listed one arrives as its variant, an empty one in an
/// `Option` as `None`.
fn foreign(listed: &'static [&'static str]) -> BoxedStrategy<String> {
    let is_foreign = move |code: &String| !code.is_empty() && !listed.contains(&code.as_str());
    text().prop_filter("a code of its own", is_foreign).boxed()
}

/// Times that fit into 19 characters.
fn time() -> BoxedStrategy<DateTime> {
    (-62_135_625_600_i64..=253_402_271_999).prop_map(DateTime::from_unix).boxed()
}

/// Any amount, including more digits than an integer has.
fn price() -> BoxedStrategy<Price> {
    let digits = "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,20})?".prop_map(|text| text.parse().unwrap());
    prop_oneof![any::<i64>().prop_map(Price::from_cents), digits].boxed()
}

/// JSON without fractions: `serde_json` reads some of them with an error of one unit.
fn json() -> BoxedStrategy<serde_json::Value> {
    use serde_json::Value;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let members = vec((text(), inner.clone()), 0..4).prop_map(|members| members.into_iter().collect());
        prop_oneof![vec(inner, 0..4).prop_map(Value::Array), members.prop_map(Value::Object)]
    })
    .boxed()
}

/// Any tree with unique member names, as the last duplicate wins.
pub(super) fn tree() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,9})?([eE][+-]?[0-9]{1,2})?"
            .prop_map(|text| Value::Number(text.parse().unwrap())),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let members = vec((text(), inner.clone()), 0..4).prop_map(|members| {
            members
                .into_iter()
                .enumerate()
                .map(|(at, (name, value))| (format!("{at}{name}"), value))
                .collect()
        });
        prop_oneof![vec(inner, 0..4).prop_map(Value::Array), members]
    })
    .boxed()
}

fn attachment() -> impl Strategy<Value = settlement::Attachment> {
    [maybe(), maybe(), maybe(), maybe(), maybe(), maybe(), maybe()].prop_map(
        |[file_id, file_name, file_path, file_type, is_deleted, storage_type, remark]| {
            settlement::Attachment {
                file_id,
                file_name,
                file_path,
                file_type,
                is_deleted,
                storage_type,
                remark,
            }
        },
    )
}

pub(super) fn communication() -> impl Strategy<Value = settlement::PushCommunication> {
    let texts = vec(maybe(), 15);
    let numbers = vec(of(any::<i64>()), 6);
    let lists = (vec(attachment(), 0..3), vec(attachment(), 0..3));
    let talk = (texts, numbers, of(time()), of(time()), lists).prop_map(
        |(texts, numbers, calling, update, lists)| {
            let (mut texts, mut numbers) = (texts.into_iter(), numbers.into_iter());
            let mut text = || texts.next().flatten();
            let mut number = || numbers.next().flatten();
            settlement::Communication {
                supplier_code: text(),
                compromise_id: number(),
                entrust_id: number(),
                suit_id: number(),
                calling_time: calling,
                updater: text(),
                update_time: update,
                feedback_id: number(),
                feedback_content: text(),
                feedback_attachment_list: lists.0,
                feedback_attachment_count: number(),
                memo: text(),
                communicate_record: text(),
                phone: text(),
                contact: text(),
                reason: text(),
                solution: text(),
                amount_currency: text(),
                amount: text(),
                result: text(),
                success: text(),
                mediate_state: text(),
                demand_response: text(),
                record_attachment_list: lists.1,
                record_attachment_count: number(),
            }
        },
    );
    (param_text(), of(talk)).prop_map(|(kongur_app_key, communication)| settlement::PushCommunication {
        kongur_app_key,
        communication,
    })
}

pub(super) fn communication_pushed() -> impl Strategy<Value = settlement::CommunicationPushed> {
    let finding = [maybe(), maybe(), maybe(), maybe(), maybe()].prop_map(
        |[business_id, biz_type, field_name_en, return_error_code, error_msg]| settlement::ResultDataDo {
            business_id,
            biz_type,
            field_name_en,
            return_error_code,
            error_msg,
        },
    );
    (of(any::<bool>()), vec(finding, 0..4)).prop_map(|(success, errors)| settlement::CommunicationPushed {
        result: settlement::PushResult { success, errors },
    })
}

pub(super) fn mediation() -> impl Strategy<Value = mediation_result::PushMediationResult> {
    let result = (text(), text(), of(time()), [maybe(), maybe(), maybe(), maybe()]).prop_map(
        |(
            result,
            mediation_case_id,
            completed_time,
            [work_number, mediator_name, mediator_phone, content],
        )| {
            mediation_result::MediationResult {
                result,
                work_number,
                completed_time,
                mediator_name,
                mediation_case_id,
                mediator_phone,
                content,
            }
        },
    );
    of(result).prop_map(|req| mediation_result::PushMediationResult { req })
}

pub(super) fn mediation_pushed() -> impl Strategy<Value = mediation_result::MediationResultPushed> {
    (of(any::<bool>()), of(any::<bool>()), maybe(), maybe()).prop_map(
        |(result, is_success, state_code, extra_err_msg)| mediation_result::MediationResultPushed {
            result,
            is_success,
            state_code,
            extra_err_msg,
        },
    )
}

/// The declaration requires `nick` or `order_id`.
pub(super) fn appeal() -> impl Strategy<Value = appeal::AssessAppeal> {
    let either = (of(any::<i64>()), "[a-z中]", maybe()).prop_map(|(order_id, nick, any)| {
        let nick = if order_id.is_none() { Some(nick) } else { any };
        (order_id, nick)
    });
    (of(price()), any::<i64>(), vec(text(), 8), vec(maybe(), 10), either).prop_map(
        |(amount, millis, texts, options, (order_id, nick))| {
            let (mut texts, mut options) = (texts.into_iter(), options.into_iter());
            let mut text = || texts.next().unwrap();
            let mut option = || options.next().flatten();
            appeal::AssessAppeal {
                appeal: appeal::Appeal {
                    amount,
                    requirement_title: text(),
                    title: option(),
                    happen_time: Millis(millis),
                    id: text(),
                    nick,
                    order_id,
                    file_url: option(),
                    other_file_url: option(),
                    report_person: text(),
                    report_telephone: option(),
                    source_code: text(),
                    submit_person: text(),
                    appeal_code: text(),
                    buyer_nick: option(),
                    buyer_name: option(),
                    reported_telephone: option(),
                    reported_person: option(),
                    source: text(),
                    requirement_detail: text(),
                    org_name: "o".into(),
                    org_code: option(),
                    register_code: option(),
                },
            }
        },
    )
}

pub(super) fn assessed() -> impl Strategy<Value = appeal::AppealAssessed> {
    let item = (of(any::<i64>()), maybe(), maybe()).prop_map(|(item_id, item_name, snap_shot_url)| {
        appeal::OrderedItem { item_id, item_name, snap_shot_url }
    });
    let millis = || of(any::<i64>().prop_map(Millis));
    let order =
        (of(price()), of(price()), of(any::<i64>()), maybe(), [millis(), millis(), millis(), millis()])
            .prop_map(
                |(
                    amount,
                    pay_amount,
                    order_id,
                    receive_address,
                    [buy_time, pay_time, receive_time, send_time],
                )| appeal::Order {
                    amount,
                    buy_time,
                    order_id,
                    pay_amount,
                    pay_time,
                    receive_address,
                    receive_time,
                    send_time,
                },
            );
    let data = (vec(maybe(), 9), vec(item, 0..3), of(order)).prop_map(|(options, items, order)| {
        let mut options = options.into_iter();
        let mut option = || options.next().flatten();
        appeal::SellerProfile {
            address: option(),
            ent_corp_name: option(),
            ent_no: option(),
            items,
            name: option(),
            often_address: option(),
            order,
            phone: option(),
            profession_type: option(),
            seller_nick: option(),
            email: option(),
        }
    });
    (of(any::<i64>()), of(data), maybe()).prop_map(|(code, data, message)| appeal::AppealAssessed {
        result: appeal::Assessment { code, data, message },
    })
}

pub(super) fn identification() -> impl Strategy<Value = case_update::UpdateIdentificationCase> {
    let operate = prop_oneof![
        Just(case_update::OperateType::Open),
        Just(case_update::OperateType::Close),
        any::<i64>()
            .prop_filter("a code of its own", |code| ![1, 2].contains(code))
            .prop_map(case_update::OperateType::Other),
    ];
    (any::<[i64; 3]>(), operate, text(), text(), of(json().prop_map(Json))).prop_map(
        |([detail_order_id, occur_time, refund_id], operate_type, operate_tips, outer_case_id, ext_attrs)| {
            case_update::UpdateIdentificationCase {
                param: case_update::IdentificationCase {
                    detail_order_id,
                    occur_time: Seconds(occur_time),
                    operate_type,
                    operate_tips,
                    outer_case_id,
                    refund_id,
                    ext_attrs,
                },
            }
        },
    )
}

pub(super) fn updated() -> impl Strategy<Value = case_update::IdentificationCaseUpdated> {
    let data = [maybe(), maybe(), maybe()].prop_map(|[result_tips, result_code, consume_status]| {
        case_update::Consumption { result_tips, result_code, consume_status }
    });
    (of(data), of(any::<bool>()), maybe(), maybe()).prop_map(
        |(result_data, success, error_code, error_info)| case_update::IdentificationCaseUpdated {
            result: case_update::UpdateResult { result_data, success, error_code, error_info },
        },
    )
}

/// The declaration requires at least one item.
pub(super) fn ticket() -> impl Strategy<Value = CreateComplaintTicket> {
    let file_type = prop_oneof![
        Just(FileType::Image),
        Just(FileType::Video),
        Just(FileType::Audio),
        foreign(&["IMAGE", "VIDEO", "AUDIO"]).prop_map(FileType::Other),
    ];
    let attachment = (text(), text(), file_type, maybe())
        .prop_map(|(name, url, file_type, desc)| complaint_ticket::Attachment { name, url, file_type, desc });
    let item = (any::<i64>(), any::<i64>(), text()).prop_map(|(amount, price, sub_source_order_id)| {
        complaint_ticket::TicketItem { amount, price, sub_source_order_id }
    });
    let complaint = prop_oneof![
        Just(ComplaintType::Complaint),
        Just(ComplaintType::BadReview),
        foreign(&["1", "2"]).prop_map(ComplaintType::Other),
    ];
    (vec(text(), 4), maybe(), vec(attachment, 0..3), vec(item, 1..3), of(complaint)).prop_map(
        |(texts, user_comment, attachments, items, customer_complaint_type)| {
            let mut texts = texts.into_iter();
            let mut text = || texts.next().unwrap();
            CreateComplaintTicket {
                create_request: ComplaintTicket {
                    source_order_id: text(),
                    merchant_code: text(),
                    user_comment,
                    attachments,
                    reason_detail: text(),
                    reason_type_code_level1: text(),
                    items,
                    customer_complaint_type,
                },
            }
        },
    )
}

pub(super) fn created() -> impl Strategy<Value = TicketCreated> {
    (maybe(), maybe(), of(any::<bool>()), maybe()).prop_map(|(ifp_code, ifp_data, ifp_success, desc)| {
        TicketCreated { ifp_result: IfpResult { ifp_code, ifp_data, ifp_success, desc } }
    })
}
