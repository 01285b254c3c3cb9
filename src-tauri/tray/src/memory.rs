//! Keeps what this program has in memory to itself: secrets pass through it, and a crash must not leave them in a file.

/// Sees to it that no core dump is written and that no other program of the person reads this one's memory.
///
/// `STINT_INSPECTABLE` in the environment, set to anything, lets other programs read it, for debuggers and measuring.
pub fn keep_private() {
    #[cfg(unix)]
    if let Err(error) = leave_no_core() {
        tracing::warn!(%error, "a crash may leave a core dump");
    }
    #[cfg(target_os = "linux")]
    if !crate::edge::is_inspectable() {
        // A dump that is piped to another program heeds no limit, but this.
        let none = rustix::process::DumpableBehavior::NotDumpable;
        if let Err(error) = rustix::process::set_dumpable_behavior(none) {
            tracing::warn!(%error, "other programs may read the memory of this one");
        }
    }
}

/// Of the two limits only the one in force is lowered: a browser started from here may raise its own again.
#[cfg(unix)]
fn leave_no_core() -> rustix::io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Core);
    setrlimit(Resource::Core, Rlimit { current: Some(0), ..limit })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::process::Command;

    use rustix::process::{DumpableBehavior, dumpable_behavior};

    #[test]
    fn no_core_is_dumped_of_this_program_nor_of_what_it_starts() {
        super::keep_private();
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
        let limits = Command::new("cat").arg("/proc/self/limits").output().unwrap().stdout;
        let limits = String::from_utf8(limits).unwrap();
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
    }
}
