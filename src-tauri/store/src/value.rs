//! How core's values stand in columns: instants as milliseconds, ids as 16 bytes, tags and words as text.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{
    ToSql,
    types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef},
};
use serde::de::DeserializeOwned;
use stint_core::{
    account::Way,
    project::Colour,
    task::{Priority, Status},
};
use uuid::Uuid;

/// An instant, as milliseconds since 1970.
pub(crate) struct At(pub Timestamp);

impl ToSql for At {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.as_millisecond().into())
    }
}

impl FromSql for At {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let milliseconds = value.as_i64()?;
        Timestamp::from_millisecond(milliseconds).map(Self).map_err(FromSqlError::other)
    }
}

/// An id, as its 16 bytes.
pub(crate) struct Id(pub Uuid);

impl ToSql for Id {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.as_bytes().as_slice().into())
    }
}

impl FromSql for Id {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Uuid::from_slice(value.as_blob()?).map(Self).map_err(FromSqlError::other)
    }
}

/// Labels, as a JSON array.
pub(crate) struct Tags(pub BTreeSet<String>);

impl FromSql for Tags {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        // Most entries have none, and a million of them are read for an export.
        if text == "[]" {
            return Ok(Self(BTreeSet::new()));
        }
        serde_json::from_str(text).map(Self).map_err(FromSqlError::other)
    }
}

/// What `Tags` reads.
pub(crate) fn tags_text(tags: &BTreeSet<String>) -> String {
    serde_json::Value::from_iter(tags.iter().map(String::as_str)).to_string()
}

/// A value that stands in a column as JSON.
pub(crate) struct Json<T>(pub T);

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?).map(Self).map_err(FromSqlError::other)
    }
}

/// A value that stands in a column as one word of a fixed list.
pub(crate) struct Word<T>(pub T);

macro_rules! words {
    ($type:ty: $($value:path => $word:literal),+ $(,)?) => {
        impl ToSql for Word<$type> {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(match self.0 { $($value => $word),+ }.into())
            }
        }

        impl FromSql for Word<$type> {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                match value.as_str()? {
                    $($word => Ok(Self($value)),)+
                    other => Err(FromSqlError::Other(format!("“{other}” is not known here").into())),
                }
            }
        }
    };
}

words! { Colour:
    Colour::Blue => "blue", Colour::Rose => "rose", Colour::Teal => "teal",
    Colour::Amber => "amber", Colour::Violet => "violet", Colour::Slate => "slate",
}
words! { Way: Way::Browser => "browser", Way::Device => "device", Way::Link => "link", Way::Token => "token" }
words! { Priority: Priority::High => "high", Priority::Medium => "medium", Priority::Low => "low" }
words! { Status: Status::Todo => "todo", Status::InProgress => "in_progress", Status::Done => "done" }
