//! Whether a query may be asked, before anything is looked up, and what it costs:
//! <https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api>

use graphql_parser::query::{Field as Asked, SelectionSet};
use serde_json::{Map, Value, json};

use super::{
    document::{Asking, Part},
    schema::{self, Field},
};

/// How many nodes a query may ask for.
const MOST_NODES: u64 = 500_000;

/// What a query would fetch at most.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weight {
    requests: u64,
    /// Nodes.
    pub nodes: u64,
}

impl Weight {
    /// A hundred connections are a point.
    pub(super) fn points(self) -> u32 {
        u32::try_from(((self.requests + 50) / 100).max(1)).unwrap_or(u32::MAX)
    }
}

/// Checks every field of a query against the schema.
pub(super) fn check(asking: &Asking<'_>) -> Result<Weight, Vec<Value>> {
    let mut checking = Checking { asking, weight: Weight::default(), errors: Vec::new() };
    checking.selection(asking.selection, "Query", 1, &["query".to_owned()]);
    if checking.weight.nodes > MOST_NODES {
        let message = format!(
            "This query requests up to {} possible nodes which exceeds the maximum limit of 500,000.",
            checking.weight.nodes
        );
        checking.errors.push(json!({ "type": "MAX_NODE_LIMIT_EXCEEDED", "message": message }));
    }
    if checking.errors.is_empty() { Ok(checking.weight) } else { Err(checking.errors) }
}

struct Checking<'a, 'q> {
    asking: &'a Asking<'q>,
    weight: Weight,
    errors: Vec<Value>,
}

impl<'q> Checking<'_, 'q> {
    fn selection(&mut self, selection: &'q SelectionSet<'q, String>, kind: &str, times: u64, path: &[String]) {
        let parts = match self.asking.parts(selection) {
            Ok(parts) => parts,
            Err(error) => return self.errors.push(error),
        };
        for part in parts {
            match part {
                Part::Field(field) => self.field(field, kind, times, path),
                Part::On(None, selection) => self.selection(selection, kind, times, path),
                Part::On(Some(on), selection) if schema::fields(on).is_some() => {
                    let path: Vec<String> = path.iter().cloned().chain([format!("... on {on}")]).collect();
                    self.selection(selection, on, times, &path);
                }
                Part::On(Some(on), _) => {
                    let message = format!("No such type {on}, so it can't be a fragment condition");
                    self.errors.push(json!({ "path": path, "message": message, "extensions": { "code": "undefinedType", "typeName": on } }));
                }
            }
        }
    }

    fn field(&mut self, asked: &'q Asked<'q, String>, kind: &str, times: u64, path: &[String]) {
        if asked.name == "__typename" {
            return;
        }
        let path: Vec<String> = path.iter().chain([asked.alias.as_ref().unwrap_or(&asked.name)]).cloned().collect();
        let Some(known) = schema::fields(kind).unwrap_or_default().iter().find(|known| known.name == asked.name) else {
            let message = format!("Field '{}' doesn't exist on type '{kind}'", asked.name);
            let more = json!({ "code": "undefinedField", "typeName": kind, "fieldName": asked.name });
            return self.error(asked, &path, &message, more);
        };
        let arguments = match self.asking.arguments(asked) {
            Ok(arguments) => arguments,
            Err(error) => return self.errors.push(error),
        };
        self.arguments(asked, known, &arguments, &path);
        let inner = schema::bare(known.kind);
        if schema::fields(inner).is_none() != asked.selection_set.items.is_empty() {
            let message = format!("Field must have selections (field '{}' returns {inner})", asked.name);
            return self.error(asked, &path, &message, json!({ "code": "selectionMismatch" }));
        }
        let times = self.weigh(asked, inner, &arguments, times, &path);
        self.selection(&asked.selection_set, inner, times, &path);
    }

    fn arguments(&mut self, asked: &Asked<'q, String>, known: &Field, given: &Map<String, Value>, path: &[String]) {
        for name in given.keys() {
            if !known.arguments.split(' ').any(|argument| argument == name) {
                let message = format!("Field '{}' doesn't accept argument '{name}'", known.name);
                self.error(asked, path, &message, json!({ "code": "argumentNotAccepted", "argumentName": name }));
            }
        }
    }

    /// Counts what a field fetches; GitHub does not say how it counts `nodes(ids:)`, so here each id counts.
    fn weigh(
        &mut self,
        asked: &Asked<'q, String>,
        inner: &str,
        given: &Map<String, Value>,
        times: u64,
        path: &[String],
    ) -> u64 {
        if let Some(ids) = given.get("ids").and_then(Value::as_array) {
            if ids.len() > 100 {
                let message = format!("You may not provide more than 100 node ids; you provided {}.", ids.len());
                self.error(asked, path, &message, json!({ "code": "ARGUMENT_LIMIT" }));
            }
            return times * ids.len() as u64;
        }
        if !inner.ends_with("Connection") {
            return times;
        }
        let length = given.get("first").or_else(|| given.get("last")).and_then(Value::as_u64);
        match length {
            None => {
                let message = format!(
                    "You must provide a `first` or `last` value to properly paginate the `{}` connection.",
                    asked.name
                );
                self.typed(path, "MISSING_PAGINATION_BOUNDARIES", &message);
            }
            Some(1..=100) => {}
            Some(length) => {
                let message = format!(
                    "Requesting {length} records on the `{}` connection exceeds the `first` limit of 100 records.",
                    asked.name
                );
                self.typed(path, "EXCESSIVE_PAGINATION", &message);
            }
        }
        let length = length.unwrap_or(1);
        self.weight.requests += times;
        self.weight.nodes += times * length;
        times * length
    }

    fn error(&mut self, asked: &Asked<'q, String>, path: &[String], message: &str, extensions: Value) {
        let location = json!([{ "line": asked.position.line, "column": asked.position.column }]);
        self.errors.push(json!({ "path": path, "locations": location, "message": message, "extensions": extensions }));
    }

    fn typed(&mut self, path: &[String], kind: &str, message: &str) {
        self.errors.push(json!({ "type": kind, "path": path[1..], "message": message }));
    }
}
