//! `aliyun.viapi.imageaudit.scanimage`: lists in lists in lists, one-letter names, an acronym split
//! into letters.

use top_runtime::{Decimal, TopApi, TopValue};

#[derive(Debug, TopApi)]
#[top_api(method = "aliyun.viapi.imageaudit.scanimage", response = ScanResult)]
pub(crate) struct ScanImage<'a> {
    #[top(max_items = 999)]
    pub(crate) tasks: Vec<Task<'a>>,
    #[top(max_items = 999)]
    pub(crate) scenes: &'a [&'a str],
}

#[derive(Debug, Clone, TopValue)]
pub(crate) struct Task<'a> {
    pub(crate) data_id: Option<&'a str>,
    pub(crate) image_url: Option<&'a str>,
    pub(crate) max_frames: Option<i32>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct ScanResult {
    pub(crate) taobao_request_id: Option<String>,
    pub(crate) data_list: Option<Data>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct Data {
    pub(crate) results: Vec<Result>,
}

/// `Result` on the page, like 692 other types.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct Result {
    pub(crate) data_id: String,
    pub(crate) sub_results: Vec<SubResult>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct SubResult {
    pub(crate) suggestion: String,
    pub(crate) rate: Decimal,
    pub(crate) ocr_data_list: Vec<String>,
    pub(crate) frames: Vec<Frame>,
    pub(crate) logo_data_list: Vec<LogoData>,
    pub(crate) sface_data_list: Vec<SfaceData>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct Frame {
    pub(crate) rate: Decimal,
    #[top(rename = "u_r_l")]
    pub(crate) url: String,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct LogoData {
    pub(crate) r#type: String,
    pub(crate) x: i64,
    pub(crate) y: i64,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct SfaceData {
    pub(crate) faces: Vec<Face>,
    /// Spelling of the page.
    pub(crate) heihght: i64,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct Face {
    pub(crate) id: String,
    pub(crate) rate: Decimal,
}
