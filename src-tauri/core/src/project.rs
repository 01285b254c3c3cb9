//! The project: what tasks and entries belong to.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    edit::{Change, Edit, Plan},
    ids::ProjectId,
    label::quoted,
    refusal::{Refusal, Result},
    task::Task,
    text,
};

/// What tasks and entries belong to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// Who it is.
    pub id: ProjectId,
    /// What it is called; no two projects share a name, whatever the case.
    pub name: String,
    /// The hue it is drawn in.
    pub colour: Colour,
    /// For whom it is done, possibly nobody.
    pub client: Option<String>,
    /// Whether new entries on it are billable unless said otherwise.
    pub is_billable: bool,
    /// Whether it is kept out of sight.
    pub is_archived: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A project hue of the window's palette (`--p1` to `--p6` in `ui/src/theme/tokens.css`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Colour {
    /// `--p1`
    #[default]
    Blue,
    /// `--p2`
    Rose,
    /// `--p3`
    Teal,
    /// `--p4`
    Amber,
    /// `--p5`
    Violet,
    /// `--p6`
    Slate,
}

impl Colour {
    /// Every colour, in the order they are offered.
    pub const ALL: [Self; 6] = [Self::Blue, Self::Rose, Self::Teal, Self::Amber, Self::Violet, Self::Slate];
}

/// Writes a project: a new one where there is no `before`. Where nothing differs the plan holds no edit.
///
/// Refuses an empty or unfit name and one that another project (`same_name`) has, whatever the case.
pub fn write(before: Option<Project>, after: Project, same_name: Option<&Project>) -> Result<Plan> {
    let name = text::name("name of the project", &after.name)?;
    let client = text::optional("client", after.client.as_deref())?;
    let after = Project { name, client, ..after };
    if let Some(other) = same_name.filter(|other| other.id != after.id) {
        let is_hidden = if other.is_archived { ", in the archive" } else { "" };
        return Err(Refusal::new(format!("There is already a project {}{is_hidden}.", quoted(&other.name)))
            .hint("Choose another name."));
    }
    let label = format!("{} project {}", verb(before.as_ref(), &after), quoted(&after.name));
    let edits = match before {
        Some(before) if before == after => Vec::new(),
        before => vec![Edit::Project(Change { before, after: Some(after) })],
    };
    Ok(Plan { label, edits })
}

/// Deletes a project; its tasks stay and belong to none. One that `entries` name is archived instead.
///
/// Refuses where it has entries and is archived already.
pub fn delete(project: Project, tasks: Vec<Task>, entries: u64) -> Result<Plan> {
    if entries > 0 && project.is_archived {
        return Err(Refusal::new(format!(
            "Project {} has entries, so it stays in the archive.",
            quoted(&project.name)
        ))
        .hint("Delete its entries or give them to another project first."));
    }
    if entries > 0 {
        let archived = Project { is_archived: true, ..project.clone() };
        let naming = if entries == 1 { "1 entry names it".to_owned() } else { format!("{entries} entries name it") };
        let label = format!("Archived {}: {naming}", quoted(&project.name));
        return Ok(Plan { label, edits: vec![Edit::Project(Change::changed(project, archived))] });
    }
    let label = format!("Deleted project {}", quoted(&project.name));
    let freed = |task: Task| Edit::Task(Change::changed(task.clone(), Task { project: None, ..task }));
    let mut edits: Vec<Edit> = tasks.into_iter().map(freed).collect();
    edits.push(Edit::Project(Change::removed(project)));
    Ok(Plan { label, edits })
}

fn verb(before: Option<&Project>, after: &Project) -> &'static str {
    match before.map(|before| (before.is_archived, after.is_archived)) {
        None => "Added",
        Some((false, true)) => "Archived",
        Some((true, false)) => "Took back",
        Some(_) => "Changed",
    }
}
