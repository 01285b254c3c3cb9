//! The rules of the house, read from manifests, sources and the built programs.

mod documents;
mod egress;
mod linking;
mod manifests;
mod sources;
