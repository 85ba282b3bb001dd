//! Multipart forms: a part with a file name is a file, any other part is a parameter.

use std::convert::Infallible;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use multer::Multipart;
use top_runtime::File;

use super::{MAX_PARAMS, Pair, Pairs, insert};
use crate::charset::Charset;
use crate::error::VerifyError;
use crate::quoting::quote;

type Files = Vec<(String, File)>;

/// Parses a form. Texts are in the charset of the request, whatever their parts declare.
pub(super) fn parse(
    content_type: &str,
    body: &[u8],
    charset: Charset,
) -> Result<(Pairs, Files), VerifyError> {
    let boundary = multer::parse_boundary(content_type).map_err(malformed)?;
    let form = Multipart::new(Once(Some(Bytes::copy_from_slice(body))), boundary);
    let parts = pin!(read(form, charset));
    // The body is in memory, so no part waits for anything.
    match parts.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(parts) => parts,
        Poll::Pending => Err(malformed("incomplete")),
    }
}

async fn read(mut form: Multipart<'_>, charset: Charset) -> Result<(Pairs, Files), VerifyError> {
    let (mut pairs, mut files) = (Pairs::new(), Files::new());
    while let Some(field) = form.next_field().await.map_err(malformed)? {
        let name = field.name().ok_or_else(|| malformed("a part has no name"))?.to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let mime = field.content_type().map(ToString::to_string);
        let bytes = field.bytes().await.map_err(malformed)?;
        match file_name {
            Some(file_name) if files.len() < MAX_PARAMS => {
                files.push((name, mime.into_iter().fold(File::new(file_name, bytes), File::mime)));
            }
            Some(_) => return Err(VerifyError::TooManyParameters),
            None => {
                let value = charset.decode(bytes.to_vec(), "multipart form")?;
                insert(&mut pairs, Pair { name: charset.text(&name, "multipart form")?, value })?;
            }
        }
    }
    Ok((pairs, files))
}

fn malformed(reason: impl std::fmt::Display) -> VerifyError {
    let reason = quote(&reason.to_string());
    VerifyError::MalformedBody { reason: format!("the multipart form cannot be read: {reason}") }
}

/// A stream of one piece.
struct Once(Option<Bytes>);

impl futures_core::Stream for Once {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}
