//! `taobao.alitrip.travel.axin.hotel.order.validate`: seven levels, `BigDecimal`, `Dto` beside
//! `DTO`, dates in the request.

use top_runtime::{DateTime, Decimal, TopApi, TopValue};

#[derive(Debug, Clone, TopApi)]
#[top_api(
    method = "taobao.alitrip.travel.axin.hotel.order.validate",
    session = required,
    response = HotelOrderValidated,
    idempotent
)]
pub(crate) struct ValidateHotelOrder {
    pub(crate) distributor_tid: i64,
    pub(crate) check_in: DateTime,
    pub(crate) check_out: DateTime,
    #[top(range = 1..=99)]
    pub(crate) room_number: i64,
    pub(crate) total_fee: Option<i64>,
    pub(crate) resource_channel: Option<String>,
    pub(crate) invoke_scene: Option<InvokeScene>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) enum InvokeScene {
    #[top("NORMAL")]
    Normal,
    #[top("SPECIAL")]
    Special,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct HotelOrderValidated {
    #[top(outcome)]
    pub(crate) result: Option<BaseResultApiDTO>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct BaseResultApiDTO {
    #[top(error_message)]
    pub(crate) error_msg: Option<String>,
    pub(crate) data: Option<HotelOrderValidateRes>,
    #[top(success)]
    pub(crate) success: Option<bool>,
    #[top(error_code)]
    pub(crate) error_code: Option<String>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct HotelOrderValidateRes {
    pub(crate) rate_plan_info: Option<RatePlanInfoApiDto>,
    pub(crate) create_key: Option<String>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct RatePlanInfoApiDto {
    pub(crate) rate_unit_list: Vec<RateUnitDto>,
    pub(crate) exchange_rate: Option<Decimal>,
    pub(crate) instant_confirm: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct RateUnitDto {
    pub(crate) daily_price_info_list: Vec<DailyPriceInfoDto>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct DailyPriceInfoDto {
    pub(crate) date: Option<String>,
    pub(crate) board: Option<Board>,
    pub(crate) price: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct Board {
    pub(crate) board_type: Option<i64>,
}
