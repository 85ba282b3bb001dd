//! Generated code of arbitrary APIs is valid Rust without duplicate names.

use std::collections::HashSet;

use proptest::prelude::{ProptestConfig, proptest};
use syn::{Fields, Item};
use top_codegen::{Options, write};

use crate::arbitrary;

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_code_is_valid_rust_without_duplicate_names(api in arbitrary::api()) {
        let code = write(&api, &Options::default()).code;
        let file = syn::parse_file(&code).unwrap_or_else(|error| panic!("{error}\n{code}"));
        let mut items = HashSet::new();
        for item in &file.items {
            let (name, members) = match item {
                Item::Struct(item) => (&item.ident, names(&item.fields)),
                Item::Enum(item) => (&item.ident, item.variants.iter().map(|variant| variant.ident.to_string()).collect()),
                Item::Use(_) | Item::Mod(_) => continue,
                _ => panic!("an item of another kind\n{code}"),
            };
            assert!(items.insert(name.to_string().to_ascii_lowercase()), "{name} stands twice\n{code}");
            let mut seen = HashSet::new();
            for member in members {
                assert!(!member.contains("__"), "{name} has {member}, which is no snake_case\n{code}");
                assert!(seen.insert(member.clone()), "{name} has {member} twice\n{code}");
            }
        }
    }
}

fn names(fields: &Fields) -> Vec<String> {
    fields.iter().filter_map(|field| field.ident.as_ref()).map(ToString::to_string).collect()
}
