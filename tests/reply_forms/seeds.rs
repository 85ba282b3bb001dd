//! The responses of the five example APIs.

use top_examples::{appeal, case_update, complaint_ticket, mediation_result, settlement};

use crate::draw::drawn;
use crate::property::assert_round_trip;

drawn! {
    case_update::IdentificationCaseUpdated { result }
    case_update::UpdateResult { result_data, success, error_code, error_info }
    case_update::Consumption { result_tips, result_code, consume_status }
    complaint_ticket::TicketCreated { ifp_result }
    complaint_ticket::IfpResult { ifp_code, ifp_data, ifp_success, desc }
    mediation_result::MediationResultPushed { result, is_success, state_code, extra_err_msg }
    appeal::AppealAssessed { result }
    appeal::Assessment { code, data, message }
    appeal::SellerProfile {
        address, ent_corp_name, ent_no, items, name, often_address, order, phone, profession_type, seller_nick, email,
    }
    appeal::OrderedItem { item_id, item_name, snap_shot_url }
    appeal::Order {
        amount, buy_time, order_id, pay_amount, pay_time, receive_address, receive_time, send_time,
    }
    settlement::CommunicationPushed { result }
    settlement::PushResult { success, errors }
    settlement::ResultDataDo { business_id, biz_type, field_name_en, return_error_code, error_msg }
}

#[test]
fn identification_case_update() {
    assert_round_trip(&case_update::sample());
}

#[test]
fn complaint_ticket() {
    assert_round_trip(&complaint_ticket::sample());
}

#[test]
fn mediation_result() {
    assert_round_trip(&mediation_result::sample());
}

#[test]
fn appeal() {
    assert_round_trip(&appeal::sample());
}

#[test]
fn settlement_talk() {
    assert_round_trip(&settlement::sample());
}
