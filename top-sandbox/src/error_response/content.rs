//! Members of an error, in the form of each protocol.

use top_runtime::Value;

use super::ErrorResponse;
use crate::codes;

impl ErrorResponse {
    /// Returns the members of `error_response` on TOP.
    pub(crate) fn top_content(&self, request_id: &str) -> Value {
        let mut members = vec![("code", Value::from(i64::from(self.code))), ("msg", self.msg().into())];
        // A textual code has no place of its own on TOP.
        let sub_code = self.sub_code().or(self.text_code.as_deref());
        push(&mut members, "sub_code", sub_code);
        push(&mut members, "sub_msg", self.sub_msg());
        push(&mut members, "request_id", Some(request_id));
        self.push_signed(&mut members);
        members.into_iter().collect()
    }

    /// Returns the members of `error_response` on `/sync` of IOP.
    pub(crate) fn iop_content(&self, request_id: &str) -> Value {
        let mut members: Vec<(&str, Value)> = vec![
            ("type", codes::iop::origin(self.code, &self.text_code(), self.sub_code()).into()),
            ("code", Value::from(&*self.text_code())),
            ("msg", Value::from(self.iop_message())),
        ];
        // IOP tells a ban in the message.
        if self.ban.is_none() {
            push(&mut members, "sub_code", self.sub_code());
            push(&mut members, "sub_msg", self.sub_msg());
        }
        push(&mut members, "request_id", Some(request_id));
        self.push_signed(&mut members);
        members.into_iter().collect()
    }

    /// Returns the members of an error on `/rest` of IOP, which has no detailed code and message.
    pub(crate) fn flat_content(&self, request_id: &str) -> Value {
        let message = match self.sub_msg().filter(|_| self.ban.is_none()) {
            Some(detail) => format!("{}: {detail}", self.iop_message()),
            None => self.iop_message(),
        };
        let mut members: Vec<(&str, Value)> = vec![
            ("type", codes::iop::origin(self.code, &self.text_code(), self.sub_code()).into()),
            ("code", Value::from(&*self.text_code())),
            ("message", Value::from(message)),
        ];
        push(&mut members, "request_id", Some(request_id));
        self.push_signed(&mut members);
        members.into_iter().collect()
    }

    /// Returns the members of `response` on the gateways of Qimen.
    pub(crate) fn qimen_content(&self, request_id: &str) -> Value {
        let mut members: Vec<(&str, Value)> = vec![
            ("flag", "failure".into()),
            ("code", Value::from(self.code.to_string())),
            ("message", self.msg().into()),
        ];
        push(&mut members, "sub_code", self.sub_code().or(self.text_code.as_deref()));
        push(&mut members, "sub_message", self.sub_msg());
        push(&mut members, "request_id", Some(request_id));
        self.push_signed(&mut members);
        members.into_iter().collect()
    }

    /// Returns the message of the textual code, with the seconds of a ban.
    fn iop_message(&self) -> String {
        let of_code = || codes::iop::message(&self.text_code()).unwrap_or_else(|| self.msg());
        let message = self.msg.as_deref().unwrap_or_else(of_code);
        match self.ban {
            Some(seconds) => format!("{message} this ban will last {seconds} seconds"),
            None => message.to_owned(),
        }
    }

    /// Adds the text that the sandbox signed.
    fn push_signed(&self, members: &mut Vec<(&str, Value)>) {
        push(members, "sign_method", self.signed.as_ref().map(|signed| signed.sign_method));
        push(members, "string_to_sign", self.signed.as_ref().map(|signed| signed.string_to_sign.as_str()));
    }
}

/// Adds a member, if it has a text.
fn push<'n>(members: &mut Vec<(&'n str, Value)>, name: &'n str, text: Option<&str>) {
    members.extend(text.map(|text| (name, text.into())));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_protocol_writes_its_own_form() {
        let error = ErrorResponse::new(27).with_sub_code("invalid-sessionkey").with_sub_msg("unknown");
        assert_eq!(
            error.top_content("r").to_string(),
            r#"{"code":27,"msg":"Invalid Session","sub_code":"invalid-sessionkey","sub_msg":"unknown","request_id":"r"}"#
        );
        assert_eq!(
            error.iop_content("r").to_string(),
            r#"{"type":"ISV","code":"IllegalAccessToken","msg":"The specified access token is invalid or expired","sub_code":"invalid-sessionkey","sub_msg":"unknown","request_id":"r"}"#
        );
        assert_eq!(
            error.flat_content("r").to_string(),
            r#"{"type":"ISV","code":"IllegalAccessToken","message":"The specified access token is invalid or expired: unknown","request_id":"r"}"#
        );
        assert_eq!(
            error.qimen_content("r").to_string(),
            r#"{"flag":"failure","code":"27","message":"Invalid Session","sub_code":"invalid-sessionkey","sub_message":"unknown","request_id":"r"}"#
        );
    }

    #[test]
    fn bans_are_told_where_each_protocol_tells_them() {
        let ban = ErrorResponse::ban("accesscontrol.limited-by-app-api-access-count", 3);
        assert_eq!(
            ban.top_content("r").get("sub_msg").and_then(Value::as_str),
            Some("This ban will last for 3 more seconds")
        );
        let expected = "Api access frequency exceeds the limit. this ban will last 3 seconds";
        let flat = ban.flat_content("r");
        assert_eq!(flat.get("code").and_then(Value::as_str), Some("AppApiCallLimit"));
        assert_eq!(flat.get("message").and_then(Value::as_str), Some(expected));
        assert_eq!(ban.iop_content("r").get("msg").and_then(Value::as_str), Some(expected));
    }

    #[test]
    fn textual_code_of_an_api_is_the_detailed_code_on_top() {
        let error = ErrorResponse::iop("InvalidOrderId").with_msg("no such order");
        assert_eq!(
            error.top_content("r").to_string(),
            r#"{"code":15,"msg":"no such order","sub_code":"InvalidOrderId","request_id":"r"}"#
        );
        assert_eq!(
            error.flat_content("r").to_string(),
            r#"{"type":"ISV","code":"InvalidOrderId","message":"no such order","request_id":"r"}"#
        );
    }
}
