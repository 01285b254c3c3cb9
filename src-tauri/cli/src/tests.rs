//! Whole commands against a door that answers by rule, over a real socket.

mod days;
mod desk;
mod doctor;
mod failing;
mod lists;
mod long;
mod status;
mod timer;
mod views;
