//! The rules of time, tasks and the timer, told case by case and as properties of random days.

#[cfg(test)]
mod account;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod correct;
#[cfg(test)]
mod credentials;
#[cfg(test)]
mod day;
#[cfg(test)]
mod feed;
#[cfg(test)]
mod gap;
#[cfg(test)]
mod governor;
#[cfg(test)]
mod journal;
#[cfg(test)]
mod model;
#[cfg(test)]
mod notice;
#[cfg(test)]
mod phrase;
#[cfg(test)]
mod projects_and_tasks;
#[cfg(test)]
mod quiet;
#[cfg(test)]
mod random_days;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod schedule;
#[cfg(test)]
mod scopes;
#[cfg(test)]
mod timer;
#[cfg(test)]
mod work_events;
#[cfg(test)]
mod work_owned;
#[cfg(test)]
mod work_rules;
#[cfg(test)]
mod work_sample;
#[cfg(test)]
mod work_stories;
#[cfg(test)]
mod work_tasks;
#[cfg(test)]
mod world;
