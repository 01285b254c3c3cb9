//! The commands of a page: the window's own are answered here, every other goes on to the engine as it came.

use serde_json::Value;
use stint_api::{ApiError, Call, Code, Request, command::*, question::*};
use tauri::{
    Manager as _, Wry,
    ipc::{Invoke, InvokeBody},
};

use crate::{engine::Engine, list::every_command, own};

macro_rules! answers {
    (engine { $($request:ident $name:ident;)* } own { $($own:ident;)* }) => {
        /// The names of all commands, as the build manifest and the capabilities have them.
        pub const NAMES: &[&str] = &[$(stringify!($name),)* $(stringify!($own),)*];

        /// What the engine calls the request of a command; `None` for the window's own.
        fn request_of(command: &str) -> Option<&'static str> {
            match command {
                $(stringify!($name) => Some($request::NAME),)*
                _ => None,
            }
        }

        fn answer_own(invoke: Invoke<Wry>) -> bool {
            let answer: fn(Invoke<Wry>) -> bool = tauri::generate_handler![$(own::$own),*];
            answer(invoke)
        }
    };
}
every_command!(answers);

/// Answers one call of a page; `false` where there is no such command.
///
/// The engine reads and checks a request itself, so it is not read here first: one function does for all of them.
pub fn answer(invoke: Invoke<Wry>) -> bool {
    match request_of(invoke.message.command()) {
        Some(name) => pass_on(invoke, name),
        None => answer_own(invoke),
    }
}

fn pass_on(invoke: Invoke<Wry>, name: &str) -> bool {
    let app = invoke.message.webview().app_handle().clone();
    let request = read(invoke.message.payload(), name);
    invoke.resolver.respond_async(async move { Ok(app.state::<Engine>().pass(request?).await?) });
    true
}

fn read(payload: &InvokeBody, name: &str) -> Result<Request, ApiError> {
    let body = match payload {
        InvokeBody::Json(Value::Object(arguments)) => arguments.get("request").filter(|body| body.is_object()).cloned(),
        InvokeBody::Json(_) | InvokeBody::Raw(_) => None,
    };
    let unread = || ApiError::new(Code::Refused, format!("The page asked for {name} with nothing to read."));
    Ok(Request { name: name.to_owned(), body: body.ok_or_else(unread)? })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_command_is_the_request_of_its_name_and_the_windows_own_are_none() {
        let named = NAMES.iter().filter_map(|name| Some((*name, request_of(name)?))).collect::<Vec<_>>();
        assert!(named.contains(&("start_timer", "startTimer")) && named.contains(&("start_export", "export")));
        assert_eq!((request_of("ready"), request_of("no_such_command")), (None, None));
    }

    #[test]
    fn what_the_page_says_goes_on_as_it_came() {
        let payload = InvokeBody::Json(json!({ "request": { "day": "2026-11-20" }, "more": 1 }));
        let request = read(&payload, "getDay").unwrap();
        assert_eq!((request.name.as_str(), request.body), ("getDay", json!({ "day": "2026-11-20" })));
    }

    #[test]
    fn a_call_without_a_request_is_refused() {
        let odd = [json!({}), json!("x"), json!({ "request": null }), json!({ "request": [1] })];
        for payload in odd.map(InvokeBody::Json).into_iter().chain([InvokeBody::Raw(vec![1])]) {
            assert_eq!(read(&payload, "getDay").unwrap_err().code, Code::Refused);
        }
    }
}
