//! Bullets before the cells of nested rows.

use super::super::cell::{is_scalar, requiredness};
use super::super::limits;
use super::unmark;
use crate::model::Limits;

/// The bullet of the platform's own pages.
const USUAL: char = '•';

/// Bullets that never start a text, so that no blank is needed after them.
const DOTS: [char; 10] = ['•', '·', '∙', '●', '○', '◦', '▪', '■', '□', '‣'];

/// A list bullet inserted by a browser or an editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bullet {
    Sign(char),
    /// `1.`, `2)`: a number that differs in each line.
    Number,
}

impl Bullet {
    /// Finds the bullets of a page: signs before leaf marks, or, without marks, signs before text
    /// that can only be a cell.
    pub(super) fn of(lines: &[&str]) -> Vec<Self> {
        let mut bullets = vec![Self::Sign(USUAL)];
        let before = |is_cell: fn(&str) -> bool| {
            lines.iter().filter_map(|line| Self::start(line)).filter(move |(_, rest)| is_cell(rest))
        };
        let mut add = |bullet| {
            if !bullets.contains(&bullet) {
                bullets.push(bullet);
            }
        };
        before(|rest| unmark(rest).is_some()).for_each(|(bullet, _)| add(bullet));
        let is_marked = lines.iter().any(|line| line.contains(super::LEAF_MARKS));
        if !is_marked {
            let is_cell = |rest: &str| {
                requiredness(rest).is_some() || is_scalar(rest) || limits::read(rest, &mut Limits::default())
            };
            before(is_cell).for_each(|(bullet, _)| add(bullet));
        }
        bullets
    }

    /// Returns the text after this bullet.
    pub(super) fn text_after(self, line: &str) -> Option<&str> {
        match self {
            Self::Sign(sign) => {
                let rest = line.strip_prefix(sign)?;
                let is_apart =
                    rest.is_empty() || rest.starts_with(char::is_whitespace) || unmark(rest).is_some();
                (is_apart || DOTS.contains(&sign)).then(|| rest.trim())
            }
            Self::Number => number(line),
        }
    }

    /// Splits off a possible bullet.
    fn start(line: &str) -> Option<(Self, &str)> {
        let line = line.trim();
        if let Some(rest) = number(line) {
            return Some((Self::Number, rest));
        }
        let mut chars = line.chars();
        let sign = chars.next()?;
        let rest = chars.as_str();
        // The letter `o` is a circle that lost its font.
        let may_be = (!sign.is_alphanumeric() && sign != '|' && !super::LEAF_MARKS.contains(&sign))
            || (sign == 'o' && rest.starts_with(char::is_whitespace));
        may_be.then(|| (Self::Sign(sign), rest.trim()))
    }
}

/// Returns the text after a number and its point or bracket.
fn number(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(|char: char| char.is_ascii_digit());
    let digits = line.len() - rest.len();
    let rest = rest.strip_prefix(['.', ')', '、'])?;
    ((1..=4).contains(&digits) && (rest.is_empty() || rest.starts_with(char::is_whitespace)))
        .then(|| rest.trim())
}
