//! A form with files: multipart, whose text parts are parameters and whose other parts are files.

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use multer::{Field, Multipart};
use top_runtime::File;

use super::Parts;
use crate::refusal::ErrorResponse;

/// Reads every part; 3 if one of them cannot be read, or the last is not followed by the end.
pub(super) async fn read(content_type: &str, body: Bytes) -> Result<Parts, ErrorResponse> {
    let boundary = multer::parse_boundary(content_type).map_err(|error| malformed(&error))?;
    let mut form = Multipart::new(Full::new(body).into_data_stream(), boundary);
    let mut parts = Parts::default();
    while let Some(field) = form.next_field().await.map_err(|error| malformed(&error))? {
        let name = field.name().ok_or_else(|| refuse("a part has no name"))?.to_owned();
        let file_name = file_name(&field)?;
        let mime = field.headers().get(CONTENT_TYPE).and_then(|mime| mime.to_str().ok()).map(str::to_owned);
        let bytes = field.bytes().await.map_err(|error| malformed(&error))?;
        match file_name {
            Some(file_name) => {
                let file = File::new(file_name, bytes);
                parts.files.push((name, mime.into_iter().fold(file, File::mime)));
            }
            // Whatever charset the part claims: the protocol's texts are UTF-8.
            None => parts.texts.push((name, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    Ok(parts)
}

/// The file name of a part, which is what makes it a file.
fn file_name(field: &Field<'_>) -> Result<Option<String>, ErrorResponse> {
    if let Some(name) = field.file_name() {
        return Ok(Some(name.to_owned()));
    }
    let header =
        field.headers().get(CONTENT_DISPOSITION).map(|header| String::from_utf8_lossy(header.as_bytes()));
    if header.is_some_and(|header| header.split(';').any(|part| part.trim_start().starts_with("filename"))) {
        return Err(refuse("a file name must be quoted UTF-8, as `filename=\"..\"` and not `filename*=..`"));
    }
    Ok(None)
}

fn malformed(error: &multer::Error) -> ErrorResponse {
    refuse(&format!("the multipart body cannot be read: {error}"))
}

fn refuse(why: &str) -> ErrorResponse {
    ErrorResponse::new(3).with_sub_msg(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: &str = "multipart/form-data;charset=UTF-8;boundary=1400";

    /// The body of a form with boundary `1400` and one part of this header and content.
    fn part(header: &str, content: &[u8]) -> Vec<u8> {
        [b"\r\n--1400\r\n", header.as_bytes(), b"\r\n\r\n", content, b"\r\n--1400--\r\n"].concat()
    }

    #[tokio::test]
    async fn texts_and_files() {
        let text = part(
            "Content-Disposition:form-data;name=\"memo\"\r\nContent-Type:text/plain;charset=GBK",
            "备注".as_bytes(),
        );
        let parts = read(TYPE, text.into()).await.unwrap();
        assert_eq!(parts.texts, [("memo".to_owned(), "备注".to_owned())]);
        assert!(parts.files.is_empty());
        for (header, shown) in [
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
            assert_eq!((name.as_str(), format!("{file:?}").as_str()), ("img", shown));
            assert!(parts.texts.is_empty());
        }
    }

    #[tokio::test]
    async fn what_cannot_be_read() {
        let good = part("Content-Disposition:form-data;name=\"a\";filename=\"b\"", b"123");
        for length in 0..good.len() - "--\r\n".len() {
            let refused = read(TYPE, good[..length].to_vec().into()).await.err();
            assert_eq!(refused.map(|refusal| refusal.code()), Some(3), "{length}");
        }
        let bad_name = part("Content-Disposition:form-data;name=\"a\";filename*=UTF-8''b", b"1");
        for (content_type, body, why) in [
            ("multipart/form-data", good.clone(), "boundary"),
            ("multipart/form-data; boundary", good.clone(), "Content-Type"),
            ("multipart/form-data; boundary=1401", good, "incomplete"),
            (TYPE, part("Content-Type:text/plain", b"1"), "no name"),
            (TYPE, part("Content-Disposition form-data", b"1"), "headers"),
            (TYPE, bad_name, "filename*"),
        ] {
            let refusal = read(content_type, body.into()).await.err().unwrap();
            let sub_msg = refusal.sub_msg().unwrap_or_default();
            assert!(refusal.code() == 3 && sub_msg.contains(why), "{refusal:?}");
        }
    }
}
