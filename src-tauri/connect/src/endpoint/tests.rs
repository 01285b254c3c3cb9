//! Origins and hosts, fit and unfit.

use super::*;

fn allowance(host: &str, port: u16, addresses: &[&str]) -> Allowance {
    let addresses = addresses.iter().map(|address| address.parse().unwrap()).collect();
    Allowance { host: host.to_owned(), port, addresses }
}

#[test]
fn a_standard_origin_is_https_and_public() {
    assert!(Endpoint::standard("https://api.example.org").is_ok());
    assert!(Endpoint::standard("https://93.184.216.34").is_ok());
    for bad in ["http://api.example.org", "https://api.example.org:8443", "ftp://api.example.org"] {
        assert_eq!(Endpoint::standard(bad), Err(Unfit::NotSafe), "{bad}");
    }
    for bad in [
        "https://localhost",
        "https://intranet",
        "https://git.internal",
        "https://metadata.google.internal",
        "https://10.0.0.1",
        // Other spellings of 127.0.0.1.
        "https://0x7f.1",
        "https://2130706433",
        "https://0177.0.0.1",
        "https://①②⑦.0.0.1",
        "https://[::1]",
        "https://[::ffff:10.0.0.1]",
    ] {
        assert_eq!(Endpoint::standard(bad), Err(Unfit::Forbidden), "{bad}");
    }
}

#[test]
fn a_host_of_ones_own_is_public_or_the_person_is_asked() {
    for good in ["https://git.example.org", "https://git.example.org:8443", "https://git.internal", "https://8.8.8.8"] {
        assert_eq!(Endpoint::own(good).unwrap().reach(), &Reach::Public, "{good}");
    }
    for private in ["https://10.0.0.5", "https://[fd12::5]:3000", "https://127.0.0.1", "https://localhost:8443"] {
        assert_eq!(Endpoint::own(private), Err(Unfit::Private), "{private}");
    }
    for never in ["https://169.254.169.254", "https://[fe80::1]", "https://metadata.google.internal", "https://0.0.0.0"]
    {
        assert_eq!(Endpoint::own(never), Err(Unfit::Forbidden), "{never}");
    }
    assert_eq!(Endpoint::own("http://git.example.org"), Err(Unfit::NotSafe));
}

#[test]
fn an_allowance_holds_for_its_host_and_port_alone() {
    let given = allowance("git.acme.example", 8443, &["10.0.0.5", "::ffff:10.0.0.6"]);
    let endpoint = Endpoint::allowed("https://git.acme.example:8443", &given).unwrap();
    let addresses = ["10.0.0.5", "10.0.0.6"].map(|it| it.parse().unwrap()).to_vec();
    assert_eq!(endpoint.reach(), &Reach::Allowed(addresses));
    for other in ["https://git.acme.example", "https://git.acme.example:8444", "https://acme.example:8443"] {
        assert_eq!(Endpoint::allowed(other, &given), Err(Unfit::NotAllowed), "{other}");
    }
    assert_eq!(Endpoint::allowed("http://git.acme.example:8443", &given), Err(Unfit::NotSafe));
}

#[test]
fn an_allowed_address_may_be_this_computer_and_never_a_metadata_server() {
    let here = allowance("[::1]", 443, &["::1"]);
    assert!(Endpoint::allowed("https://[::1]", &here).is_ok());
    for never in ["169.254.169.254", "fe80::1", "0.0.0.0", "fd00:ec2::254"] {
        let host = if never.contains(':') { format!("[{never}]") } else { never.to_owned() };
        let given = allowance(never, 443, &[never]);
        assert_eq!(Endpoint::allowed(&format!("https://{host}"), &given), Err(Unfit::Forbidden), "{never}");
    }
    let other = allowance("10.0.0.5", 443, &["10.0.0.6"]);
    assert_eq!(Endpoint::allowed("https://10.0.0.5", &other), Err(Unfit::Forbidden));
}

#[test]
fn a_chosen_origin_may_be_private_and_plain_http_stays_on_this_computer() {
    for good in ["https://10.0.0.5:8443", "https://git.internal", "https://[fd12::1]", "https://localhost:8443"] {
        assert_eq!(Endpoint::chosen(good).unwrap().reach(), &Reach::Chosen, "{good}");
    }
    for good in ["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"] {
        assert_eq!(Endpoint::chosen(good).unwrap().reach(), &Reach::ThisComputer, "{good}");
    }
    for bad in ["http://10.0.0.5", "http://git.example.org", "http://localhost.example.org", "file:///etc"] {
        assert!(Endpoint::chosen(bad).is_err(), "{bad}");
    }
    for bad in ["https://169.254.169.254", "https://[fe80::1]", "https://0.0.0.0", "https://100.100.100.200"] {
        assert_eq!(Endpoint::chosen(bad), Err(Unfit::Forbidden), "{bad}");
    }
}

#[test]
fn an_origin_is_nothing_but_an_origin() {
    for bad in [
        "",
        "git.example.org",
        "https://",
        "https://a.org/path",
        "https://a.org?x",
        "https://me:pw@a.org",
        "https://a.org.",
        "https://a..org",
    ] {
        assert_eq!(Endpoint::chosen(bad), Err(Unfit::NotAnOrigin), "{bad}");
    }
}

#[test]
fn no_path_leads_to_another_origin() {
    let endpoint = Endpoint::chosen("https://git.example.org:8443").unwrap();
    assert_eq!(endpoint.url("/a?page=2").unwrap().as_str(), "https://git.example.org:8443/a?page=2");
    assert!(endpoint.url("https://git.example.org:8443/b").is_some());
    for bad in [
        "https://git.example.org/b",
        "http://git.example.org:8443/b",
        "https://git.example.org:8444/b",
        "//evil.example.org/b",
        "https://git.example.org:8443@evil.example.org/",
        "https://me@git.example.org:8443/b",
        r"\\evil.example.org\b",
    ] {
        assert_eq!(endpoint.url(bad), None, "{bad}");
    }
}

#[test]
fn a_host_as_people_type_it_becomes_an_origin() {
    let table = [
        ("git.example.org", "https://git.example.org"),
        ("  git.example.org ", "https://git.example.org"),
        ("https://git.example.org/", "https://git.example.org"),
        ("HTTPS://Git.Example.ORG", "https://git.example.org"),
        ("git.example.org:8443", "https://git.example.org:8443"),
        ("git.example.org:443", "https://git.example.org"),
        ("git", "https://git"),
        ("10.0.0.5:3000", "https://10.0.0.5:3000"),
        ("[FD12:0:0::1]:3000", "https://[fd12::1]:3000"),
        ("bücher.example", "https://xn--bcher-kva.example"),
        ("xn--bcher-kva.example", "https://xn--bcher-kva.example"),
        // Cyrillic letters that look like Latin ones: shown as what they are.
        ("gіthub.com", "https://xn--gthub-n2e.com"),
    ];
    for (typed, origin) in table {
        assert_eq!(tidy(typed).as_deref(), Ok(origin), "{typed}");
    }
}

#[test]
fn a_host_that_two_programs_may_read_differently_is_refused() {
    let disguised = |plain: &str| Unfit::Disguised(plain.to_owned());
    let long_label = format!("{}.example.org", "a".repeat(64));
    let long_name = format!("{}example.org", "a.".repeat(130));
    let table = [
        ("git.example.org\r\nhost=github.com", Unfit::Invisible),
        ("git.example.org\r", Unfit::Invisible),
        ("git.example.org\n", Unfit::Invisible),
        ("git.exa\0mple.org", Unfit::Invisible),
        ("git.exa\tmple.org", Unfit::Invisible),
        ("git.exa\u{ad}mple.org", Unfit::Invisible),
        ("git.example\u{200b}.org", Unfit::Invisible),
        ("gro.elpmaxe\u{202e}", Unfit::Invisible),
        ("git example.org", Unfit::Spaces),
        ("me@git.example.org", Unfit::HasUser),
        ("https://me:pw@git.example.org", Unfit::HasUser),
        ("github.com@git.example.org", Unfit::HasUser),
        ("git.example.org/acme", Unfit::HasPath),
        ("git.example.org//", Unfit::HasPath),
        ("git.example.org?x", Unfit::HasPath),
        ("git.example.org#x", Unfit::HasPath),
        (r"git.example.org\x", Unfit::HasPath),
        ("git.example.org.", Unfit::TrailingDot),
        ("git.example.org。", Unfit::TrailingDot),
        ("git.example.org.:8443", Unfit::TrailingDot),
        ("10.0.0.5.", Unfit::TrailingDot),
        ("１２７．０．０．１", disguised("127.0.0.1")),
        ("①②⑦.0.0.1", disguised("127.0.0.1")),
        ("ｇithub.com", disguised("github.com")),
        ("0x7f.1", disguised("127.0.0.1")),
        ("0177.0.0.1", disguised("127.0.0.1")),
        ("2130706433", disguised("127.0.0.1")),
        ("127.1", disguised("127.0.0.1")),
        ("git.example.org:", Unfit::NotAnOrigin),
        ("git.example.org:0", Unfit::NotAnOrigin),
        ("git.example.org:0443", Unfit::NotAnOrigin),
        ("git.example.org:99999", Unfit::NotAnOrigin),
        ("git.example.org:４４３", Unfit::NotAnOrigin),
        ("git..example.org", Unfit::NotAnOrigin),
        (".example.org", Unfit::NotAnOrigin),
        ("git.example.org;x", Unfit::NotAnOrigin),
        ("git.example.org,x", Unfit::NotAnOrigin),
        ("git%2eexample.org", Unfit::NotAnOrigin),
        ("[fe80::1%25eth0]", Unfit::NotAnOrigin),
        ("::1", Unfit::NotAnOrigin),
        ("", Unfit::NotAnOrigin),
        ("https://", Unfit::NotAnOrigin),
        ("ssh://git.example.org", Unfit::NotAnOrigin),
        ("http://git.example.org", Unfit::NotSafe),
        (&long_label, Unfit::NotAnOrigin),
        (&long_name, Unfit::NotAnOrigin),
    ];
    for (typed, unfit) in table {
        assert_eq!(tidy(typed), Err(unfit), "{typed:?}");
    }
}
