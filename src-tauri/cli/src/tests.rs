//! Whole commands against a door that answers by rule, over a real socket.

mod accounts;
mod days;
mod desk;
mod doctor;
mod failing;
mod links;
mod lists;
mod long;
mod sign_in;
mod status;
mod timer;
mod vault;
mod views;
