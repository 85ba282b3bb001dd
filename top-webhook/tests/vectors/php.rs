//! Differences of the PHP SDK from the rule of Java, which is followed.

use std::collections::BTreeSet;

use crate::{Checked, PHP, vectors};

/// Vectors in which PHP computes another signature, with the reason.
pub(crate) const DEFECTS: [(&str, &str); 11] = [
    ("form_body", "PHP signs the text of a form besides its fields"),
    ("form_body_php_sign", "the signature of PHP for such a form"),
    ("form_query_same_name", "the form wins over the URL in PHP"),
    ("sign_list_no_shim", "PHP 7 and later raise an error when the header list is present"),
    ("sign_list_hyphen", "PHP finds no header with a hyphen"),
    ("sign_list_suffix", "PHP takes any header that ends with a listed name"),
    ("sign_list_missing", "PHP leaves out a listed header that is missing; Java signs its name"),
    ("sign_list_encoded", "PHP does not decode values of headers"),
    ("query_equals", "PHP cuts a value at its second `=`; Java drops the pair"),
    ("query_dot", "PHP makes an array of a name with a dot"),
    ("unknown_content_type", "PHP takes any content type"),
];

/// The differences of the file are those of the list.
pub(crate) fn check() -> Checked {
    let differing = vectors(PHP).into_iter().filter(|vector| vector["expect"]["agree"] == false);
    let found: BTreeSet<_> = differing.map(|vector| vector["id"].as_str().unwrap().to_owned()).collect();
    let listed: BTreeSet<_> = DEFECTS.iter().map(|(id, _)| (*id).to_owned()).collect();
    if found == listed { Ok(()) } else { Err(format!("the file has {found:?}")) }
}
