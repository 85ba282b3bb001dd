//! Frames that the channel sends.

use std::net::IpAddr;

use top_runtime::__v0_1_0::sign_connection;

use crate::builder::Settings;
use crate::dispatch::Answer;
use crate::frame::{Frame, FrameKind, Value};

/// Flag of the frame that opens a connection.
pub(super) const CONNECT_FLAG: i32 = 1;

/// Name of this client, the entry `sdk`.
const SDK: &str = concat!("top-messages-", env!("CARGO_PKG_VERSION"));

/// Values of the entry `__kind`.
pub(super) mod kind {
    pub(in crate::channel) const PULL: i8 = 1;
    pub(in crate::channel) const CONFIRM: i8 = 2;
    pub(in crate::channel) const DATA: i64 = 3;
    pub(in crate::channel) const FAILED: i8 = 20;
}

/// Returns the frame that opens a connection. `timestamp` is in milliseconds since 1970.
pub(super) fn connect(settings: &Settings, timestamp: i64, address: IpAddr, token: Option<&str>) -> Frame {
    let (app_key, group) = (settings.app_key.as_str(), settings.group.as_str());
    let timestamp = timestamp.to_string();
    let signed = ["app_key", app_key, "group_name", group, "timestamp", timestamp.as_str()].concat();
    let sign = sign_connection(&settings.secret, &signed);
    Frame::new(FrameKind::Connect)
        .with_flag(CONNECT_FLAG)
        .with("app_key", app_key.into())
        .with("group_name", group.into())
        .with("filter_exp", "*".into())
        .with("minor_group", "default".into())
        .with("timestamp", timestamp.as_str().into())
        .with("sign", sign.as_str().into())
        .with("sdk", SDK.into())
        .with("intranet_ip", address.to_string().as_str().into())
        .with("token", token.map_or(Value::Void, Value::from))
}

/// Returns the frame that asks for messages.
pub(super) fn pull(token: Option<&str>) -> Frame {
    Frame::new(FrameKind::Send).with_token(token).with("__kind", Value::Byte(kind::PULL))
}

/// Returns the frame that confirms a message, or reports that it failed.
pub(super) fn answer(id: i64, answer: Answer, token: Option<&str>) -> Frame {
    let frame = Frame::new(FrameKind::Send).with_token(token);
    match answer {
        Answer::Fail(reason) => frame
            .with("__kind", Value::Byte(kind::FAILED))
            .with("id", Value::Int64(id))
            .with("msg", reason.into()),
        Answer::Confirm | Answer::Nothing => {
            frame.with("__kind", Value::Byte(kind::CONFIRM)).with("id", Value::Int64(id))
        }
    }
}

#[cfg(test)]
mod tests;
