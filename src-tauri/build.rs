//! Declares to Tauri which commands and capabilities there are; whatever is not declared here, a page cannot call.

#[path = "window/src/list.rs"]
mod list;

macro_rules! names {
    (engine { $($request:ident $name:ident;)* } own { $($own:ident;)* }) => {
        &[$(stringify!($name),)* $(stringify!($own),)*]
    };
}

const COMMANDS: &[&str] = list::every_command!(names);

fn main() {
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*.json")
        .app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    println!("cargo::rerun-if-changed=src-tauri/window/src/list.rs");
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
