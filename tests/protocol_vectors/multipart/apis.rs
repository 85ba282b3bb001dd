//! The APIs of the vectors, declared as a user would.

use serde_json::Value;
use top_runtime::server::read_request;
use top_runtime::{Error, File, Params, Prepared, TopApi};

use crate::client::{On, on};
use crate::vector::text;

use super::base64;

#[derive(TopApi)]
#[top_api(method = "tmall.servicecenter.picture.upload")]
struct UploadServicePicture {
    img: File,
    picture_name: String,
    is_https: Option<bool>,
}

#[derive(TopApi)]
#[top_api(method = "taobao.picture.upload")]
struct UploadPicture {
    picture_category_id: i64,
    img: File,
    image_input_title: String,
    title: Option<String>,
}

/// An invented API. Its page requires the first file, but the SDK without validation sends the
/// request without one.
#[derive(TopApi)]
#[top_api(method = "alibaba.wiretest.multi.upload")]
struct UploadSeveral {
    title: String,
    file_a: Option<File>,
    file_b: Option<File>,
    memo: Option<String>,
}

/// A request of any of these.
pub(super) trait Upload {
    fn prepare(&self, on: &On) -> Result<Prepared, Error>;
    fn send(&self, on: &On) -> Result<(), Error>;
}

impl<A> Upload for A
where
    A: TopApi<Session = top_runtime::session::Optional>,
{
    fn prepare(&self, on: &On) -> Result<Prepared, Error> {
        on!(on, call => call.prepare(self))
    }

    fn send(&self, on: &On) -> Result<(), Error> {
        on!(on, call => crate::client::now(call.execute_raw(self))).map(drop)
    }
}

/// Returns the declared request of a vector's typed input.
pub(super) fn declared(input: &Value) -> Box<dyn Upload> {
    let params = params(&input["params"]);
    match text(input, "method") {
        "tmall.servicecenter.picture.upload" => Box::new(read::<UploadServicePicture>(&params)),
        "taobao.picture.upload" => Box::new(read::<UploadPicture>(&params)),
        "alibaba.wiretest.multi.upload" => Box::new(read::<UploadSeveral>(&params)),
        other => panic!("{other} is not declared"),
    }
}

fn read<A: TopApi + top_runtime::server::FromParams>(params: &Params) -> A {
    read_request(params).unwrap_or_else(|issue| panic!("{issue}"))
}

/// Returns texts and files of the typed input.
pub(crate) fn params(fields: &Value) -> Params {
    let fields = fields.as_array().unwrap().iter();
    fields.fold(Params::new(), |params, field| {
        let (name, value) = (text(field, "name"), &field["value"]);
        match value {
            Value::Object(_) => params.with_file(name, file(value)),
            Value::String(text) => params.with(name, text.as_str()),
            scalar => params.with(name, scalar.to_string()),
        }
    })
}

/// Returns a file. Its MIME type is detected if the vector has none.
fn file(value: &Value) -> File {
    let file = File::new(text(value, "file_name"), base64::decode(text(value, "content_base64")));
    match value["mime"].as_str() {
        Some(mime) => file.mime(mime),
        None => file,
    }
}

/// The invented API as its page declares it.
#[derive(TopApi)]
#[top_api(method = "alibaba.wiretest.multi.upload")]
pub(super) struct UploadChecked {
    pub(super) title: String,
    #[top(required, max_bytes = 1_000_000)]
    pub(super) file_a: File,
    pub(super) file_b: Option<File>,
}
