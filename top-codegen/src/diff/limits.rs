//! Comparison of limits: only tighter limits of requests are breaking.

use super::{Change, Effect, Side};
use crate::model::Limits;

pub(super) fn compare(side: Side, path: &str, old: &Limits, new: &Limits, changes: &mut Vec<Change>) {
    let mut limit = |what, before: Option<i128>, after: Option<i128>, tighter: fn(i128, i128) -> bool| {
        if before == after {
            return;
        }
        let tightened = after.is_some_and(|after| before.is_none_or(|before| tighter(after, before)));
        let breaks = tightened && side == Side::Request;
        let effect = if breaks { Effect::Breaking } else { Effect::Compatible };
        changes.push(Change::new(effect, side, path, what, text(before), text(after)));
    };
    let (lower, higher) = (|after, before| after < before, |after, before| after > before);
    limit("max_len", old.max_len.map(i128::from), new.max_len.map(i128::from), lower);
    limit("max_items", old.max_items.map(i128::from), new.max_items.map(i128::from), lower);
    limit("min", old.min.map(i128::from), new.min.map(i128::from), higher);
    limit("max", old.max.map(i128::from), new.max.map(i128::from), lower);
}

fn text(limit: Option<i128>) -> String {
    limit.map(|limit| limit.to_string()).unwrap_or_default()
}
