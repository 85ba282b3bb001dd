//! Searches the mistakes that lead to the signature of a request.

use super::mistake::Mistake;
use super::plan::Plan;

/// Maximum of bytes that a search signs: about a second.
const MAX_BYTES: usize = 256 << 20;

/// The signature of a request, in the forms that programs give it.
pub(super) struct Given {
    digest: Vec<u8>,
    from_base64: Vec<u8>,
    pub(super) is_upper: bool,
}

/// How a signature that matches was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    Upper,
    Lower,
    Base64,
    /// The 16 digits in the middle of an MD5.
    Middle,
}

impl Given {
    pub(super) fn new(sign: &str) -> Self {
        let sign = sign.trim();
        let base64 = sign.replace(' ', "+");
        Self {
            digest: base16ct::mixed::decode_vec(sign).unwrap_or_default(),
            from_base64: <base64ct::Base64 as base64ct::Encoding>::decode_vec(&base64).unwrap_or_default(),
            is_upper: !sign.contains(|char: char| char.is_ascii_lowercase()),
        }
    }

    fn spelling_of(&self, digest: &[u8]) -> Option<Spelling> {
        if digest.is_empty() {
            None
        } else if self.digest == digest {
            Some(if self.is_upper { Spelling::Upper } else { Spelling::Lower })
        } else if self.from_base64 == digest {
            Some(Spelling::Base64)
        } else if self.digest.len() == 8 && digest.get(4..12) == Some(&self.digest) {
            Some(Spelling::Middle)
        } else {
            None
        }
    }
}

/// The result of a search.
pub(super) struct Found<'m> {
    pub(super) mistakes: Vec<&'m Mistake>,
    pub(super) spelling: Spelling,
}

struct Search<'s> {
    given: &'s Given,
    secret: &'s str,
    left: usize,
}

/// Finds a smallest set of mistakes that leads to a signature: any one, two of which one is common,
/// three common ones, or up to five of those that make up a wrong recipe.
pub(super) fn search<'m>(
    plan: &Plan<'_>,
    secret: &str,
    given: &Given,
    candidates: &'m [Mistake],
) -> Option<Found<'m>> {
    let mut search = Search { given, secret, left: MAX_BYTES };
    if let Some(spelling) = search.compare(plan) {
        return Some(Found { mistakes: Vec::new(), spelling });
    }
    let common: Vec<&Mistake> = candidates.iter().filter(|mistake| mistake.is_common()).collect();
    let recipe: Vec<&Mistake> = candidates.iter().filter(|mistake| mistake.is_recipe()).collect();
    let all: Vec<&Mistake> = candidates.iter().take(2_500).collect();
    search
        .sets(plan, &all, &all, 1)
        .or_else(|| search.sets(plan, &all, &common, 2))
        .or_else(|| search.sets(plan, &common, &common, 3))
        .or_else(|| search.sets(plan, &recipe, &recipe, 4))
        .or_else(|| search.sets(plan, &recipe, &recipe, 5))
}

impl Search<'_> {
    /// Tries each set of a size: its first mistake is of `first`, the others are of `others`.
    fn sets<'m>(
        &mut self,
        plan: &Plan<'_>,
        first: &[&'m Mistake],
        others: &[&'m Mistake],
        size: usize,
    ) -> Option<Found<'m>> {
        for (index, mistake) in first.iter().enumerate() {
            if self.left == 0 {
                return None;
            }
            let mut changed = plan.clone();
            mistake.apply(&mut changed);
            if size == 1 {
                if let Some(spelling) = self.compare(&changed) {
                    return Some(Found { mistakes: vec![*mistake], spelling });
                }
                continue;
            }
            // Sets are unordered: within one list, later mistakes only.
            let start = if std::ptr::eq(first, others) { index + 1 } else { 0 };
            let rest: Vec<&'m Mistake> =
                others[start..].iter().copied().filter(|other| !mistake.excludes(other)).collect();
            if let Some(mut found) = self.sets(&changed, &rest, &rest, size - 1) {
                found.mistakes.insert(0, *mistake);
                return Some(found);
            }
        }
        None
    }

    fn compare(&mut self, plan: &Plan<'_>) -> Option<Spelling> {
        let text = plan.text();
        self.left = self.left.saturating_sub(text.len() + 256);
        self.given.spelling_of(&plan.digest(&text, self.secret))
    }
}
