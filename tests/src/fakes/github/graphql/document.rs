//! A query that was sent: parsed, its variables put in.

use std::collections::BTreeMap;

use graphql_parser::query::{
    Definition, Document, Field, FragmentDefinition, OperationDefinition, Query, Selection, SelectionSet, Type,
    TypeCondition, Value as Written, parse_query,
};
use serde_json::{Map, Value, json};

/// What a selection asks of one type: a field, or fields under a condition.
pub(super) enum Part<'q> {
    Field(&'q Field<'q, String>),
    On(Option<&'q str>, &'q SelectionSet<'q, String>),
}

/// A query with its variables.
pub(super) struct Asking<'q> {
    fragments: BTreeMap<&'q str, &'q FragmentDefinition<'q, String>>,
    pub(super) selection: &'q SelectionSet<'q, String>,
    variables: BTreeMap<&'q str, Value>,
}

/// Parses; what cannot be parsed is told as GitHub tells it.
pub(super) fn parse(text: &str) -> Result<Document<'_, String>, Value> {
    parse_query::<String>(text).map_err(|why| {
        let line = why.to_string().lines().take(2).collect::<Vec<_>>().join(" ");
        json!({ "message": format!("Parse error: {line}"), "locations": [{ "line": 1, "column": 1 }] })
    })
}

impl<'q> Asking<'q> {
    /// The one operation of a document, or the one that is named.
    pub(super) fn of(document: &'q Document<'q, String>, name: Option<&str>, given: &Value) -> Result<Self, Value> {
        let (mut fragments, mut queries) = (BTreeMap::new(), Vec::new());
        for definition in &document.definitions {
            match definition {
                Definition::Fragment(fragment) => drop(fragments.insert(fragment.name.as_str(), fragment)),
                Definition::Operation(operation) => queries.push(operation),
            }
        }
        let is_named = |query: &Query<'_, String>| name.is_none() || query.name.as_deref() == name;
        let empty = BTreeMap::new();
        let found = queries.into_iter().find_map(|operation| match operation {
            OperationDefinition::SelectionSet(selection) => Some(Ok((selection, empty.clone()))),
            OperationDefinition::Query(query) if is_named(query) => {
                Some(variables(query, given).map(|variables| (&query.selection_set, variables)))
            }
            OperationDefinition::Query(_) | OperationDefinition::Mutation(_) | OperationDefinition::Subscription(_) => {
                None
            }
        });
        let (selection, variables) = found.unwrap_or_else(|| {
            Err(json!({ "message": "A query attribute must be specified and must be a string." }))
        })?;
        Ok(Self { fragments, selection, variables })
    }

    /// What a selection asks, its fragments looked up.
    pub(super) fn parts(&self, selection: &'q SelectionSet<'q, String>) -> Result<Vec<Part<'q>>, Value> {
        selection.items.iter().map(|item| self.part(item)).collect()
    }

    fn part(&self, item: &'q Selection<'q, String>) -> Result<Part<'q>, Value> {
        match item {
            Selection::Field(field) => Ok(Part::Field(field)),
            Selection::InlineFragment(inline) => {
                let on = inline.type_condition.as_ref().map(|TypeCondition::On(name)| name.as_str());
                Ok(Part::On(on, &inline.selection_set))
            }
            Selection::FragmentSpread(spread) => {
                let name = spread.fragment_name.as_str();
                let fragment = self.fragments.get(name);
                let fragment = fragment
                    .ok_or_else(|| json!({ "message": format!("Fragment {name} was used, but not defined") }))?;
                let TypeCondition::On(on) = &fragment.type_condition;
                Ok(Part::On(Some(on), &fragment.selection_set))
            }
        }
    }

    /// The arguments of a field, variables put in; those whose variable was not given are absent.
    pub(super) fn arguments(&self, field: &Field<'q, String>) -> Result<Map<String, Value>, Value> {
        let mut all = Map::new();
        for (name, written) in &field.arguments {
            if let Some(value) = self.value(written)? {
                all.insert(name.clone(), value);
            }
        }
        Ok(all)
    }

    fn value(&self, written: &Written<'q, String>) -> Result<Option<Value>, Value> {
        Ok(Some(match written {
            Written::Variable(name) => match self.variables.get(name.as_str()) {
                Some(value) => return Ok(Some(value.clone()).filter(|value| !value.is_null())),
                None => return Err(json!({ "message": format!("Variable ${name} is used but not declared") })),
            },
            Written::Int(number) => json!(number.as_i64()),
            Written::Float(number) => json!(number),
            Written::String(text) | Written::Enum(text) => json!(text),
            Written::Boolean(claim) => json!(claim),
            Written::Null => return Ok(None),
            Written::List(all) => {
                let all: Result<Vec<_>, Value> = all.iter().map(|one| self.value(one)).collect();
                Value::Array(all?.into_iter().flatten().collect())
            }
            Written::Object(fields) => {
                let mut object = Map::new();
                for (name, written) in fields {
                    object.insert(name.clone(), self.value(written)?.unwrap_or_default());
                }
                Value::Object(object)
            }
        }))
    }
}

/// Every declared variable with what was given, or its default, or null where it may be.
fn variables<'q>(query: &'q Query<'q, String>, given: &Value) -> Result<BTreeMap<&'q str, Value>, Value> {
    let mut all = BTreeMap::new();
    for declared in &query.variable_definitions {
        let default = match &declared.default_value {
            Some(Written::Int(number)) => json!(number.as_i64()),
            Some(Written::String(text) | Written::Enum(text)) => json!(text),
            Some(Written::Boolean(claim)) => json!(claim),
            _ => Value::Null,
        };
        let value = given.get(&declared.name).filter(|value| !value.is_null()).cloned().unwrap_or(default);
        if !fits(&declared.var_type, &value) {
            let message =
                format!("Variable ${} of type {} was provided invalid value", declared.name, declared.var_type);
            return Err(json!({ "message": message, "extensions": { "value": value, "problems": [] } }));
        }
        all.insert(declared.name.as_str(), value);
    }
    Ok(all)
}

fn fits(kind: &Type<'_, String>, value: &Value) -> bool {
    match (kind, value) {
        (Type::NonNullType(kind), value) => !value.is_null() && fits(kind, value),
        (_, Value::Null) => true,
        (Type::ListType(kind), Value::Array(all)) => all.iter().all(|one| fits(kind, one)),
        (Type::ListType(kind), one) => fits(kind, one),
        (Type::NamedType(name), value) => match name.as_str() {
            "Int" => value.is_i64(),
            "Boolean" => value.is_boolean(),
            "String" | "ID" | "URI" | "DateTime" => value.is_string(),
            _ => true,
        },
    }
}
