//! Short notation for models: `field("name", "Type")` with builder methods.

use top_codegen::Api;
use top_codegen::model::{Field, FieldType, Limits, Protocol};

/// Returns an API with these parameters and reply members.
pub(crate) fn api(method: &str, request: Vec<Field>, response: Vec<Field>) -> Api {
    Api { request, response, ..Api::new(method, Protocol::Top) }
}

/// Returns an optional field.
pub(crate) fn field(name: &str, ty: &str) -> Field {
    Field {
        name: name.to_owned(),
        ty: FieldType::parse(ty),
        required: false,
        example: String::new(),
        description: String::new(),
        limits: Limits::default(),
        fields: Vec::new(),
        line: 0,
    }
}

/// Builder methods of a field.
pub(crate) trait FieldExt {
    fn required(self) -> Self;
    fn example(self, example: &str) -> Self;
    fn about(self, description: &str) -> Self;
    fn limits(self, limits: Limits) -> Self;
    fn with(self, fields: Vec<Field>) -> Self;
}

impl FieldExt for Field {
    fn required(mut self) -> Self {
        self.required = true;
        self
    }

    fn example(mut self, example: &str) -> Self {
        example.clone_into(&mut self.example);
        self
    }

    fn about(mut self, description: &str) -> Self {
        description.clone_into(&mut self.description);
        self
    }

    fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    fn with(mut self, fields: Vec<Field>) -> Self {
        self.fields = fields;
        self
    }
}
