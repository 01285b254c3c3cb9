//! Clients and server over a real socket: good clients, bad clients, many clients.

mod bad_clients;
mod calls;
mod events;
mod host;
