//! What the platform's APIs look like: how many members a struct has, and of which kinds.
//!
//! The figures are those of a sample of its catalogue. With them drawn APIs have as many members, structs and levels as real ones,
//! of which some are far larger than most: 9 members in a request and 13 in a reply in the middle, more than 170 at the upper end.

/// Which half of an API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What is sent.
    Request,
    /// What comes back.
    Reply,
}

/// What one member, or one element of a list, is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, and what is written as text.
    Text,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Bool,
    /// A moment.
    Date,
    /// An amount of money as text.
    Price,
    /// A struct of its own.
    Object,
}

/// The shapes of the structs that stand on one level of an API.
#[derive(Debug)]
pub struct Level {
    /// How many members they have: the least, then every twentieth of them by size, then the most.
    pub members: [u32; 21],
    /// How many of 1,000 members are of a kind, and whether as a list.
    pub kinds: [(Kind, bool, u32); 9],
}

/// Below this the platform has no structs.
pub const DEEPEST: usize = 6;

/// The level at this depth, from 0.
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

/// The root of a reply: mostly one struct.
static ROOT: Level = Level {
    members: [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 3, 4, 35],
    kinds: kinds([311, 122, 103, 6, 2, 15, 1, 379, 61]),
};

/// What that holds: the verdict and the data.
static RESULT: Level = Level {
    members: [1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 6, 8, 14, 72],
    kinds: kinds([480, 223, 132, 37, 1, 8, 0, 65, 54]),
};

/// The data.
static RECEIVED: Level = Level {
    members: [1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 8, 10, 13, 18, 27, 60],
    kinds: kinds([622, 220, 22, 42, 15, 10, 2, 26, 41]),
};

/// The kinds by their shares.
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
