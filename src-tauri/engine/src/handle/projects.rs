//! Projects by hand.

use jiff::Timestamp;
use stint_api::command::{AddProject, DeleteProject, EditProject, ProjectForm};
use stint_core::{
    ids::ProjectId,
    project::{self, Colour, Project},
};
use stint_store::{Conn, table};

use super::{Done, Handle};
use crate::{
    Engine,
    fault::{Fault, Result},
    resolve, view,
};

impl Handle for AddProject {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let id = ProjectId(engine.fresh_id(now));
        let after = from_form(engine.conn()?, id, now, None, self.project)?;
        engine.write_project(None, after, now)
    }
}

impl Handle for EditProject {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let conn = engine.conn()?;
        let before = resolve::project(conn, &self.id)?;
        let after = from_form(conn, before.id, before.created_at, Some(before.colour), self.project)?;
        engine.write_project(Some(before), after, now)
    }
}

impl Handle for DeleteProject {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let conn = engine.conn()?;
        let project = resolve::project(conn, &self.id)?;
        let tasks = table::task::of_project(conn, project.id)?;
        let entries = table::entry::count_of_project(conn, project.id)?;
        engine.commit(project::delete(project, tasks, entries)?, None, now)
    }
}

impl Engine {
    fn write_project(&mut self, before: Option<Project>, after: Project, now: Timestamp) -> Result<Done> {
        let same_name = table::project::by_name(self.conn()?, &after.name)?.filter(|other| other.id != after.id);
        let id = Some(after.id.to_string());
        self.commit(project::write(before, after, same_name.as_ref())?, id, now)
    }
}

fn from_form(
    conn: &Conn,
    id: ProjectId,
    created_at: Timestamp,
    old: Option<Colour>,
    form: ProjectForm,
) -> Result<Project> {
    Ok(Project {
        id,
        colour: match form.colour.as_deref() {
            Some(name) => view::colour(name).ok_or_else(|| {
                Fault::refused(format!("“{name}” is no colour."), "Choose blue, rose, teal, amber, violet or slate.")
            })?,
            None => old.map_or_else(|| least_used(conn), Ok)?,
        },
        name: stint_core::text::name("project's name", &form.name)?,
        client: form.client.filter(|client| !client.trim().is_empty()),
        is_billable: form.is_billable,
        is_archived: form.is_archived,
        created_at,
    })
}

fn least_used(conn: &Conn) -> Result<Colour> {
    let projects = table::project::list(conn, false)?;
    let uses = |colour: &Colour| projects.iter().filter(|project| project.colour == *colour).count();
    Ok(Colour::ALL.into_iter().min_by_key(uses).unwrap_or_default())
}
