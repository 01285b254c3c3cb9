//! Whether the machine sleeps and reaches the network, as the system says; where nobody says, it is awake and online.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
mod network;

#[cfg(target_os = "linux")]
pub(crate) use linux::watch;

/// Nobody is asked here: a service that is out of reach says enough.
#[cfg(not(target_os = "linux"))]
pub(crate) async fn watch(_tell: impl Fn(stint_engine::Presence)) {
    std::future::ready(()).await;
}
