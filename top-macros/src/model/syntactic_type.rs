//! Classification of types by their tokens.
//!
//! Used for early diagnostics and for `build`. Encoding and decoding never depend on it, so an
//! alias, or a user's type called `String`, can at worst skip a check or change a parameter of
//! `new`.

use syn::{GenericArgument, Ident, Path, PathArguments, Type};

/// A type as far as its tokens tell.
#[derive(Clone, Copy)]
pub(crate) enum SyntacticType<'a> {
    Text,
    Bool,
    Integer(Integer),
    Float,
    Optional(&'a Type),
    List(&'a Type),
    Map(&'a Type),
    Boxed(&'a Type),
    /// Any other type, or an alias.
    Unknown,
}

/// A primitive integer type.
#[derive(Clone, Copy)]
pub(crate) struct Integer {
    pub(crate) name: &'static str,
    pub(crate) min: i128,
    pub(crate) max: i128,
}

/// The primitive integer types. `range` accepts bounds up to `i128`, so larger ones are clamped.
const INTEGERS: [Integer; 12] = [
    Integer { name: "i8", min: i8::MIN as i128, max: i8::MAX as i128 },
    Integer { name: "i16", min: i16::MIN as i128, max: i16::MAX as i128 },
    Integer { name: "i32", min: i32::MIN as i128, max: i32::MAX as i128 },
    Integer { name: "i64", min: i64::MIN as i128, max: i64::MAX as i128 },
    Integer { name: "i128", min: i128::MIN, max: i128::MAX },
    Integer { name: "isize", min: i64::MIN as i128, max: i64::MAX as i128 },
    Integer { name: "u8", min: 0, max: u8::MAX as i128 },
    Integer { name: "u16", min: 0, max: u16::MAX as i128 },
    Integer { name: "u32", min: 0, max: u32::MAX as i128 },
    Integer { name: "u64", min: 0, max: u64::MAX as i128 },
    Integer { name: "u128", min: 0, max: i128::MAX },
    Integer { name: "usize", min: 0, max: u64::MAX as i128 },
];

/// Modules of the recognized standard types, for full paths.
const MODULES: [(&str, &str); 6] = [
    ("borrow", "Cow"),
    ("boxed", "Box"),
    ("collections", "BTreeMap"),
    ("option", "Option"),
    ("string", "String"),
    ("vec", "Vec"),
];

impl<'a> SyntacticType<'a> {
    pub(crate) fn of(ty: &'a Type) -> Self {
        match ty {
            Type::Group(group) => Self::of(&group.elem),
            Type::Paren(paren) => Self::of(&paren.elem),
            Type::Reference(reference) => Self::of(&reference.elem),
            Type::Slice(slice) => Self::List(&slice.elem),
            Type::Array(array) if is_byte(&array.elem) => Self::List(&array.elem),
            Type::Path(path) if path.qself.is_none() => Self::of_path(&path.path),
            _ => Self::Unknown,
        }
    }

    fn of_path(path: &'a Path) -> Self {
        let Some(name) = standard_name(path) else {
            return Self::Unknown;
        };
        let name = name.to_string();
        if let Some(integer) = INTEGERS.iter().find(|integer| integer.name == name) {
            return Self::Integer(*integer);
        }
        match (name.as_str(), last_argument(path)) {
            ("String" | "str", None) => Self::Text,
            ("bool", None) => Self::Bool,
            ("f32" | "f64", None) => Self::Float,
            ("Cow", Some(owned)) => Self::of(owned),
            ("Option", Some(inner)) => Self::Optional(inner),
            ("Vec", Some(item)) => Self::List(item),
            ("BTreeMap", Some(value)) if has_text_keys(path) => Self::Map(value),
            ("Box", Some(inner)) => Self::Boxed(inner),
            _ => Self::Unknown,
        }
    }

    /// Returns the type inside of all `Option` and `Box` layers.
    pub(crate) fn content(self) -> Self {
        match self {
            Self::Optional(inner) | Self::Boxed(inner) => Self::of(inner).content(),
            _ => self,
        }
    }

    /// Returns `true` if this is or contains an unrecognized type, which may be the user's.
    pub(crate) fn contains_unknown(self) -> bool {
        match self {
            Self::Optional(inner) | Self::List(inner) | Self::Map(inner) | Self::Boxed(inner) => {
                Self::of(inner).contains_unknown()
            }
            Self::Unknown => true,
            Self::Text | Self::Bool | Self::Integer(_) | Self::Float => false,
        }
    }

    /// Returns `true` for a scalar that is not optional.
    pub(crate) fn is_scalar(self) -> bool {
        matches!(self, Self::Text | Self::Bool | Self::Integer(_) | Self::Float)
    }
}

/// Returns the last segment of a path that is a single name or a full path of the standard library.
fn standard_name(path: &Path) -> Option<&Ident> {
    let last = path.segments.last()?;
    let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let is_standard = match names.as_slice() {
        [_] => path.leading_colon.is_none(),
        [root, module, name] => {
            matches!(root.as_str(), "std" | "core" | "alloc")
                && (module == "primitive" || MODULES.contains(&(module.as_str(), name.as_str())))
        }
        _ => false,
    };
    is_standard.then_some(&last.ident)
}

/// Returns `true` for `u8`: an array of bytes has a better error than other arrays.
fn is_byte(ty: &Type) -> bool {
    matches!(SyntacticType::of(ty), SyntacticType::Integer(integer) if integer.name == "u8")
}

/// Returns `true` if the first type argument is text, as JSON keys are.
fn has_text_keys(path: &Path) -> bool {
    let Some(PathArguments::AngleBracketed(arguments)) =
        path.segments.last().map(|segment| &segment.arguments)
    else {
        return false;
    };
    matches!(arguments.args.first(), Some(GenericArgument::Type(key)) if matches!(SyntacticType::of(key), SyntacticType::Text))
}

/// Returns the last type argument of the last segment.
fn last_argument(path: &Path) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().rev().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}
