//! The engine beside made-up services, all by one clock that is set by hand: a day passes in seconds.

mod day;
mod forge;
mod hand;
mod many;
mod outage;
mod scene;

pub use self::{
    day::{Day, ORDINARY, Pace, STORMY, day},
    forge::{AtGitHub, AtGitLab, Forge, Hour, Standing},
    hand::{Hand, MONDAY},
    many::{Many, filled},
    outage::{Outage, outage},
    scene::Scene,
};
