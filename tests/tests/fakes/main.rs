//! The made-up services, judged by documents and clients that nobody of us wrote.

mod asking;
mod gitea;
mod github;
mod gitlab;
