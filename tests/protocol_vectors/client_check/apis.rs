//! The APIs of the vectors with the rules of their pages (`data/apis.json`), including members
//! inside an object. Fields without rules are declared only if a vector has them.

use serde_json::Value;
use top_runtime::error::{ErrorKind, Issue};
use top_runtime::server::{FromParams, read_request};
use top_runtime::transport::ParamPlacement;
use top_runtime::{File, Params, Prepared, TopApi, TopValue};

use crate::client::{builder, call, on};
use crate::vector::text;
use crate::{multipart, typed};

#[derive(TopApi)]
#[top_api(method = "taobao.wiretest.all.types")]
struct AllTypes {
    #[top(max_len = 10)]
    str: Option<String>,
    #[top(range = -5..=99)]
    num: Option<i64>,
    #[top(max_items = 3)]
    str_list: Option<Vec<String>>,
    #[top(required)]
    zz_required: String,
    #[top(required)]
    aa_required: i64,
    #[top(max_items = 2)]
    vo_list: Option<Vec<InnerItem>>,
}

#[derive(TopValue)]
struct InnerItem {
    id: Option<i64>,
}

#[derive(TopApi)]
#[top_api(method = "taobao.sungari.jgb.open.appeal.achieve")]
struct AchieveAppeal {
    #[top(required)]
    param_query_appeal_d_o: QueryAppealDo,
}

#[derive(TopValue)]
struct QueryAppealDo {
    #[top(required)]
    requirement_title: String,
    #[top(required)]
    happen_time: i64,
    #[top(required)]
    id: String,
}

#[derive(TopApi)]
#[top_api(method = "alibaba.jym.servicecenter.mediation.result.push")]
struct PushMediationResult {
    req: Option<PushMediationResultRequest>,
}

#[derive(TopValue)]
struct PushMediationResultRequest {
    #[top(required)]
    result: String,
    #[top(required)]
    mediation_case_id: String,
}

#[derive(TopApi)]
#[top_api(method = "alibaba.wiretest.multi.upload")]
struct UploadSeveral {
    #[top(required)]
    title: String,
    #[top(required, max_bytes = 64)]
    file_a: File,
}

/// Signs the declared request of a vector's typed input. If the type cannot represent a missing
/// parameter, the issue is that of decoding.
pub(super) fn prepare(input: &Value) -> Result<Prepared, Vec<Issue>> {
    match text(input, "method") {
        "taobao.wiretest.all.types" => prepare_as::<AllTypes>(input),
        "taobao.sungari.jgb.open.appeal.achieve" => prepare_as::<AchieveAppeal>(input),
        "alibaba.jym.servicecenter.mediation.result.push" => prepare_as::<PushMediationResult>(input),
        "alibaba.wiretest.multi.upload" => prepare_as::<UploadSeveral>(input),
        other => panic!("{other} is not declared"),
    }
}

fn prepare_as<A>(input: &Value) -> Result<Prepared, Vec<Issue>>
where
    A: TopApi<Session = top_runtime::session::Optional> + FromParams,
{
    let request = read_request::<A>(&params(input)).map_err(|issue| vec![issue])?;
    let client = builder(input, ParamPlacement::Query).build().unwrap();
    on!(&call(input, &client), call => call.prepare(&request)).map_err(|error| match error.kind() {
        ErrorKind::Invalid(_) => error.issues().to_vec(),
        _ => panic!("refused for another reason: {error}"),
    })
}

/// Requests with files have the parameters of `multipart`, which supports no lists and objects.
fn params(input: &Value) -> Params {
    let fields = &input["params"];
    let has_file = fields.as_array().unwrap().iter().any(|field| field["value"].is_object());
    if has_file { multipart::apis::params(fields) } else { typed::params(fields) }
}
