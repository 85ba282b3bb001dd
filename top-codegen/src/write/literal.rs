//! Literals of generated code.

/// Returns the literal of an integer, digits grouped by three: `1_563_260_220_270`.
pub(super) fn integer_literal(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && digits.len() > 4 && (digits.len() - at).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    if number < 0 { format!("-{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::integer_literal;

    #[test]
    fn digits_are_grouped_from_five_digits_on() {
        assert_eq!(integer_literal(1_000), "1000");
        assert_eq!(integer_literal(-12_345), "-12_345");
    }
}
