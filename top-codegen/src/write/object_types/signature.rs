//! What makes two expansions one shape: name, members in any order, and what they lead to.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::model::Field;

use super::tree::{Child, Member, Node};

/// What an expansion is compared by.
#[derive(Debug, Default)]
pub(super) struct Signature {
    /// The same for expansions that say the same.
    pub(super) number: usize,
    /// The steps to the objects outside of it that it leads to, counted from the one around it.
    pub(super) back: Vec<usize>,
}

/// The numbers of the signatures so far.
#[derive(Default)]
pub(super) struct Signatures(HashMap<String, usize>);

impl Signatures {
    /// Gives an expansion and all in it their signatures, from the inside to the outside: each is written once.
    pub(super) fn number(&mut self, node: &mut Node) {
        for member in &mut node.members {
            if let Child::Object(inner) = &mut member.child {
                self.number(inner);
            }
        }
        let mut order: Vec<&Member> = node.members.iter().collect();
        order.sort_by(|a, b| a.field.name.cmp(&b.field.name));
        // Names that differ in letter case alone are one name: nobody tells `FooDTO` from `FooDto`.
        let mut text = node.name.to_ascii_lowercase() + "{";
        let mut back = Vec::new();
        for member in order {
            let Field { name, ty, required, limits, .. } = &member.field;
            let _ = write!(text, "{name}:{}:{required}:{limits:?}", ty.spelled());
            match &member.child {
                Child::Scalar => {}
                Child::Object(inner) => {
                    let _ = write!(text, "#{}", inner.signature.number);
                    back.extend(inner.signature.back.iter().filter_map(|steps| steps.checked_sub(1)));
                }
                Child::Enclosing(steps) => {
                    let _ = write!(text, "^{steps}");
                    back.extend(steps.checked_sub(1));
                }
            }
            text.push(',');
        }
        let next = self.0.len();
        let number = *self.0.entry(text).or_insert(next);
        node.signature = Signature { number, back };
    }
}
