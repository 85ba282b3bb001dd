//! Draws APIs with the statistics of the platform, reproducibly.

use fastrand::Rng;

use super::shape::{DEEPEST, Kind, Level, Side, level};

/// Seed of the draw. Any constant works.
const SEED: u64 = 20_251_117;

/// APIs in one package of the platform.
pub const IN_PACKAGE: usize = 17;

/// An API.
#[derive(Debug)]
pub struct Api {
    /// Method name on the platform.
    pub method: String,
    /// Name of its Rust module.
    pub module: String,
    /// Whether it requires a session.
    pub session: bool,
    /// The request.
    pub request: Object,
    /// The response.
    pub reply: Object,
}

/// A struct.
#[derive(Debug)]
pub struct Object {
    /// Name, unique in the API.
    pub name: String,
    /// Members.
    pub members: Vec<Member>,
}

/// A member of a struct.
#[derive(Debug)]
pub struct Member {
    /// Name of the Rust field.
    pub name: String,
    /// Wire name, if it differs.
    pub wire: Option<String>,
    /// Kind of the member or of its elements.
    pub kind: Kind,
    /// The struct, for the kind `Object`.
    pub object: Option<Object>,
    /// Whether it is a list.
    pub list: bool,
    /// Whether it is required.
    pub required: bool,
    /// Maximum length.
    pub limit: Option<u32>,
    /// Role in the outcome of the business call.
    pub role: Option<&'static str>,
}

/// Draws `count` APIs. A smaller catalogue is a prefix of a larger one.
#[must_use]
pub fn draw(count: usize) -> Vec<Api> {
    (0..count).map(|at| Draw::new(at).api(at)).collect()
}

const WORDS: [&str; 48] = [
    "account", "address", "amount", "area", "batch", "brand", "buyer", "card", "category", "channel", "city",
    "code", "count", "coupon", "create", "data", "delivery", "device", "end", "ext", "fee", "goods", "group",
    "info", "item", "level", "list", "mobile", "name", "nick", "num", "operator", "order", "out", "pay",
    "price", "refund", "remark", "seller", "shop", "sku", "source", "start", "status", "store", "title",
    "trade", "user",
];

struct Draw {
    random: Rng,
    structs: usize,
}

impl Draw {
    /// Creates the random numbers of one API, independent of the other APIs.
    fn new(at: usize) -> Self {
        Self { random: Rng::with_seed(SEED ^ at as u64), structs: 0 }
    }

    fn api(&mut self, at: usize) -> Api {
        let words = [self.word(), self.word(), self.word()];
        Api {
            method: format!("taobao.p{}.{}.a{at}", at / IN_PACKAGE, words.join(".")),
            module: format!("{}_a{at}", words.join("_")),
            session: self.random.bool(),
            request: self.object(Side::Request, 0),
            reply: self.object(Side::Reply, 0),
        }
    }

    fn word(&mut self) -> &'static str {
        self.random.choice(WORDS).unwrap_or_default()
    }

    /// Returns true with a probability in thousandths.
    fn happens(&mut self, times: u32) -> bool {
        self.random.u32(0..1000) < times
    }

    fn object(&mut self, side: Side, depth: usize) -> Object {
        self.structs += 1;
        let name = match (side, depth) {
            (Side::Request, 0) => "Request".to_owned(),
            (Side::Reply, 0) => "Reply".to_owned(),
            _ => format!("{}{}{}", capital(self.word()), capital(self.word()), self.structs),
        };
        let level = level(side, depth);
        let mut members: Vec<_> =
            (0..self.count(level)).map(|at| self.member(level, side, depth, at)).collect();
        if side == Side::Reply && depth < 2 {
            self.mark(&mut members, depth);
        }
        Object { name, members }
    }

    /// Draws a number of members between two quantiles; in the last, wide one, mostly near its
    /// lower end.
    fn count(&mut self, level: &Level) -> u32 {
        let part = self.random.usize(0..20);
        let (from, to) = (level.members[part], level.members[part + 1]);
        if part < 19 {
            return self.random.u32(from..=to);
        }
        let share = self.random.u32(0..=100).pow(4);
        from + (to - from) * (share / 10_000) / 10_000
    }

    fn member(&mut self, level: &Level, side: Side, depth: usize, at: u32) -> Member {
        let (kind, list) = self.kind(level, depth);
        let name = format!("{}_{}_{at}", self.word(), self.word());
        let wire = self.happens(20).then(|| name.replace('_', "X"));
        let object = (kind == Kind::Object).then(|| self.object(side, depth + 1));
        let sent = side == Side::Request;
        // Moments and money have no value to begin with.
        let required = sent
            && !matches!(kind, Kind::Date | Kind::Price)
            && self.happens(if depth == 0 { 480 } else { 270 });
        let limited = sent && ((list && depth == 0) || (kind == Kind::Text && self.happens(40)));
        let limit = limited.then(|| self.random.u32(1..500));
        Member { name, wire, kind, object, list, required, limit, role: None }
    }

    fn kind(&mut self, level: &Level, depth: usize) -> (Kind, bool) {
        let mut rest = self.random.u32(0..level.kinds.iter().map(|kind| kind.2).sum());
        for (kind, list, share) in level.kinds {
            if rest < share {
                let is_too_deep = kind == Kind::Object && depth == DEEPEST;
                return if is_too_deep { (Kind::Text, false) } else { (kind, list) };
            }
            rest -= share;
        }
        (Kind::Text, false)
    }

    /// Half of the replies contain the outcome of the business call, mostly in the struct of their
    /// root.
    fn mark(&mut self, members: &mut [Member], depth: usize) {
        if depth == 0 {
            let inner = members.iter_mut().find(|member| {
                let object = member.object.as_ref().filter(|_| !member.list);
                object.is_some_and(|object| object.members.iter().any(|member| member.role.is_some()))
            });
            if let Some(inner) = inner {
                inner.role = Some("outcome");
            }
            return;
        }
        let flag = self.happens(480).then_some((Kind::Bool, "success"));
        let code = self.happens(560).then_some((Kind::Text, "error_code"));
        for (kind, role) in flag.into_iter().chain(code) {
            let fits = |member: &&mut Member| member.kind == kind && !member.list && member.role.is_none();
            if let Some(member) = members.iter_mut().find(fits) {
                member.role = Some(role);
            }
        }
    }
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(object: &Object) -> (usize, usize) {
        let inner = object.members.iter().filter_map(|member| member.object.as_ref()).map(size);
        inner.fold((object.members.len(), 1), |all, one| (all.0 + one.0, all.1 + one.1))
    }

    /// The catalogue has 21.1 members and 2.5 structs for each API, not counting request and
    /// response.
    #[test]
    fn drawn_apis_have_the_size_distribution_of_real_ones() {
        let apis = draw(1000);
        let sizes = apis.iter().flat_map(|api| [size(&api.request), size(&api.reply)]);
        let (members, structs) = sizes.fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1 - 1));
        assert!((19_000..23_000).contains(&members), "{members} members");
        assert!((2_200..3_000).contains(&structs), "{structs} structs");
    }

    #[test]
    fn a_smaller_catalogue_is_a_prefix_of_a_larger_one() {
        let (few, more) = (draw(3), draw(5));
        assert_eq!(format!("{few:?}"), format!("{:?}", &more[..3]));
    }
}
