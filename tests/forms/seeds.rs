//! The replies of the five pages that the project began with.

use top_examples::{jym, kongur, niaochao, rdc, sungari};

use crate::draw::drawn;
use crate::property::holds;

drawn! {
    rdc::IdentificationCaseUpdated { result }
    rdc::UpdateResult { result_data, success, error_code, error_info }
    rdc::Consumption { result_tips, result_code, consume_status }
    niaochao::TicketCreated { ifp_result }
    niaochao::IfpResult { ifp_code, ifp_data, ifp_success, desc }
    jym::MediationResultPushed { result, is_success, state_code, extra_err_msg }
    sungari::AppealAssessed { result }
    sungari::Assessment { code, data, message }
    sungari::SellerProfile {
        address, ent_corp_name, ent_no, items, name, often_address, order, phone, profession_type, seller_nick, email,
    }
    sungari::OrderedItem { item_id, item_name, snap_shot_url }
    sungari::Order {
        amount, buy_time, order_id, pay_amount, pay_time, receive_address, receive_time, send_time,
    }
    kongur::CommunicationPushed { result }
    kongur::PushResult { success, errors }
    kongur::ResultDataDo { business_id, biz_type, field_name_en, return_error_code, error_msg }
}

#[test]
fn rdc_identification_case() {
    holds(&rdc::sample());
}

#[test]
fn niaochao_complaint_ticket() {
    holds(&niaochao::sample());
}

#[test]
fn jym_mediation_result() {
    holds(&jym::sample());
}

#[test]
fn sungari_appeal() {
    holds(&sungari::sample());
}

#[test]
fn kongur_communication() {
    holds(&kongur::sample());
}
