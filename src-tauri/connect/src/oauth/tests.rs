//! Sign-ins against an honest authorization server, and against everybody else.
//!
//! Every check of a desktop's sign-in has its tests, marked by its number:
//!
//! | | |
//! |---|---|
//! | O1 | the system's browser, no page of our own (RFC 8252 §8.12) |
//! | O2 | PKCE always, S256 only, a fresh verifier for each attempt (RFC 7636) |
//! | O3 | a state that cannot be guessed, compared in constant time, taken once (RFC 9700 §2.1) |
//! | O4 | not where the server says it lacks S256 (RFC 9700 §4.8) |
//! | O5 | the issuer, where it is promised (RFC 9207) |
//! | O6 | a way back for each service, end points from the attempt alone (RFC 9700 §2.1) |
//! | O7 | the same redirect at the exchange, byte for byte (RFC 9700 §2.1) |
//! | O8 | 127.0.0.1, any port, shared with nobody (RFC 8252 §7.3) |
//! | O9 | open for one answer, five minutes, 8 KiB and five seconds a guest (RFC 8252 §8.3) |
//! | O10 | junk ends nothing |
//! | O11 | the exact host, path and method, no `Origin`, nothing twice |
//! | O12 | a still page (RFC 9700 §4.2) |
//! | O13 | only https is opened, at the configured host |
//! | O14 | no redirects, 64 KiB, ten seconds at the token end point |
//! | O15 | renewals rotate (RFC 9700 §4.14) |
//! | O16 | the pace of device codes (RFC 8628 §3.5) |
//! | O17 | an address of the loopback that is pasted does nothing |
//! | O18 | an app needs no secret, and one that is sent stays out of the browser (RFC 8252 §8.5) |
//! | O19 | tokens go to the origin they were issued for, and to no other |

mod browser;
mod device;
mod hostile;
mod link;
mod metadata;
pub(super) mod place;
mod server;
mod tokens;
mod visitor;
