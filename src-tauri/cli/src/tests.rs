//! Whole commands against a door that answers by rule, over a real socket.

mod accounts;
mod days;
mod desk;
mod doctor;
mod exits;
mod failing;
mod feed;
mod follow;
mod help;
mod history;
mod links;
mod lists;
mod long;
mod narrowed;
mod rest;
mod revoked;
mod sign_in;
mod status;
mod sync;
mod tasks;
mod timer;
mod vault;
mod views;
mod ways;
