//! How core's values stand in columns: instants as milliseconds, ids as 16 bytes, tags and words as text.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{
    ToSql,
    types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef},
};
use serde::{Serialize, de::DeserializeOwned};
use stint_core::{
    account::Way,
    notice,
    project::Colour,
    task::{Priority, Status},
    work::{Checks, Kind, Reach, Review, State},
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

impl<T: Serialize> ToSql for Json<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text = serde_json::to_string(&self.0);
        text.map(Into::into).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
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
words! { Kind: Kind::Issue => "issue", Kind::PullRequest => "pull_request" }
words! { State:
    State::Open => "open", State::Draft => "draft", State::Merged => "merged", State::Closed => "closed",
    State::Unknown => "unknown",
}
words! { Review:
    Review::Awaited => "awaited", Review::Approved => "approved", Review::ChangesRequested => "changes_requested",
    Review::Unknown => "unknown",
}
words! { Checks:
    Checks::Absent => "absent", Checks::Pending => "pending", Checks::Passing => "passing",
    Checks::Failing => "failing", Checks::Unknown => "unknown",
}
words! { Reach: Reach::Here => "here", Reach::OutOfReach => "out_of_reach", Reach::Deleted => "deleted" }
words! { notice::Kind:
    notice::Kind::Assigned => "assigned", notice::Kind::ReviewRequested => "review_requested",
    notice::Kind::Mentioned => "mentioned", notice::Kind::Approved => "approved",
    notice::Kind::ChangesRequested => "changes_requested", notice::Kind::Failing => "failing",
    notice::Kind::Merged => "merged", notice::Kind::Started => "started", notice::Kind::Due => "due",
}
