//! Intended differences: requests that the client refuses and the SDK sends.

use super::apis::prepare;
use crate::check::{Checked, same};
use crate::vector::Vector;

/// A difference, and a test of the client's behaviour.
pub(super) struct Difference {
    pub(super) vector: &'static str,
    pub(super) why: &'static str,
    pub(super) ours: fn(&Vector) -> Checked,
}

/// Vectors that the SDK sends and the client does not.
pub(super) const DIFFERENCES: &[Difference] = &[
    Difference {
        vector: "blank_required_fullwidth_space_ok",
        why: "the SDK's check takes a full-width space for a value, and then leaves the parameter out; we refuse it",
        ours: |vector| {
            refused(vector, &["`zz_required`: expected a value: it is required, found blank text"])
        },
    },
    Difference {
        vector: "required_object_not_checked",
        why: "the SDK checks no object; a required one that is missing is none of our type",
        ours: |vector| refused(vector, &["`param_query_appeal_d_o`: expected a value, found nothing"]),
    },
    Difference {
        vector: "required_nested_not_checked",
        why: "the SDK checks nothing inside an object; what the page requires there has a type without a missing value",
        ours: |vector| refused(vector, &["`req.result`: expected a value, found nothing"]),
    },
    Difference {
        vector: "maxlist_trailing_commas",
        why: "the SDK does not count the empty items at the end, and sends them; ours are elements like any other",
        ours: |vector| {
            let blank =
                |at: usize| format!("`str_list[{at}]`: expected text that is not blank, found blank text");
            let mut all = vec!["`str_list`: expected at most 3 elements, found 6".to_owned()];
            all.extend((3..6).map(blank));
            refused(vector, &all)
        },
    },
    Difference {
        vector: "check_disabled",
        why: "rules can be switched off, types cannot: a number that is no `Option` always has a value",
        ours: |vector| refused(vector, &["`aa_required`: expected a value, found nothing"]),
    },
];

/// Asserts the texts of the issues.
fn refused<T: AsRef<str>>(vector: &Vector, expected: &[T]) -> Checked {
    match prepare(&vector.input) {
        Ok(_) => Err("it is not refused".to_owned()),
        Err(issues) => {
            let texts: Vec<_> = issues.iter().map(ToString::to_string).collect();
            same("issues", texts, expected.iter().map(|text| text.as_ref().to_owned()).collect())
        }
    }
}
