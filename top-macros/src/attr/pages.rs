//! `pages(..)` in `#[top_api(..)]`.

use syn::parse::ParseStream;
use syn::{Error, Ident, Result, Token, Type};

use crate::attr::key::Key;
use crate::attr::keys;

/// The keys of `pages(..)`: names of fields.
#[derive(Default)]
pub(crate) struct Pages {
    /// Field of the request with the number of the page.
    pub(crate) number: Option<Ident>,
    pub(crate) size: Option<Ident>,
    pub(crate) cursor: Option<Ident>,
    /// Field of the response that tells whether there is another page.
    pub(crate) more: Option<Ident>,
    pub(crate) total: Option<Ident>,
    pub(crate) next: Option<Ident>,
    /// The list of the response, and the type of its elements.
    pub(crate) items: Option<(Ident, Type)>,
}

impl Pages {
    /// Parses the keys between the parentheses. All mistakes are reported together.
    pub(super) fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut pages = Self::default();
        let mut mistakes: Option<Error> = None;
        while !input.is_empty() {
            if let Err(mistake) = pages.parse_entry(input) {
                match &mut mistakes {
                    Some(mistakes) => mistakes.combine(mistake),
                    None => mistakes = Some(mistake),
                }
                super::skip_entry(input);
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        mistakes.map_or(Ok(pages), Err)
    }

    fn parse_entry(&mut self, input: ParseStream<'_>) -> Result<()> {
        let key = Key::parse(input, &keys::PAGES)?;
        let slot = match key.ident.to_string().as_str() {
            "number" => &mut self.number,
            "size" => &mut self.size,
            "cursor" => &mut self.cursor,
            "more" => &mut self.more,
            "total" => &mut self.total,
            "next" => &mut self.next,
            _ => {
                let is_first = self.items.is_none();
                self.items = Some(key.typed_field(input)?);
                return if is_first { Ok(()) } else { Err(duplicate(&key)) };
            }
        };
        let is_first = slot.is_none();
        *slot = Some(key.field(input)?);
        if is_first { Ok(()) } else { Err(duplicate(&key)) }
    }

    /// Returns the fields of the request, with their keys.
    pub(crate) fn of_request(&self) -> impl Iterator<Item = &Ident> {
        [&self.number, &self.size, &self.cursor].into_iter().flatten()
    }
}

fn duplicate(key: &Key) -> Error {
    Error::new_spanned(&key.ident, format!("duplicate key `{}` in `pages`", key.ident))
}
