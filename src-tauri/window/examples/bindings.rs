//! Writes the TypeScript bindings anew.

fn main() -> anyhow::Result<()> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    stint_window::bindings::write(&root.join("ui/src/host/bindings.ts"))
}
