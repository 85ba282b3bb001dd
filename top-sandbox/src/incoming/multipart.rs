//! Multipart forms: a part with a `filename` is a file, any other part is a parameter.

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Body, Bytes};
use hyper::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use multer::{Constraints, Field, Multipart, SizeLimit};
use top_runtime::File;

use super::body::{MAX_BODY, Parts};
use crate::codes;
use crate::error_response::ErrorResponse;
use crate::uploads::{Upload, UploadLimit};

/// Maximal number of parts of a form that is received in pieces.
const MAX_PARTS: usize = 1_000;

/// Reads every part. Error: code 3 if a part or the closing boundary is malformed.
pub(super) async fn read(content_type: &str, body: Bytes) -> Result<Parts, ErrorResponse> {
    let boundary = multer::parse_boundary(content_type).map_err(|error| malformed(&error))?;
    let mut form = Multipart::new(Full::new(body).into_data_stream(), boundary);
    let mut parts = Parts::default();
    while let Some(field) = form.next_field().await.map_err(|error| malformed(&error))? {
        let name = part_name(&field)?;
        let file_name = file_name(&field)?;
        let mime = mime_type(&field);
        let bytes = field.bytes().await.map_err(|error| malformed(&error))?;
        match file_name {
            Some(file_name) => {
                let file = File::new(file_name, bytes);
                parts.files.push((name, mime.into_iter().fold(file, File::mime)));
            }
            // Text is UTF-8 in the protocol; a charset that the part declares is ignored.
            None => parts.texts.push((name, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    Ok(parts)
}

/// Reads every part as it arrives. Keeps no content of files, only their lengths and hashes.
///
/// A form that is refused is read to its end, up to a limit: many callers read no reply before they
/// have sent everything.
pub(super) async fn read_streamed<B>(
    content_type: &str,
    mut body: B,
    limit: UploadLimit,
) -> Result<Parts, ErrorResponse>
where
    B: Body<Data = Bytes> + Send + Unpin,
    B::Error: std::error::Error + Send + Sync + 'static,
{
    let whole = limit.bytes.saturating_mul(2).saturating_add(MAX_BODY as u64);
    let parts = match multer::parse_boundary(content_type) {
        Ok(boundary) => {
            let constraints = Constraints::new().size_limit(SizeLimit::new().whole_stream(whole));
            let form = Multipart::with_constraints((&mut body).into_data_stream(), boundary, constraints);
            read_parts(form, limit).await
        }
        Err(error) => Err(malformed(&error)),
    };
    if parts.is_err() {
        discard(body, whole).await;
    }
    parts
}

/// Reads at most `limit` bytes of a body, and a frame.
async fn discard<B: Body<Data = Bytes> + Unpin>(mut body: B, mut limit: u64) {
    while let Some(Ok(frame)) = body.frame().await {
        let read = frame.data_ref().map_or(0, |data| data.len() as u64);
        let Some(rest) = limit.checked_sub(read) else { return };
        limit = rest;
    }
}

async fn read_parts(mut form: Multipart<'_>, limit: UploadLimit) -> Result<Parts, ErrorResponse> {
    let mut parts = Parts::default();
    let mut text_bytes = 0;
    while let Some(field) = form.next_field().await.map_err(|error| malformed(&error))? {
        if parts.texts.len() + parts.files.len() >= MAX_PARTS {
            return Err(upload_failed(&format!("the form has more than {MAX_PARTS} parts")));
        }
        let name = part_name(&field)?;
        let mime = mime_type(&field);
        if let Some(file_name) = file_name(&field)? {
            let upload = receive(field, &name, &file_name).await?;
            let file = File::from_reader(file_name, upload.len(), tokio::io::empty());
            parts.files.push((name, mime.into_iter().fold(file, File::mime)));
            parts.uploads.push(upload);
        } else {
            let text = read_text(field, MAX_BODY - text_bytes).await?;
            text_bytes += text.len();
            parts.texts.push((name, String::from_utf8_lossy(&text).into_owned()));
        }
    }
    let total: u64 = parts.uploads.iter().map(Upload::len).sum();
    if total > limit.bytes {
        let reason = format!("the files have {total} bytes; the limit is {}", limit.bytes);
        return Err(upload_failed(&reason));
    }
    Ok(parts)
}

/// Counts and hashes the content of a file.
async fn receive(mut field: Field<'_>, name: &str, file_name: &str) -> Result<Upload, ErrorResponse> {
    let mut upload = Upload::begin(name, file_name);
    while let Some(chunk) = field.chunk().await.map_err(|error| malformed(&error))? {
        upload.add(&chunk);
    }
    Ok(upload.end())
}

/// Reads a parameter of at most `limit` bytes.
async fn read_text(mut field: Field<'_>, limit: usize) -> Result<Vec<u8>, ErrorResponse> {
    let mut text = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| malformed(&error))? {
        if chunk.len() > limit - text.len() {
            return Err(upload_failed(&format!("the parameters have more than {MAX_BODY} bytes")));
        }
        text.extend_from_slice(&chunk);
    }
    Ok(text)
}

fn part_name(field: &Field<'_>) -> Result<String, ErrorResponse> {
    field.name().map(str::to_owned).ok_or_else(|| upload_failed("a part has no name"))
}

fn mime_type(field: &Field<'_>) -> Option<String> {
    field.headers().get(CONTENT_TYPE).and_then(|mime| mime.to_str().ok()).map(str::to_owned)
}

/// Returns the file name of a part; `None` if the part is a parameter.
fn file_name(field: &Field<'_>) -> Result<Option<String>, ErrorResponse> {
    if let Some(name) = field.file_name() {
        return Ok(Some(name.to_owned()));
    }
    let header =
        field.headers().get(CONTENT_DISPOSITION).map(|header| String::from_utf8_lossy(header.as_bytes()));
    if header.is_some_and(|header| header.split(';').any(|part| part.trim_start().starts_with("filename"))) {
        return Err(upload_failed("a file name must be quoted UTF-8: `filename=\"..\"`, not `filename*=..`"));
    }
    Ok(None)
}

fn malformed(error: &multer::Error) -> ErrorResponse {
    upload_failed(&format!("the multipart body cannot be read: {error}"))
}

fn upload_failed(reason: &str) -> ErrorResponse {
    ErrorResponse::new(codes::UPLOAD_FAIL).with_sub_msg(reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: &str = "multipart/form-data;charset=UTF-8;boundary=1400";

    /// Returns a form with the boundary `1400` and one part.
    fn part(header: &str, content: &[u8]) -> Vec<u8> {
        [b"\r\n--1400\r\n", header.as_bytes(), b"\r\n\r\n", content, b"\r\n--1400--\r\n"].concat()
    }

    #[tokio::test]
    async fn parts_with_a_file_name_are_files() {
        let text = part(
            "Content-Disposition:form-data;name=\"memo\"\r\nContent-Type:text/plain;charset=GBK",
            "备注".as_bytes(),
        );
        let parts = read(TYPE, text.into()).await.unwrap();
        assert_eq!(parts.texts, [("memo".to_owned(), "备注".to_owned())]);
        assert!(parts.files.is_empty());
        for (header, debug) in [
            (
                "Content-Disposition:form-data;name=\"img\";filename=\"图.jpg\"\r\nContent-Type:image/jpeg",
                "File(\"图.jpg\", image/jpeg, 7 bytes)",
            ),
            (
                "content-disposition: form-data; name=img; filename=a.bin",
                "File(\"a.bin\", application/octet-stream, 7 bytes)",
            ),
            (
                "Content-Disposition: form-data; name=\"img\"; filename=\"\"",
                "File(\"\", application/octet-stream, 7 bytes)",
            ),
        ] {
            let parts = read(TYPE, part(header, b"\xff\r\n--14").into()).await.map_err(|_| header).unwrap();
            let (name, file) = &parts.files[0];
            assert_eq!((name.as_str(), format!("{file:?}").as_str()), ("img", debug));
            assert!(parts.texts.is_empty());
        }
    }

    #[tokio::test]
    async fn malformed_bodies_are_refused() {
        let good = part("Content-Disposition:form-data;name=\"a\";filename=\"b\"", b"123");
        for length in 0..good.len() - "--\r\n".len() {
            let error = read(TYPE, good[..length].to_vec().into()).await.err();
            assert_eq!(error.map(|error| error.code()), Some(3), "{length}");
        }
        let bad_name = part("Content-Disposition:form-data;name=\"a\";filename*=UTF-8''b", b"1");
        for (content_type, body, reason) in [
            ("multipart/form-data", good.clone(), "boundary"),
            ("multipart/form-data; boundary", good.clone(), "Content-Type"),
            ("multipart/form-data; boundary=1401", good, "incomplete"),
            (TYPE, part("Content-Type:text/plain", b"1"), "no name"),
            (TYPE, part("Content-Disposition form-data", b"1"), "headers"),
            (TYPE, bad_name, "filename*"),
        ] {
            let error = read(content_type, body.into()).await.err().unwrap();
            let sub_msg = error.sub_msg().unwrap_or_default();
            assert!(error.code() == 3 && sub_msg.contains(reason), "{error:?}");
        }
    }
}
