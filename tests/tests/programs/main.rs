//! The real tray program and command line, without a display: killed, starved, mistreated, asked.

mod accounts;
mod canary;
mod command_line;
mod faults;
mod gap;
mod keyring;
mod kill;
mod memory;
mod start_up;
mod work;
