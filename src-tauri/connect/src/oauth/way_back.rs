//! Where a browser comes back to: a path for each service, and for each host of a person's own.
//!
//! With one path for all hosts of a service, a hostile one could have its sign-in answered by another (RFC 9700 §4.4).

use crate::connector::Descriptor;

/// The path below `http://127.0.0.1`, as it is registered with the OAuth app.
///
/// `/gitlab` where the service lies at its usual place, `/gitlab/git.example.org/8443` at a host of the person's own.
#[must_use]
pub fn way_back(descriptor: &Descriptor, own: Option<&str>) -> String {
    let id = descriptor.id;
    let host = own.map(|origin| origin.split_once("://").map_or(origin, |(_, host)| host));
    host.map_or_else(|| format!("/{id}"), |host| format!("/{id}/{}", in_a_path(host)))
}

/// A host as part of a path: the port is a segment of its own, and the colons of IPv6 are hyphens.
fn in_a_path(host: &str) -> String {
    match host.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')) {
        Some((name, port)) => format!("{}/{port}", in_a_path(name)),
        None => host.trim_matches(['[', ']']).replace(':', "-"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oauth::tests::place::SERVICE;

    #[test]
    fn every_host_has_a_way_back_of_its_own() {
        assert_eq!(way_back(&SERVICE, None), "/gitlab"); // O6
        let table = [
            ("https://git.example.org", "/gitlab/git.example.org"),
            ("https://git.example.org:8443", "/gitlab/git.example.org/8443"),
            ("https://git.example.org-8443", "/gitlab/git.example.org-8443"),
            ("https://192.168.1.20:3000", "/gitlab/192.168.1.20/3000"),
            ("https://[fd00::1]", "/gitlab/fd00--1"),
            ("https://[fd00::1]:8443", "/gitlab/fd00--1/8443"),
        ];
        for (origin, expected) in table {
            assert_eq!(way_back(&SERVICE, Some(origin)), expected);
        }
    }
}
