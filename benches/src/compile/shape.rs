//! Statistics of the platform's APIs: the number of members of a struct, and their kinds.
//!
//! The figures are from a sample of its catalogue. Drawn APIs therefore have as many members,
//! structs and levels as real ones. The median is 9 members in a request and 13 in a reply; the
//! largest have more than 170.

/// Half of an API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The request.
    Request,
    /// The response.
    Reply,
}

/// Kind of a member, or of the elements of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Bool,
    /// A date and time.
    Date,
    /// An amount of money as text.
    Price,
    /// A struct.
    Object,
}

/// Statistics of the structs at one level of an API.
#[derive(Debug)]
pub struct Level {
    /// Number of members: the minimum, the 5 % quantiles, the maximum.
    pub members: [u32; 21],
    /// Kind, whether it is a list, and its share of 1,000 members.
    pub kinds: [(Kind, bool, u32); 9],
}

/// Maximum depth of structs on the platform.
pub const DEEPEST: usize = 6;

/// Returns the level at a depth, which starts at 0.
#[must_use]
pub const fn level(side: Side, depth: usize) -> &'static Level {
    match (side, depth) {
        (Side::Request, 0) => &REQUEST,
        (Side::Request, _) => &SENT,
        (Side::Reply, 0) => &ROOT,
        (Side::Reply, 1) => &RESULT,
        (Side::Reply, _) => &RECEIVED,
    }
}

/// The parameters of a request.
static REQUEST: Level = Level {
    members: [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 5, 6, 10, 63],
    kinds: kinds([500, 250, 14, 28, 2, 17, 12, 163, 14]),
};

/// The structs in a request.
static SENT: Level = Level {
    members: [1, 1, 1, 2, 2, 2, 2, 3, 4, 4, 4, 5, 5, 6, 7, 8, 9, 10, 13, 20, 60],
    kinds: kinds([638, 210, 20, 26, 0, 23, 11, 30, 42]),
};

/// The root of a reply, in most cases one struct.
static ROOT: Level = Level {
    members: [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 3, 4, 35],
    kinds: kinds([311, 122, 103, 6, 2, 15, 1, 379, 61]),
};

/// The struct in the root: the outcome and the data.
static RESULT: Level = Level {
    members: [1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 6, 8, 14, 72],
    kinds: kinds([480, 223, 132, 37, 1, 8, 0, 65, 54]),
};

/// The data.
static RECEIVED: Level = Level {
    members: [1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 8, 10, 13, 18, 27, 60],
    kinds: kinds([622, 220, 22, 42, 15, 10, 2, 26, 41]),
};

/// Assigns the shares to the kinds.
const fn kinds(share: [u32; 9]) -> [(Kind, bool, u32); 9] {
    let [text, number, bool, date, price, texts, numbers, object, objects] = share;
    [
        (Kind::Text, false, text),
        (Kind::Number, false, number),
        (Kind::Bool, false, bool),
        (Kind::Date, false, date),
        (Kind::Price, false, price),
        (Kind::Text, true, texts),
        (Kind::Number, true, numbers),
        (Kind::Object, false, object),
        (Kind::Object, true, objects),
    ]
}
