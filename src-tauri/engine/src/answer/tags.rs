//! Labels, to be offered while one is typed.

use jiff::Timestamp;
use stint_api::question::ListTags;
use stint_store::table;

use super::Answer;
use crate::{Engine, fault::Result};

impl Answer for ListTags {
    fn answer(self, engine: &mut Engine, _: Timestamp) -> Result<Vec<String>> {
        Ok(table::phrase::tags(engine.conn()?, self.limit.unwrap_or(50).min(200))?)
    }
}
