//! What of a service becomes tasks, what holds for repositories, which label makes how urgent.

use std::collections::BTreeSet;

use jiff::Timestamp;
use stint_api::{
    Topic,
    command::{LabelRule, PriorityName, SetLabelRules, SetPlaceRule, SetWorkOptions},
    view,
};
use stint_core::{
    task::Priority,
    text,
    work::{self, Options, PlaceRule, Why},
};
use stint_store::table;

use super::{Done, Handle, changed, follows::is_plain};
use crate::{
    Engine,
    fault::{Fault, Result},
    resolve, settings_view, speak,
};

/// How many rules or filters of one kind there may be.
const MOST: usize = 100;

impl Handle for SetWorkOptions {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let account = engine.account(&self.account)?;
        let options = options_from(&self.options)?;
        let sync = table::work_sync::get(engine.conn()?, account.id)?;
        let mut outputs = changed(&[Topic::Accounts, Topic::Tasks]);
        let is_other_work = Options { marks_read: sync.options.marks_read, ..options.clone() } != sync.options;
        let taken = sync.options.takes.clone();
        let sync = table::work_sync::WorkSync { options, ..sync };
        engine.keep(|tx| table::work_sync::put(tx, &sync))?;
        let mut done = Done::said("Saved what becomes tasks", Vec::new());
        if is_other_work {
            outputs.extend(engine.read_anew(account.id, Some(&taken), now)?);
            done.receipt
                .consequences
                .push("Everything is read once more; nobody is told of what was there.".to_owned());
        }
        done.outputs = outputs;
        Ok(done)
    }
}

impl Handle for SetPlaceRule {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let account = engine.account(&self.account)?;
        let place = text::line("repository", self.place.trim().trim_matches('/'))?;
        if !place.split('/').all(is_plain) {
            let message = format!("“{}” is no repository and no organisation.", speak::shorten(&place, 60));
            return Err(Fault::refused(
                message,
                "Write acme/api, or acme for all of an organisation. Nothing was changed.",
            ));
        }
        let conn = engine.conn()?;
        let project = self.project.as_deref().map(|id| resolve::project(conn, id)).transpose()?;
        let rule = PlaceRule {
            service: account.service,
            origin: account.origin,
            place,
            project: project.map(|project| project.id),
            starts_timer: self.starts_timer,
            muted: self.muted.iter().copied().map(settings_view::kind).collect(),
        };
        let mut rules = table::place_rule::list(conn, &rule.service, &rule.origin)?.into_iter();
        let before = rules.find(|it| it.place.eq_ignore_ascii_case(&rule.place)).and_then(|it| it.project);
        let mut accounts = table::account::list(conn)?;
        accounts.retain(|it| before != rule.project && it.service == rule.service && it.origin == rule.origin);
        let says_nothing = rule.project.is_none() && !rule.starts_timer && rule.muted.is_empty();
        engine.keep(|tx| {
            if says_nothing {
                return table::place_rule::remove(tx, &rule.service, &rule.origin, &rule.place);
            }
            table::place_rule::put(tx, &rule)
        })?;
        let mut outputs = changed(&[Topic::Accounts]);
        // Tasks that are there already get the project, too.
        for account in accounts {
            outputs.extend(engine.read_anew(account.id, None, now)?);
        }
        let label = if says_nothing { "Nothing special holds any more for" } else { "Saved what holds for" };
        Ok(Done::said(format!("{label} {}", rule.place), outputs))
    }
}

impl Handle for SetLabelRules {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let conn = engine.conn()?;
        let project =
            self.project.as_deref().map(|id| resolve::project(conn, id)).transpose()?.map(|project| project.id);
        if self.rules.len() > MOST {
            return Err(Fault::refused(format!("{MOST} rules at most."), "Nothing was changed."));
        }
        let rules: Vec<_> = self.rules.iter().map(rule_from).collect::<Result<_>>()?;
        engine.keep(|tx| table::label_rule::set(tx, project, &rules))?;
        let mut outputs = changed(&[Topic::Accounts, Topic::Tasks]);
        let ids: Vec<_> = engine.accounts.gatherings.keys().copied().collect();
        for id in ids {
            outputs.extend(engine.read_anew(id, None, now)?);
        }
        Ok(Done::said("Saved which labels make tasks urgent", outputs))
    }
}

fn rule_from(rule: &LabelRule) -> Result<work::LabelRule> {
    let label = text::line("label", rule.label.trim())?;
    if label.is_empty() {
        return Err(Fault::refused("A label is missing.", "Type one, or remove the rule. Nothing was changed."));
    }
    let priority = match rule.priority {
        PriorityName::High => Priority::High,
        PriorityName::Medium => Priority::Medium,
        PriorityName::Low => Priority::Low,
    };
    Ok(work::LabelRule { label, priority })
}

fn options_from(view: &view::WorkOptions) -> Result<Options> {
    let chosen = [
        (view.takes_issues, Why::Assigned),
        (view.takes_reviews, Why::ReviewRequested),
        (view.takes_own, Why::Authored),
        (view.takes_mentions, Why::Mentioned),
    ];
    Ok(Options {
        takes: chosen.into_iter().filter(|(is_taken, _)| *is_taken).map(|(_, why)| why).collect::<BTreeSet<_>>(),
        labels: filter("label", &view.labels)?,
        places: filter("repository", &view.places)?,
        authors: filter("author", &view.authors)?,
        marks_read: view.marks_read,
    })
}

fn filter(what: &str, typed: &[String]) -> Result<Vec<String>> {
    if typed.len() > MOST {
        return Err(Fault::refused(format!("{MOST} filters by {what} at most."), "Nothing was changed."));
    }
    let mut words = Vec::new();
    for word in typed {
        let word = text::line(what, word.trim())?;
        if word.trim_start_matches('-').is_empty() {
            continue;
        }
        if !words.iter().any(|known: &String| known.eq_ignore_ascii_case(&word)) {
            words.push(speak::shorten(&word, 200));
        }
    }
    Ok(words)
}
