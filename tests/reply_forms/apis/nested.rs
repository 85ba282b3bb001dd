//! Responses of six and seven levels.

use top_runtime::{Decimal, TopApi};

use super::hold;
use crate::draw::values;

#[derive(TopApi)]
#[top_api(method = "aliyun.viapi.imageaudit.scanimage", response = Scanned)]
struct ScanImage;

values! {
    struct Scanned { taobao_request_id: Option<String>, data_list: Option<ScanData> }
    struct ScanData { results: Vec<ScanResult> }
    struct ScanResult {
        data_id: Option<String>,
        task_id: Option<String>,
        image_url: Option<String>,
        sub_results: Vec<SubResult>,
    }
    struct SubResult {
        suggestion: Option<String>,
        rate: Option<Decimal>,
        label: Option<String>,
        ocr_data_list: Vec<String>,
        frames: Vec<Frame>,
        hint_words_info_list: Vec<HintWordsInfo>,
        logo_data_list: Vec<LogoData>,
        sface_data_list: Vec<SfaceData>,
    }
    struct Frame { rate: Option<Decimal>, u_r_l: Option<String> }
    struct HintWordsInfo { context: Option<String> }
    struct LogoData { r#type: Option<String>, name: Option<String>, x: Option<i64>, y: Option<i64> }
    /// Spelling of the catalogue.
    struct SfaceData { faces: Vec<Face>, heihght: Option<i64>, width: Option<i64> }
    struct Face { id: Option<String>, rate: Option<Decimal>, name: Option<String> }
}

#[derive(TopApi)]
#[top_api(method = "taobao.alitrip.travel.axin.hotel.order.validate", response = OrderValidated)]
struct ValidateOrder;

values! {
    struct OrderValidated { result: Option<BaseResultApiDTO> }
    struct BaseResultApiDTO {
        error_msg: Option<String>,
        data: Option<HotelOrderValidateRes>,
        success: Option<bool>,
        error_code: Option<String>,
    }
    struct HotelOrderValidateRes {
        rate_plan_info: Option<RatePlanInfoApiDto>,
        rate_plan_id: Option<i64>,
        create_key: Option<String>,
        promotion_total_price: Option<i64>,
    }
    struct RatePlanInfoApiDto {
        latest_check_out_time: Option<String>,
        rate_unit_list: Vec<RateUnitDto>,
        cancel_policy: Option<CancelPolicyDto>,
        instant_confirm: Option<bool>,
        exchange_rate: Option<Decimal>,
        arrival_time: Option<ArrivalTimeDto>,
    }
    struct RateUnitDto { daily_price_info_list: Vec<DailyPriceInfoDto> }
    struct DailyPriceInfoDto {
        date: Option<String>,
        board: Option<Board>,
        cny_price: Option<i64>,
        price: Option<i64>,
    }
    struct Board { board_type: Option<i64>, board_num: Option<i64> }
    struct CancelPolicyDto { cancel_policy_type: Option<i64>, policy_info_list: Vec<CancelPolicyInfoDto> }
    struct CancelPolicyInfoDto { hour: Option<i64>, value: Option<i64> }
    struct ArrivalTimeDto { hourage: Option<i64>, check_in_start: Option<String>, last_leave_time: Option<String> }
}

hold! {
    six_levels: ScanImage;
    seven_levels: ValidateOrder;
}
