//! Walks a query over the state; what cannot be had is null, with an error beside it.

use graphql_parser::query::{Field, SelectionSet};
use serde_json::{Map, Value, json};

use super::{
    document::{Asking, Part},
    objects::{Found, Object},
    schema,
};
use crate::fakes::{
    github::{rest::Caller, shapes::Shapes, sso::SAML, state::State},
    spoken::Asked,
};

/// Why a field is null.
pub(super) struct Failure {
    pub kind: &'static str,
    pub message: String,
}

/// One query being answered.
pub(super) struct Evaluation<'a, 'q> {
    pub(super) state: &'a State,
    pub(super) shapes: Shapes<'a>,
    pub(super) caller: Caller,
    pub(super) limits: Value,
    asking: &'a Asking<'q>,
    errors: Vec<Value>,
}

impl<'a, 'q> Evaluation<'a, 'q> {
    pub(super) fn new(
        state: &'a State,
        asked: &'a Asked,
        caller: Caller,
        asking: &'a Asking<'q>,
        limits: Value,
    ) -> Self {
        Self { state, shapes: Shapes::of(state, asked), caller, limits, asking, errors: Vec::new() }
    }

    /// Data, and errors where there are any.
    pub(super) fn answer(mut self) -> Value {
        let mut data = Map::new();
        self.select(self.asking.selection, &Object::Query, &mut data, &[]);
        if self.errors.is_empty() { json!({ "data": data }) } else { json!({ "data": data, "errors": self.errors }) }
    }

    fn select(
        &mut self,
        selection: &'q SelectionSet<'q, String>,
        object: &Object<'a>,
        into: &mut Map<String, Value>,
        path: &[Value],
    ) {
        // What cannot be looked up was found by the check.
        for part in self.asking.parts(selection).unwrap_or_default() {
            match part {
                Part::Field(field) => self.field(field, object, into, path),
                Part::On(on, selection) if on.is_none_or(|on| schema::is(object.kind(), on)) => {
                    self.select(selection, object, into, path);
                }
                Part::On(..) => {}
            }
        }
    }

    fn field(
        &mut self,
        field: &'q Field<'q, String>,
        object: &Object<'a>,
        into: &mut Map<String, Value>,
        path: &[Value],
    ) {
        let key = field.alias.as_ref().unwrap_or(&field.name);
        let path: Vec<Value> = path.iter().cloned().chain([json!(key)]).collect();
        if field.name == "__typename" {
            into.insert(key.clone(), json!(object.kind()));
            return;
        }
        let arguments = self.asking.arguments(field).unwrap_or_default();
        let value = match self.find(object, &field.name, &arguments) {
            Ok(found) => self.shown(found, field, &path),
            Err(failure) => self.fail(&failure, field, &path),
        };
        match (into.get_mut(key), value) {
            (Some(Value::Object(before)), Value::Object(more)) => before.extend(more),
            (_, value) => drop(into.insert(key.clone(), value)),
        }
    }

    fn shown(&mut self, found: Found<'a>, field: &'q Field<'q, String>, path: &[Value]) -> Value {
        match found {
            Found::Leaf(value) => value,
            Found::One(object) => {
                let mut fields = Map::new();
                self.select(&field.selection_set, &object, &mut fields, path);
                Value::Object(fields)
            }
            Found::Many(all) => all
                .into_iter()
                .enumerate()
                .map(|(at, one)| {
                    let path: Vec<Value> = path.iter().cloned().chain([json!(at)]).collect();
                    match one {
                        Ok(found) => self.shown(found, field, &path),
                        Err(failure) => self.fail(&failure, field, &path),
                    }
                })
                .collect(),
        }
    }

    fn fail(&mut self, failure: &Failure, field: &Field<'q, String>, path: &[Value]) -> Value {
        let location = json!([{ "line": field.position.line, "column": field.position.column }]);
        let mut error =
            json!({ "type": failure.kind, "path": path, "locations": location, "message": failure.message });
        if failure.message == SAML {
            error["extensions"] = json!({ "saml_failure": true });
        }
        self.errors.push(error);
        Value::Null
    }
}
