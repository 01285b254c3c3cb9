//! What the card of an account that brings work shows: options, follows, rules.

use std::collections::BTreeSet;

use jiff::Timestamp;
use stint_api::{
    command::{LabelRule, PriorityName},
    question::{GetWork, ListFollows},
    view::{FollowView, LabelRules, PlaceRuleView, WorkOptions, WorkPage},
};
use stint_core::{
    account::Account,
    ids::ProjectId,
    task::Priority,
    work::{self, Follow, Options, PlaceRule, Why, usual_label_rules},
};
use stint_store::table;

use super::Answer;
use crate::{Engine, fault::Result, settings_view, view::Names};

impl Answer for GetWork {
    fn answer(self, engine: &mut Engine, _now: Timestamp) -> Result<WorkPage> {
        let account = engine.account(&self.account)?;
        let conn = engine.conn()?;
        let mut names = Names::new(conn);
        let follows = table::follow::of(conn, account.id)?;
        let rules = table::place_rule::list(conn, &account.service, &account.origin)?;
        Ok(WorkPage {
            account: account.id.to_string(),
            options: options(&table::work_sync::get(conn, account.id)?.options),
            can_mark_read: engine.accounts.source(&account.service).is_some_and(|source| source.can_mark_read()),
            follows: follows.iter().map(|it| follow(engine, &account, it, &mut names)).collect::<Result<_>>()?,
            places: rules.iter().map(|it| place_rule(it, &mut names)).collect::<Result<_>>()?,
            known_places: with_owners(table::work::places(conn, &account.service, &account.origin)?),
            label_rules: label_rules(engine, &mut names)?,
        })
    }
}

impl Answer for ListFollows {
    fn answer(self, engine: &mut Engine, _now: Timestamp) -> Result<Vec<FollowView>> {
        let conn = engine.conn()?;
        let mut names = Names::new(conn);
        let mut views = Vec::new();
        for it in table::follow::list(conn)? {
            if let Some(account) = table::account::get(conn, it.account)? {
                views.push(follow(engine, &account, &it, &mut names)?);
            }
        }
        Ok(views)
    }
}

fn follow(engine: &Engine, account: &Account, follow: &Follow, names: &mut Names<'_>) -> Result<FollowView> {
    let conn = engine.conn()?;
    let idle = table::work::idle_of_follow(conn, follow.account, &follow.place)?.len();
    Ok(FollowView {
        account: account.id.to_string(),
        service: account.service.clone(),
        name: account.name.clone(),
        place: follow.place.clone(),
        label: follow.label.clone(),
        project: names.project(follow.project)?,
        synced_at: follow.synced_at.map(|at| at.to_string()),
        problem: follow.problem.clone(),
        open_tasks: table::work::open_of_follow(conn, follow.account, &follow.place)?,
        idle_tasks: u32::try_from(idle).unwrap_or(u32::MAX),
    })
}

fn place_rule(rule: &PlaceRule, names: &mut Names<'_>) -> Result<PlaceRuleView> {
    Ok(PlaceRuleView {
        place: rule.place.clone(),
        project: names.project(rule.project)?,
        starts_timer: rule.starts_timer,
        muted: rule.muted.iter().copied().map(settings_view::kind_name).collect(),
    })
}

/// The rules of every other project first, then those of projects that have their own.
fn label_rules(engine: &Engine, names: &mut Names<'_>) -> Result<Vec<LabelRules>> {
    let mut kept = table::label_rule::list(engine.conn()?)?;
    let general = kept.remove(&None).filter(|rules| !rules.is_empty());
    let is_usual = general.is_none();
    let general = general.unwrap_or_else(usual_label_rules);
    let mut views = vec![LabelRules { project: None, rules: general.iter().map(label_rule).collect(), is_usual }];
    for (project, rules) in kept {
        let project: Option<ProjectId> = project;
        if let Some(project) = names.project(project)? {
            views.push(LabelRules {
                project: Some(project),
                rules: rules.iter().map(label_rule).collect(),
                is_usual: false,
            });
        }
    }
    Ok(views)
}

fn label_rule(rule: &work::LabelRule) -> LabelRule {
    let priority = match rule.priority {
        Priority::High => PriorityName::High,
        Priority::Medium => PriorityName::Medium,
        Priority::Low => PriorityName::Low,
    };
    LabelRule { label: rule.label.clone(), priority }
}

fn options(options: &Options) -> WorkOptions {
    WorkOptions {
        takes_issues: options.takes.contains(&Why::Assigned),
        takes_reviews: options.takes.contains(&Why::ReviewRequested),
        takes_own: options.takes.contains(&Why::Authored),
        takes_mentions: options.takes.contains(&Why::Mentioned),
        labels: options.labels.clone(),
        places: options.places.clone(),
        authors: options.authors.clone(),
        marks_read: options.marks_read,
    }
}

/// Repositories and the organisations they belong to.
fn with_owners(places: Vec<String>) -> Vec<String> {
    let owners = places.iter().filter_map(|place| place.rsplit_once('/').map(|(owner, _)| owner.to_owned()));
    let all: BTreeSet<String> = owners.collect::<Vec<_>>().into_iter().chain(places).collect();
    all.into_iter().collect()
}
