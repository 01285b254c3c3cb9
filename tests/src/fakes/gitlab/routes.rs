//! What can be asked about the work at a GitLab, once it is known who asks.

use serde_json::{Value, json};

use super::{
    State,
    api::{BASE, Told, absent, no_such_route},
    lists::{self, Place},
    pages,
    shapes::Shapes,
    subject::{Kind, Subject},
    world::Project,
};
use crate::fakes::spoken::{Answer, Asked};

impl State {
    pub(super) fn route(&mut self, asked: &Asked, me: &str, segments: &[&str]) -> Told {
        if let ("POST", ["todos", rest @ ..]) = (asked.method.as_str(), segments) {
            return self.mark(asked, me, rest);
        }
        let origin = asked.origin();
        let shapes = Shapes { world: &self.world, origin: &origin };
        match (asked.method.as_str(), segments) {
            ("GET", ["user"]) => Ok(Answer::json(200, &shapes.me(me))),
            ("GET", ["version"]) => Ok(Answer::json(200, &json!({ "version": "18.6.0", "revision": "0f3a1c2e" }))),
            ("GET", ["todos"]) => Ok(self.page(asked, lists::todos(&self.world, asked, me)?, |todo| shapes.todo(todo))),
            ("GET", ["issues"]) => self.subjects(asked, me, Kind::Issue, Place::Everywhere),
            ("GET", ["merge_requests"]) => self.subjects(asked, me, Kind::MergeRequest, Place::Everywhere),
            ("GET" | "POST" | "PUT" | "DELETE", ["projects", id, rest @ ..]) => {
                let project = self.find(asked, id)?;
                self.in_project(asked, me, project, rest)
            }
            _ => Err(no_such_route()),
        }
    }

    fn in_project(&self, asked: &Asked, me: &str, project: &Project, rest: &[&str]) -> Told {
        let origin = asked.origin();
        let shapes = Shapes { world: &self.world, origin: &origin };
        let kind = match rest.first() {
            None => return Ok(Answer::json(200, &shapes.project(project))),
            Some(&"issues") => Kind::Issue,
            Some(&"merge_requests") => Kind::MergeRequest,
            Some(_) => return Err(no_such_route()),
        };
        let subject = |iid: &str| self.numbered(project, kind, iid);
        match (kind, &rest[1..]) {
            (_, []) => self.subjects(asked, me, kind, Place::Project(project.id)),
            (Kind::Issue, [iid]) => Ok(Answer::json(200, &shapes.subject(subject(iid)?))),
            (Kind::MergeRequest, [iid]) => Ok(Answer::json(200, &shapes.merge_request_alone(subject(iid)?))),
            (Kind::MergeRequest, [iid, "approvals"]) => Ok(Answer::json(200, &shapes.approvals(subject(iid)?, me))),
            (Kind::MergeRequest, [iid, "reviewers"]) => {
                Ok(Answer::json(200, &Value::Array(shapes.reviewers(subject(iid)?))))
            }
            (_, [iid, "notes"]) => {
                let subject = subject(iid)?;
                Ok(self.page(asked, lists::notes(subject, asked)?, |note| shapes.note(note, subject)))
            }
            _ => Err(no_such_route()),
        }
    }

    fn subjects(&self, asked: &Asked, me: &str, kind: Kind, place: Place) -> Told {
        let origin = asked.origin();
        let shapes = Shapes { world: &self.world, origin: &origin };
        let found = lists::subjects(&self.world, asked, me, kind, place)?;
        Ok(self.page(asked, found, |subject| shapes.subject(subject)))
    }

    fn page<T>(&self, asked: &Asked, all: Vec<T>, shape: impl Fn(T) -> Value) -> Answer {
        pages::page(asked, all, self.hides_totals, shape)
    }

    fn mark(&mut self, asked: &Asked, me: &str, rest: &[&str]) -> Told {
        let id = match rest {
            ["mark_as_done"] => {
                self.world.mark_all_done(me);
                return Ok(Answer::empty(204));
            }
            [id, "mark_as_done"] => id.parse().map_err(|_| absent(""))?,
            _ => return Err(no_such_route()),
        };
        let todo = self.world.mark_done(me, id).ok_or_else(|| absent(""))?;
        let origin = asked.origin();
        Ok(Answer::json(201, &Shapes { world: &self.world, origin: &origin }.todo(&todo)))
    }

    /// By its id or its path; an old path leads to the new place (<https://docs.gitlab.com/api/rest/#redirects>).
    fn find(&self, asked: &Asked, named: &str) -> Result<&Project, Answer> {
        let all = || self.world.projects.values().filter(|project| !project.is_hidden);
        let is_named = |project: &&Project| project.path == named || named.parse() == Ok(project.id);
        if let Some(project) = all().find(is_named) {
            return Ok(project);
        }
        let was_named = |project: &&Project| project.moved_from.iter().any(|path| path == named);
        let moved = all().find(was_named).ok_or_else(|| absent("Project"))?;
        if asked.method != "GET" {
            let said = "Non GET methods are not allowed for moved projects";
            return Err(Answer::json(405, &json!({ "message": said })));
        }
        let rest = asked.url.path()[BASE.len()..].splitn(3, '/').nth(2).map(|rest| format!("/{rest}"));
        let query = asked.url.query().map(|query| format!("?{query}"));
        let (rest, query) = (rest.unwrap_or_default(), query.unwrap_or_default());
        let there = format!("{}{BASE}projects/{}{rest}{query}", asked.origin(), moved.id);
        let said = format!("This resource has been moved permanently to {there}");
        Err(Answer::of(301, "text/plain", said).with("Location", there))
    }

    fn numbered(&self, project: &Project, kind: Kind, iid: &str) -> Result<&Subject, Answer> {
        let found = self.world.subjects.values().find(|subject| {
            subject.project == project.id && subject.key.kind == kind && iid.parse() == Ok(subject.iid)
        });
        found.ok_or_else(|| absent(""))
    }
}
