//! Addresses, and what may be spoken to.

use super::*;

fn at(address: &str) -> IpAddr {
    address.parse().unwrap()
}

#[test]
fn every_address_of_the_table_is_judged_as_it_says() {
    let table = include_str!("../../fixtures/addresses.csv").lines().skip(1);
    let mut judged = 0;
    for line in table {
        let (address, verdict) = line.split_once(',').unwrap();
        assert_eq!(permits(&Reach::Public, at(address)), verdict == "allow", "{address}");
        judged += 1;
    }
    assert!(judged >= 70, "{judged}");
}

#[test]
fn a_chosen_origin_reaches_private_networks_but_no_metadata_server() {
    for good in ["10.1.2.3", "172.31.0.1", "192.168.1.1", "100.64.0.1", "127.0.0.1", "::1", "fd12::1", "1.1.1.1"] {
        assert!(permits(&Reach::Chosen, at(good)), "{good}");
    }
    let never = ["169.254.169.254", "100.100.100.200", "168.63.129.16", "fd00:ec2::254", "fd20:ce::254", "fe80::1"];
    for bad in never.iter().chain(&["0.0.0.0", "::", "224.0.0.1", "255.255.255.255", "ff02::1", "64:ff9b::a00:1"]) {
        assert!(!permits(&Reach::Chosen, at(bad)), "{bad}");
    }
}

#[test]
fn plain_http_reaches_this_computer_alone() {
    for (address, is_here) in [("127.0.0.1", true), ("::1", true), ("::ffff:127.0.0.1", true), ("10.0.0.1", false)] {
        assert_eq!(permits(&Reach::ThisComputer, at(address)), is_here, "{address}");
    }
}

#[test]
fn an_allowance_holds_for_its_own_addresses_and_the_public_ones() {
    let reach = Reach::Allowed(["10.0.0.5", "fd12::5", "169.254.169.254", "fe80::1"].map(at).to_vec());
    for good in ["10.0.0.5", "::ffff:10.0.0.5", "fd12::5", "93.184.216.34"] {
        assert!(permits(&reach, at(good)), "{good}");
    }
    for bad in ["10.0.0.4", "10.0.0.6", "fd12::6", "127.0.0.1", "192.168.0.5", "169.254.169.254", "fe80::1"] {
        assert!(!permits(&reach, at(bad)), "{bad}");
    }
}

#[test]
fn the_person_is_asked_about_private_addresses_alone() {
    let private = |these: &[&str]| Judged::Private(these.iter().map(|it| at(it)).collect());
    let table: [(&[&str], Judged); 8] = [
        (&["93.184.216.34", "2606:2800:220:1::1"], Judged::Public),
        (&["10.0.0.5"], private(&["10.0.0.5"])),
        (&["10.0.0.5", "::ffff:10.0.0.5", "2606:2800:220:1::1", "fd12::5"], private(&["10.0.0.5", "fd12::5"])),
        (&["127.0.0.1", "::1"], private(&["127.0.0.1", "::1"])),
        (&["10.0.0.5", "169.254.169.254"], Judged::Forbidden),
        (&["93.184.216.34", "fe80::1"], Judged::Forbidden),
        (&["100.100.100.200"], Judged::Forbidden),
        (&[], Judged::Forbidden),
    ];
    for (addresses, expected) in table {
        let addresses: Vec<_> = addresses.iter().map(|address| at(address)).collect();
        assert_eq!(judge(&addresses), expected, "{addresses:?}");
    }
}
