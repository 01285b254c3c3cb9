//! The committed bindings are what the types say.

use std::path::Path;

#[test]
fn bindings_are_current() {
    let folder = tempfile::tempdir().unwrap();
    let fresh = folder.path().join("bindings.ts");
    stint_window::bindings::write(&fresh).unwrap();
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/host/bindings.ts");
    assert!(
        std::fs::read(&fresh).unwrap() == std::fs::read(committed).unwrap(),
        "ui/src/host/bindings.ts is stale: cargo run -p stint-window --example bindings"
    );
}
