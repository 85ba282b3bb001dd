//! The platform's codes and what it says with them, from its pages on error codes.

/// Every code with a message of its own.
const MESSAGES: [(u32, &str); 34] = [
    (3, "Upload Fail"),
    (4, "User Call Limited"),
    (5, "Session Call Limited"),
    (6, "Partner Call Limited"),
    (7, "App Call Limited"),
    (8, "App Call Exceeds Limited Frequency"),
    (9, "Http Action Not Allowed"),
    (10, "Service Currently Unavailable"),
    (11, "Insufficient ISV Permissions"),
    (12, "Insufficient User Permissions"),
    (13, "Insufficient Partner Permissions"),
    (15, "Remote Service Error"),
    (21, "Missing Method"),
    (22, "Invalid Method"),
    (23, "Invalid Format"),
    (24, "Missing Signature"),
    (25, "Invalid Signature"),
    (26, "Missing Session"),
    (27, "Invalid Session"),
    (28, "Missing App Key"),
    (29, "Invalid App Key"),
    (30, "Missing Timestamp"),
    (31, "Invalid Timestamp"),
    (32, "Missing Version"),
    (33, "Invalid Version"),
    (34, "Unsupported Version"),
    (40, "Missing Required Arguments"),
    (41, "Invalid Arguments"),
    (42, "Forbidden Request"),
    (43, "Parameter Error"),
    (44, "Invalid Access Token"),
    (47, "Invalid Encoding"),
    (53, "Insufficient security level of the session"),
    (88, "auth check error"),
];

/// What the platform says with a code. Codes of the APIs themselves (50, and from 100 on) share one message.
pub(super) fn message(code: u32) -> &'static str {
    MESSAGES.iter().find(|(known, _)| *known == code).map_or("Remote service error", |(_, message)| message)
}

/// Every code with a message of its own.
pub(super) fn all() -> impl Iterator<Item = u32> {
    MESSAGES.iter().map(|(code, _)| *code)
}
