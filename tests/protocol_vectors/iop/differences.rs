//! Intended differences from the requests of the SDK of IOP.

use super::Difference;

const REFUSED_NAME: &str =
    "a parameter with the name of a system parameter is sent twice by the SDK; we refuse it";

const PATH_OF_THE_CALLER: &str = "the SDK repairs or keeps slashes; we refuse a path that is none, as a misspelt path \
                                  would be signed";

const SECRET: &str = "a secret with a blank is a copy with too much; we refuse it";

const PROTOCOL: &str = "the SDK signs by the protocol that its caller selects, and has another default for each kind of \
                        request; the form of the name decides ours";

const OBJECT: &str = "the SDK writes `/` as `\\/`, and JSON that is not valid for some of its types";

const ENCODED: &str = "the SDK puts plain values into the URL, where `?`, `#` and blanks change it; we encode them, and \
                       sign the same text";

pub(crate) const REQUESTS: &[Difference] = &[
    (
        "iop_sig_top_sort_capitals_underscore_digits",
        "one name is `Sign`, which a gateway may take for `sign`; we refuse it",
    ),
    ("iop_sig_top_secret_nonascii", SECRET),
    ("iop_sig_top_secret_with_blanks", SECRET),
    ("iop_req_gop_file_invalid", "the SDK refuses the file"),
    ("iop_req_top_default_overload_untyped", PROTOCOL),
    ("iop_req_typed_token_create_default_overload", PROTOCOL),
    ("iop_req_typed_list_of_string", OBJECT),
    ("iop_req_typed_object_only_before_class", OBJECT),
    ("iop_req_typed_nested_object", OBJECT),
    (
        "iop_req_typed_hsf_method_becomes_get",
        "a definition names the method `HSF`, which the SDK sends as GET",
    ),
    (
        "iop_req_url_with_rest_suffix",
        "the SDK doubles `/rest`; documents write the address with it, so we accept both",
    ),
    ("iop_req_gop_path_chinese", ENCODED),
    ("iop_req_rest_variable_blank_inside", ENCODED),
    ("iop_req_rest_variable_question_mark", ENCODED),
    ("iop_req_rest_variable_hash", ENCODED),
    ("iop_req_top_method_special", "a name with blanks and `&` is none; we refuse it"),
    ("iop_req_top_business_overrides_public", REFUSED_NAME),
    ("iop_req_top_get_business_overrides_public", REFUSED_NAME),
    ("iop_sig_top_business_overrides_public", REFUSED_NAME),
    ("iop_sig_top_business_sign_param", REFUSED_NAME),
    (
        "iop_sig_top_simplify_other_text",
        "`simplify` is a setting of the client, so it has no other text than `true` and `false`",
    ),
    ("iop_sig_top_sign_method_long_name", "the sign method has two names; we send the documented one"),
    (
        "iop_sig_gop_sign_method_hmac_sha256_dashed",
        "the SDK refuses TOP's name of its own method; ours is an enum",
    ),
    (
        "iop_sig_top_numbers_as_text",
        "texts of Java's types; a caller of ours passes texts, integers or decimals",
    ),
    (
        "iop_sig_top_name_with_slash",
        "the SDK calls a path by the protocol of names if it is told to; the form of a name decides ours",
    ),
    ("iop_sig_gop_no_leading_slash", PATH_OF_THE_CALLER),
    ("iop_sig_gop_trailing_slash", PATH_OF_THE_CALLER),
    ("iop_sig_rest_double_and_trailing_slashes", PATH_OF_THE_CALLER),
    ("iop_sig_rest_no_leading_slash", PATH_OF_THE_CALLER),
    (
        "iop_sig_rest_variable_missing",
        "the SDK sends the four letters `null` for a variable; ours needs a value",
    ),
    ("iop_sig_top_token_blank", "the SDK leaves a blank token out; we refuse it"),
    ("iop_sig_top_timestamp_zero", "a clock that shows 1970 is wrong; the time has 13 digits always"),
    (
        "iop_sig_top_name_with_blank_key",
        "the SDK drops a blank name and keeps blanks around one; we refuse both",
    ),
];
