//! A desktop of its own for each test, and the real programs driven on it.

pub mod accounts;
pub mod asked;
pub mod canary;
pub mod clipboard;
pub mod desktop;
pub mod dice;
pub mod fakes;
pub mod home;
pub mod keyring;
pub mod ledger;
pub mod notifications;
pub mod peer;
pub mod programs;
pub mod python;
pub mod sample;
pub mod screen;
pub mod simulation;
pub mod stint;
pub mod transcript;
pub mod tray;
pub mod wait;
pub mod watcher;
pub mod window;

pub use desktop::Desktop;
pub use home::Home;
pub use stint::Stint;
pub use tray::Tray;
pub use window::Window;
