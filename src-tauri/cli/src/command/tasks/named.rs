//! Finds the task that a person names.

use stint_api::{client::Client, question::ListTasks, view::TaskView};

use crate::failure::Failure;

/// The most tasks that are looked through for a reference.
const MOST: u32 = 1_000;

/// The id of the task that is named.
pub(super) async fn task(engine: &Client, named: &str) -> Result<String, Failure> {
    let all = ListTasks { text: named.to_owned(), with_done: true, with_off_list: true, ..ListTasks::default() };
    let mut tasks = engine.call(ListTasks { limit: Some(MOST), ..all }).await?.tasks;
    let best = [names_whole, names_end, names_title].into_iter().find(|fits| tasks.iter().any(|it| fits(it, named)));
    match best {
        Some(fits) => tasks.retain(|task| fits(task, named)),
        // An id is no word of any task; the engine says where it is none.
        None if is_id(named) => return Ok(named.to_owned()),
        None => tasks.clear(),
    }
    match tasks.as_slice() {
        [only] => Ok(only.id.clone()),
        [] => Err(Failure::unnamed(
            format!("There is no task “{named}”."),
            "See `stint tasks --all`; name one as acme/api#42.",
        )),
        many => Err(ambiguous(named, many)),
    }
}

fn names_whole(task: &TaskView, named: &str) -> bool {
    task.reference.as_ref().is_some_and(|reference| reference.to_lowercase() == named.to_lowercase())
}

/// `42` and `#42` name `acme/api#42`, `!42` and `42` name `acme/api!42`.
fn names_end(task: &TaskView, named: &str) -> bool {
    let number = named.trim_start_matches(['#', '!']);
    let is_number = !number.is_empty() && number.len() + 1 >= named.len() && number.bytes().all(|c| c.is_ascii_digit());
    let rest = task.reference.as_ref().and_then(|reference| reference.strip_suffix(named));
    is_number && rest.is_some_and(|rest| named.len() > number.len() || rest.ends_with(['#', '!']))
}

fn names_title(task: &TaskView, named: &str) -> bool {
    task.title.to_lowercase() == named.to_lowercase()
}

fn is_id(named: &str) -> bool {
    named.len() == 36 && named.bytes().all(|c| c.is_ascii_hexdigit() || c == b'-')
}

fn ambiguous(named: &str, tasks: &[TaskView]) -> Failure {
    let name = |task: &TaskView| task.reference.clone().filter(|it| it != named).unwrap_or_else(|| task.id.clone());
    let names: Vec<_> = tasks.iter().take(8).map(name).collect();
    Failure::unnamed(
        format!("“{named}” may mean {} tasks.", tasks.len()),
        format!("Name one of them: {}.", names.join(", ")),
    )
}
