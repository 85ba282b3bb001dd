//! What each captured body is to be read as.

use top_runtime::Cause::{Api, Caller, Permission, Session, Throttled, Transient};

use super::expected::Expected::{self, Error, FlatError, NotTop, Reply};
use super::expected::{json, simplified, xml};
use crate::apis::{item, message, order, promotion, shop, time, trade, travel};
use crate::check::Checked;
use crate::gateway::Gateway;

/// All of them, in the order of the index.
#[rustfmt::skip]
pub(super) const TABLE: &[(&str, Expected)] = &[
    ("err_15_sms_mobile_illegal.json", Error(Api)),
    ("err_15_sms_signature.json", Error(Api)),
    ("err_15_tts_template.json", Error(Api)),
    ("err_15_amount_not_enough.json", Error(Api)),
    ("err_15_template_illegal.json", Error(Api)),
    ("err_15_no_submsg_business_subcode.json", Error(Api)),
    ("err_15_subcode_with_colon.json", Error(Api)),
    ("err_15_isp_mapping_no_request_id.json", Error(Transient)),
    ("err_15_isp_remote_connection.json", Error(Transient)),
    ("err_15_logistics_P08.json", Error(Api)),
    ("err_530_missing_image.json", Error(Caller)),
    // `isv.` says that the API refused, and the code wins over the text ("try again").
    ("err_530_listing_generic.json", Error(Api)),
    // `isp.` says that the provider is, although the text tells the caller what to change.
    ("err_540_isp_product.json", Error(Transient)),
    ("err_27_session_expired.json", Error(Session)),
    ("err_27_session_expired_no_rid.json", Error(Session)),
    ("err_27_invalid_sessionkey.json", Error(Session)),
    ("err_11_api_package_limit.json", Error(Permission)),
    ("err_41_invalid_arguments.json", Error(Caller)),
    ("err_22_invalid_method.json", Error(Caller)),
    ("err_7_call_limited_ban.json", Error(Throttled)),
    ("err_25_invalid_signature.json", Error(Caller)),
    ("err_29_invalid_appkey_probe.json", Error(Caller)),
    ("err_1_platform_system.json", Error(Transient)),
    ("err_bare_no_envelope.json", FlatError(Session)),
    ("err_bare_no_envelope_minimal.json", FlatError(Api)),
    ("err_jsonp_wrapped.json", NotTop("not JSON")),
    // The envelope is a relay's, not the platform's, so this is neither a reply nor an error of ours.
    ("err_router_wrapped_string_code.json", NotTop("neither the root")),
    ("notjson_body.json", NotTop("not JSON")),
    ("json_with_raw_control_chars.json", Reply(control_characters)),
    ("empty_object.json", NotTop("neither the root")),
    ("sms_send_ok.json", Reply(json::<message::SendSms>)),
    ("sms_send_ok_with_msg.json", Reply(json::<message::SendSms>)),
    ("tts_singlecall_ok.json", Reply(json::<message::CallWithSpeech>)),
    ("sms_query_ok.json", Reply(json::<message::QuerySms>)),
    ("trades_sold_min.json", Reply(json::<trade::GetSoldTrades>)),
    ("trades_sold_three.json", Reply(json::<trade::GetSoldTrades>)),
    ("trades_sold_2018_string_tid.json", Reply(json::<trade::GetSoldTrades>)),
    ("items_onsale.json", Reply(json::<item::GetOnsaleItems>)),
    ("user_seller_get.json", Reply(json::<shop::GetSeller>)),
    ("shop_get.json", Reply(json::<shop::GetShop>)),
    ("item_get_fields.json", Reply(json::<item::GetItem>)),
    ("item_get_full_jdp.json", Reply(json::<item::GetItem>)),
    ("itemcats_authorize_empty_list.json", Reply(json::<item::GetAuthorizedCats>)),
    ("tbk_item_get_empty.json", Reply(json::<promotion::GetTbkItems>)),
    ("openim_users_add_partial.json", Reply(json::<message::AddUsers>)),
    ("itemcats_get.json", Reply(json::<item::GetItemCats>)),
    ("itemprops_get_nested_lists.json", Reply(json::<item::GetItemProps>)),
    ("logistics_companies.json", Reply(json::<shop::GetCompanies>)),
    ("alitrip_refund_apply.json", Reply(json::<travel::ApplyForRefund>)),
    ("alitrip_orderrefundinfo.json", Reply(json::<travel::GetRefundInfo>)),
    ("dingtalk_asyncsend.json", Reply(json::<message::SendToConversation>)),
    ("tbk_tpwd_create.json", Reply(json::<promotion::CreatePassword>)),
    ("tbk_tpwd_create_long.json", Reply(json::<promotion::CreatePassword>)),
    ("tbk_privilege_get.json", Reply(json::<promotion::GetPrivilege>)),
    ("time_get.json", Reply(json::<time::GetTime>)),
    ("rp_refunds_agree.json", Reply(json::<trade::AgreeRefunds>)),
    ("rp_refund_review.json", Reply(json::<trade::ReviewRefund>)),
    ("top_auth_token_create_stringified.json", Reply(json::<time::CreateToken>)),
    ("taobaoke_items_single_object.json", Reply(json::<promotion::GetTaobaokeItems>)),
    ("user_get_sdk_test.json", Reply(json::<shop::GetUser>)),
    ("simplify_list_unwrapped.json", Reply(simplified::<promotion::SearchMaterial>)),
    ("normal_list_wrapped.json", Reply(json::<promotion::SearchMaterial>)),
    ("tmc_consume_fixture.json", Reply(json::<message::ConsumeMessages>)),
    // Somebody's log took the backslashes out; what was sent can only be guessed.
    ("tmc_consume_bad_escape.json", NotTop("not JSON")),
    ("seller_order_list_dates_as_objects.json", Reply(json::<order::ListSellerOrders>)),
    ("seller_order_get_same_named_wrapper.json", Reply(json::<order::GetSellerOrder>)),
    ("fullinfo_trade.json", Reply(json::<trade::GetFullTrade>)),
    ("xml_time_get_trailing_comment.xml", Reply(xml::<time::GetTime>)),
    ("xml_error_trailing_comment.xml", Error(Permission)),
    ("xml_item_get.xml", Reply(xml::<item::GetItem>)),
    ("xml_empty_list_attr.xml", Reply(xml::<message::GetChatPeers>)),
    ("xml_encryptedid.xml", Reply(xml::<shop::GetEncryptedId>)),
    ("xml_primitive_lists_sdk_test.xml", Reply(xml::<time::GetColumns>)),
    ("xml_user_get_sdk_test.xml", Reply(xml::<shop::GetUser>)),
    ("repo_bobounion_tbk_tpwd_create.json", Reply(json::<promotion::CreatePassword>)),
    ("repo_yii2_alidayu_sdk_alibaba_aliqin_fc_sms_num_send.json", Reply(json::<message::SendSms>)),
    ("repo_yii2_alidayu_sdk_error.json", Error(Api)),
    ("repo_yii2_alidayu_sdk_alibaba_aliqin_secret_axb_bind.json", Reply(json::<message::Bind>)),
    ("repo_yii2_alidayu_sdk_error_2.json", Error(Caller)),
    ("repo_yii2_alidayu_sdk_alibaba_aliqin_secret_axb_bind_second.json", Reply(json::<message::BindSecond>)),
    ("repo_yii2_alidayu_sdk_alibaba_aliqin_secret_axb_unbind.json", Reply(json::<message::Unbind>)),
    ("repo_yii2_alidayu_sdk_error_3.json", Error(Caller)),
    ("repo_taobaounion_tbk_dg_optimus_material.json", Reply(json::<promotion::GetOptimusMaterial>)),
    ("repo_taobaounion_tbk_dg_material_optional.json", Reply(json::<promotion::SearchMaterial>)),
    ("repo_taobao_refunds_receive_get.json", Reply(json::<trade::GetReceivedRefunds>)),
    ("repo_alibabasdk_time_get.json", Reply(json::<time::GetTime>)),
    ("repo_alibabasdk_error.json", Error(Caller)),
    ("repo_alibabasdk_error_2.json", Error(Permission)),
    ("repo_topsdkgo_error.json", Error(Caller)),
    ("repo_topsdkgo_error_2.json", Error(Caller)),
    ("repo_topsdkgo_error_3.json", Error(Caller)),
];

/// A second reader does not take control characters inside texts, so what is compared is that the body holds the time.
fn control_characters(body: &str) -> Checked {
    let reply = Gateway::answering(body).ask(&time::GetTime).map_err(|error| error.to_string())?;
    let found = body.contains(&reply.time.to_string()) && reply.issues().is_empty();
    if found { Ok(()) } else { Err(format!("{reply:?}")) }
}
