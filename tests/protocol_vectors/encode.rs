//! Vectors of single values: objects and maps to JSON, scalars to parameters, dates from and to
//! text.

mod dates;
mod objects;
mod scalars;

use libtest_mimic::Trial;

use crate::check::Checked;
use crate::vector::Vector;

/// Returns one test per vector.
pub(crate) fn trials() -> Vec<Trial> {
    let vectors = Vector::all(include_str!("data/encode.json"));
    let trial = |vector: Vector| {
        let check = by_kind(&vector.kind);
        vector.trial("encode", check)
    };
    vectors.into_iter().map(trial).collect()
}

fn by_kind(kind: &str) -> fn(&Vector) -> Checked {
    match kind {
        "encode" => objects::declared,
        "encode_map" => objects::untyped,
        "scalar" => scalars::check,
        "date" => dates::check,
        other => panic!("no such kind: {other}"),
    }
}
