//! Signatures: expansions with equal name, members (in any order) and targets are one type.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::model::Field;

use super::tree::{Child, Member, Node};

/// Comparison key of an expansion.
#[derive(Debug, Default)]
pub(super) struct Signature {
    /// Equal for equal expansions.
    pub(super) number: usize,
    /// Levels to the enclosing objects it refers to, counted from its parent.
    pub(super) back: Vec<usize>,
}

/// Numbers of known signatures.
#[derive(Default)]
pub(super) struct Signatures(HashMap<String, usize>);

impl Signatures {
    /// Computes the signatures of an expansion and its children, innermost first.
    pub(super) fn number(&mut self, node: &mut Node) {
        for member in &mut node.members {
            if let Child::Object(inner) = &mut member.child {
                self.number(inner);
            }
        }
        let mut order: Vec<&Member> = node.members.iter().collect();
        order.sort_by(|a, b| a.field.name.cmp(&b.field.name));
        // Case is ignored: `FooDTO` and `FooDto` are one name.
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
