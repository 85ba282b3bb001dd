use top_runtime::{TopApi, TopValue};

#[derive(TopValue)]
struct Unit;

#[derive(TopValue)]
struct Braces {}

#[derive(TopValue)]
struct Generic<const N: usize>;

// Structs without members are valid values, responses and list elements.
#[derive(TopApi)]
#[top_api(method = "test.ask", response = Unit)]
struct Ask {
    unit: Unit,
    braces: Option<Braces>,
    list: Vec<Unit>,
    generic: Generic<3>,
    #[top(flatten)]
    flat: Braces,
    nothing: Option<()>,
}

#[derive(TopApi)]
#[top_api(method = "test.ask", response = Braces)]
struct AskBraces {}

#[derive(TopApi)]
#[top_api(method = "test.ask", response = Vec<Unit>)]
struct AskGeneric<const N: usize>;

fn main() {
    let _ = (AskBraces {}, AskGeneric::<1>);
    let _ = Ask {
        unit: Unit,
        braces: Some(Braces {}),
        list: vec![Unit],
        generic: Generic,
        flat: Braces {},
        nothing: None,
    };
}
