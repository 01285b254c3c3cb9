//! Which addresses may be spoken to: the public internet, and private ones only where the person said so.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// How far a connection may reach.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// The public internet.
    Public,
    /// These private addresses too, for the person was asked about exactly them.
    Allowed(Vec<IpAddr>),
    /// Private networks and this computer too, for the configuration names the origin.
    Chosen,
    /// This computer and no other.
    ThisComputer,
}

/// Where the addresses of a name lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judged {
    /// All on the public internet.
    Public,
    /// These on a private network or on this computer, the others public: the person is asked about these.
    Private(Vec<IpAddr>),
    /// One where no service ever lies, or there is none: no question is asked.
    Forbidden,
}

/// Networks of IPv4 that are not the public internet (IANA special-purpose registry), and one metadata server outside of them.
const NOT_PUBLIC_V4: [(Ipv4Addr, u32); 16] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(168, 63, 129, 16), 32),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// Networks of IPv4 that people own: homes, companies, overlays.
const PRIVATE_V4: [(Ipv4Addr, u32); 4] = [
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
];

/// The metadata server of a cloud, inside a private network.
const METADATA_V4: Ipv4Addr = Ipv4Addr::new(100, 100, 100, 200);

/// The only public network of IPv6; all else is refused.
const GLOBAL_V6: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// What is not public inside of it: protocol assignments, documentation, 6to4.
const NOT_PUBLIC_V6: [(Ipv6Addr, u32); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// Networks of IPv6 that people own.
const PRIVATE_V6: (Ipv6Addr, u32) = (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7);

/// The metadata servers of clouds, inside of them.
const METADATA_V6: [(Ipv6Addr, u32); 2] =
    [(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0), 32), (Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0), 32)];

/// Endings of names that belong to a private network or this computer.
const PRIVATE_ENDINGS: [&str; 5] = [".localhost", ".local", ".internal", ".home.arpa", ".lan"];

/// Names of metadata servers.
const METADATA_NAMES: [&str; 5] =
    ["metadata", "instance-data", "metadata.google.internal", "metadata.tencentyun.com", "metadata.packet.net"];

/// Whether a connection of this reach may go to this address.
#[must_use]
pub fn permits(reach: &Reach, address: IpAddr) -> bool {
    let address = address.to_canonical();
    match reach {
        Reach::Public => is_public(address),
        Reach::Allowed(these) => is_public(address) || (is_askable(address) && these.contains(&address)),
        Reach::Chosen => is_public(address) || is_askable(address),
        Reach::ThisComputer => address.is_loopback(),
    }
}

/// Where the addresses of a name lie, as far as the person must know; in the order given, without repetition.
#[must_use]
pub fn judge(addresses: &[IpAddr]) -> Judged {
    let mut private = Vec::new();
    for address in addresses.iter().map(IpAddr::to_canonical).filter(|address| !is_public(*address)) {
        if !is_askable(address) {
            return Judged::Forbidden;
        }
        if !private.contains(&address) {
            private.push(address);
        }
    }
    match (addresses, private.as_slice()) {
        ([], _) => Judged::Forbidden,
        (_, []) => Judged::Public,
        _ => Judged::Private(private),
    }
}

/// Whether a name is that of a metadata server; what it resolves to does not matter.
#[must_use]
pub fn is_metadata_name(name: &str) -> bool {
    METADATA_NAMES.contains(&name.trim_end_matches('.').to_ascii_lowercase().as_str())
}

/// Whether a name may belong to the public internet; what it resolves to is judged apart.
#[must_use]
pub fn is_public_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let is_private = PRIVATE_ENDINGS.iter().any(|ending| name.ends_with(ending));
    name.contains('.') && !is_private && !is_metadata_name(&name)
}

/// Whether the person may allow it: a network that people own, or this computer.
fn is_askable(address: IpAddr) -> bool {
    is_private(address) || address.is_loopback()
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => !NOT_PUBLIC_V4.iter().any(|network| holds_v4(network, v4)),
        IpAddr::V6(v6) => holds_v6(&GLOBAL_V6, v6) && !NOT_PUBLIC_V6.iter().any(|network| holds_v6(network, v6)),
    }
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4 != METADATA_V4 && PRIVATE_V4.iter().any(|network| holds_v4(network, v4)),
        IpAddr::V6(v6) => holds_v6(&PRIVATE_V6, v6) && !METADATA_V6.iter().any(|network| holds_v6(network, v6)),
    }
}

fn holds_v4((network, bits): &(Ipv4Addr, u32), address: Ipv4Addr) -> bool {
    (network.to_bits() ^ address.to_bits()).leading_zeros() >= *bits
}

fn holds_v6((network, bits): &(Ipv6Addr, u32), address: Ipv6Addr) -> bool {
    (network.to_bits() ^ address.to_bits()).leading_zeros() >= *bits
}

#[cfg(test)]
mod tests;
