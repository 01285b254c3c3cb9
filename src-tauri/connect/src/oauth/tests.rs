//! Sign-ins against an honest authorization server.
