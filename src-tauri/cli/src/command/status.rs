//! `stint status`: what runs, in one line.

use stint_api::{question::GetTimer, view::TimerView};

use super::gap;
use crate::{
    args::Form,
    desk::Desk,
    failure::{self, Failure},
    show::{
        entry,
        paint::{Ink, Paint},
        time::{self, Here},
    },
};

/// Show what runs, in one line
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stint status
  stint status --format \"{elapsed} {title}\"")]
pub(crate) struct Status {
    /// Print this instead, for a status bar: {title} {elapsed} {since} {project} {task} {tags} {today} {state}
    #[arg(long, value_name = "FORMAT", conflicts_with = "json")]
    format: Option<String>,
    #[command(flatten)]
    form: Form,
}

impl Status {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        if let Some(format) = &self.format {
            // A mistake in the format shows before anything is started for it.
            filled(format, &TimerView::default(), desk.here())?;
        }
        let timer = desk.ask(GetTimer {}).await?;
        let here = desk.here();
        if let Some(format) = self.format {
            let line = filled(&format, &timer, here)?;
            return Ok(writeln!(desk.out, "{}", line.trim())?);
        }
        desk.print(self.form, &timer, |timer, out, paint| writeln!(out, "{}", line(timer, here, paint)))?;
        if self.form.json { Ok(()) } else { warn(&timer, desk) }
    }
}

fn line(timer: &TimerView, here: Here<'_>, paint: Paint) -> String {
    let Some(entry) = &timer.running else {
        return format!("No timer is running. Today: {}", time::duration(timer.today_seconds));
    };
    let since = format!("since {}", here.clock(&entry.started_at));
    let rest: Vec<_> = entry::belongs(entry).into_iter().chain([since]).collect();
    let elapsed = time::duration(entry.seconds);
    format!("{}  {} · {}", paint.ink(Ink::Running, &elapsed), entry.title, rest.join(" · "))
}

/// What a desktop lacks is for `stint doctor`; it would be said again with every line.
const LASTING: [&str; 2] = ["tray", "notifications"];

/// What a person should know besides, on the error end so that the one line stays one line.
fn warn(timer: &TimerView, desk: &mut Desk<'_>) -> Result<(), Failure> {
    let paint = desk.around.err_paint;
    for problem in timer.problems.iter().filter(|problem| !LASTING.contains(&problem.kind.as_str())) {
        failure::tell(&problem.message, problem.hint.as_deref(), desk.err, paint)?;
    }
    if let Some(open) = &timer.gap {
        let question = gap::question(open, desk.here());
        let answers = gap::answers(timer.running.as_ref());
        failure::tell(&question, Some(&answers), desk.err, paint)?;
    }
    Ok(())
}

/// The format with each name in braces replaced; nothing runs, nothing is said.
fn filled(format: &str, timer: &TimerView, here: Here<'_>) -> Result<String, Failure> {
    let mut line = String::new();
    let mut rest = format;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or_else(|| no_such_name(after))?;
        line.push_str(before);
        line.push_str(&value(name, timer, here).ok_or_else(|| no_such_name(name))?);
        rest = after;
    }
    Ok(line + rest)
}

fn value(name: &str, timer: &TimerView, here: Here<'_>) -> Option<String> {
    let entry = timer.running.as_ref();
    let value = match name {
        "title" => entry.map(|entry| entry.title.clone()),
        "elapsed" => entry.map(|entry| time::duration(entry.seconds)),
        "since" => entry.map(|entry| here.clock(&entry.started_at)),
        "project" => entry.and_then(|entry| entry.project.as_ref()).map(|project| project.name.clone()),
        "task" => entry.and_then(|entry| entry.task.as_ref()).map(|task| task.title.clone()),
        "tags" => entry.map(|entry| entry.tags.join(" ")),
        "today" => Some(time::duration(timer.today_seconds)),
        "state" => Some(if entry.is_some() { "running" } else { "stopped" }.to_owned()),
        _ => return None,
    };
    Some(value.unwrap_or_default())
}

fn no_such_name(name: &str) -> Failure {
    Failure::usage(
        format!("The format names “{{{name}}}”, which Stint does not know."),
        "It knows {title} {elapsed} {since} {project} {task} {tags} {today} {state}.",
    )
}
