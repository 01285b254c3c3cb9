//! Days, outages and failures in seconds: the engine with its real connectors beside made-up services, on one clock.

mod budget;
mod failures;
mod latency;
mod many;
mod outage;
