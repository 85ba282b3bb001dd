//! Messages from frames of the channel and from items of the API.

use std::fmt;
use std::io::Read as _;

use flate2::read::MultiGzDecoder;
use top_runtime::Millis;

use super::{Head, Message};
use crate::api::ConsumedMessage;
use crate::frame::{Frame, Value};

/// Limit in bytes of a content after decompression. The platform allows 122,880 to be published.
const MAX_CONTENT: u64 = 8 * 1024 * 1024;

/// Why a frame is not a message. Its number, if it is known, is needed to report a failure.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) id: Option<i64>,
    found: &'static str,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a message with {}", self.found)?;
        self.id.map_or(Ok(()), |id| write!(f, " (id {id})"))
    }
}

impl Message {
    /// Reads the message of a frame.
    pub(crate) fn from_frame(mut frame: Frame) -> Result<Self, Unreadable> {
        let id = frame.take("id").as_i64().ok_or(Unreadable { id: None, found: "no id" })?;
        let unreadable = |found| Unreadable { id: Some(id), found };
        let content = match frame.take("content") {
            Value::Bytes(bytes) => {
                gunzip(&bytes).ok_or(unreadable("content that is not gzip, or too long"))?
            }
            Value::Text(text) => text,
            _ => String::new(),
        };
        Ok(Self::new(Head {
            id,
            topic: frame.take("topic").into_text().ok_or(unreadable("no topic"))?,
            content,
            user_id: frame.take("userid").as_i64(),
            nick: frame.take("nick").into_text(),
            publisher: frame.take("publisher").into_text(),
            data_id: frame.take("dataid").into_text(),
            published: frame.take("time").as_i64().map(Millis),
            sent: frame.take("outtime").as_i64().map(Millis),
            redeliveries: frame.take("retried").as_i64().and_then(|count| count.try_into().ok()).unwrap_or(0),
        }))
    }

    /// Reads an item of `taobao.tmc.messages.consume`.
    pub(crate) fn from_item(item: ConsumedMessage) -> Self {
        Self::new(Head {
            id: item.id,
            topic: item.topic,
            content: item.content.unwrap_or_default(),
            user_id: item.user_id,
            nick: item.user_nick,
            publisher: item.pub_app_key,
            data_id: None,
            published: item.pub_time.map(Millis::from),
            sent: None,
            redeliveries: 0,
        })
    }
}

/// Decompresses a content. `None` if it is not gzip or too long.
fn gunzip(bytes: &[u8]) -> Option<String> {
    let mut content = Vec::new();
    MultiGzDecoder::new(bytes).take(MAX_CONTENT + 1).read_to_end(&mut content).ok()?;
    let is_complete = u64::try_from(content.len()).is_ok_and(|length| length <= MAX_CONTENT);
    is_complete.then(|| match String::from_utf8(content) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    })
}
