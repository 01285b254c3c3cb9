//! Ten thousand assigned issues: every page is read, and what was read stays when the person has enough.

use anyhow::{Result, ensure};
use stint_api::{command::CancelJob, question::ListTasks, view::JobState};
use stint_tests::simulation::{Hand, MONDAY, Many, filled};

#[tokio::test]
async fn ten_thousand_assigned_issues_are_ten_thousand_tasks() -> Result<()> {
    let mut many = filled(&Hand::at(MONDAY), 10_000).await?;
    let job = many.begin()?;
    let mut seen = Vec::new();
    while many.scene.rehearsal.step().await {
        let view = many.job(job)?;
        if seen.last() != Some(&view.message) {
            seen.push(view.message);
        }
    }
    let end = many.job(job)?;
    ensure!(end.state == JobState::Done && end.message.contains("10000 new"), "{end:?}");
    ensure!(seen.len() > 20, "little was said of how far it is: {seen:?}");
    ensure!(tasks(&mut many)? == 10_000, "{} tasks", tasks(&mut many)?);
    ensure!(many.scene.rehearsal.told.len() == 1, "told {} times", many.scene.rehearsal.told.len());
    Ok(())
}

#[tokio::test]
async fn what_was_read_before_a_cancel_is_kept_and_the_rest_comes_later() -> Result<()> {
    let mut many = filled(&Hand::at(MONDAY), 3_000).await?;
    let job = many.begin()?;
    while tasks(&mut many)? < 1_000 && many.scene.rehearsal.step().await {}
    let before = tasks(&mut many)?;
    many.scene.rehearsal.command(&CancelJob { job }).await?;
    ensure!(many.job(job)?.state == JobState::Cancelled, "{:?}", many.job(job)?);
    ensure!((1_000..3_000).contains(&before) && tasks(&mut many)? == before, "{before} became {}", tasks(&mut many)?);
    many.begin()?;
    while many.scene.rehearsal.step().await {}
    ensure!(tasks(&mut many)? == 3_000, "{} tasks in the end", tasks(&mut many)?);
    Ok(())
}

fn tasks(many: &mut Many) -> Result<u32> {
    Ok(many.scene.rehearsal.ask(&ListTasks { limit: Some(1), ..ListTasks::default() })?.total)
}
