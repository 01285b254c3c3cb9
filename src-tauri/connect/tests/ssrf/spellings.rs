//! Bad addresses in every spelling that some program reads as one.

use std::net::Ipv4Addr;

use stint_connect::endpoint::{Endpoint, tidy};

use crate::stage::{Doors, Outcome, attempt, egress_home};

pub const CASES: usize = 558;

const BAD: [[u8; 4]; 14] = [
    [127, 0, 0, 1],
    [127, 1, 2, 3],
    [10, 0, 0, 1],
    [100, 64, 0, 1],
    [100, 100, 100, 200],
    [168, 63, 129, 16],
    [169, 254, 169, 254],
    [172, 16, 0, 1],
    [192, 0, 0, 192],
    [192, 168, 1, 1],
    [198, 18, 0, 1],
    [0, 0, 0, 0],
    [224, 0, 0, 1],
    [255, 255, 255, 255],
];

const NAMES: [&str; 26] = [
    "localhost",
    "LOCALHOST",
    "localhost.",
    "localhost.localdomain",
    "a.localhost",
    "ｌocalhost",
    "loc%61lhost",
    "localhost6",
    "ip6-localhost",
    "printer.local",
    "nas.lan",
    "git.internal",
    "router.home.arpa",
    "intranet",
    "metadata",
    "metadata.",
    "instance-data",
    "metadata.google.internal",
    "METADATA.google.internal.",
    "metadata.tencentyun.com",
    "metadata.packet.net",
    "127.0.0.1.nip.example",
    "localtest.example",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
];

#[tokio::test]
async fn no_spelling_of_a_bad_address_leads_anywhere() {
    let (doors, mut cases) = (Doors::open(), 0);
    let egress = egress_home();
    let spelt = BAD.into_iter().flat_map(|bytes| spellings(Ipv4Addr::from(bytes)));
    for host in spelt.chain(NAMES.map(str::to_owned)) {
        let (with_port, without) = (format!("https://{host}:{}", doors.port), format!("https://{host}"));
        let typed = [format!("{host}:{}", doors.port), host.clone(), format!(" {without}/ ")];
        let endpoints = [Endpoint::own(&with_port), Endpoint::own(&without), Endpoint::standard(&without)];
        let tidied = typed.iter().filter_map(|typed| tidy(typed).ok()).map(|origin| Endpoint::own(&origin));
        for endpoint in endpoints.into_iter().chain(tidied) {
            assert_ne!(attempt(&egress, endpoint).await, Outcome::Sent, "{host}");
        }
        cases += 1;
    }
    assert_eq!(cases, CASES);
    assert_eq!(doors.visits(), 0);
}

#[test]
fn what_is_tidied_is_written_in_one_way_only() {
    for host in BAD.into_iter().flat_map(|bytes| spellings(Ipv4Addr::from(bytes))) {
        if let Ok(origin) = tidy(&host) {
            assert_eq!(tidy(&origin).as_ref(), Ok(&origin), "{host}");
        }
    }
}

/// The address in other digits, other bases, other lengths, and inside of IPv6.
pub fn spellings(address: Ipv4Addr) -> Vec<String> {
    let [a, b, c, d] = address.octets();
    let (bits, tail) = (address.to_bits(), u32::from_be_bytes([0, b, c, d]));
    let end = u16::from_be_bytes([c, d]);
    let plain = address.to_string();
    let digits = |from: u32| plain.chars().map(|it| it.to_digit(10).map_or(it, |digit| other(from, digit))).collect();
    vec![
        plain.clone(),
        format!("{plain}."),
        format!("{bits}"),
        format!("{}", u64::from(bits) + (1 << 32)),
        format!("0x{bits:x}"),
        format!("0X{bits:08X}"),
        format!("0x{bits:032x}"),
        format!("0{bits:o}"),
        format!("00000{bits:o}"),
        format!("{a}.{tail}"),
        format!("{a}.{b}.{end}"),
        format!("0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}"),
        format!("0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
        format!("000{a:o}.000{b:o}.000{c:o}.000{d:o}"),
        format!("0x{a:x}.{b}.0{c:o}.{d}"),
        format!("0x{a:x}.{tail}"),
        format!("{}.{b}.{c}.{d}", u32::from(a) + 256),
        digits(0xff10),
        digits(0x2460),
        digits(0x1d7ce),
        digits(0x0660),
        plain.replace('.', "。"),
        plain.replace('.', "．"),
        plain.replace('.', "｡"),
        plain.replace('.', "%2e"),
        plain.bytes().map(|byte| format!("%{byte:02x}")).collect(),
        plain.replacen('.', "\u{ad}.", 1),
        plain.replacen('.', ".\u{200b}", 1),
        plain.replacen('.', ".\t", 1),
        plain.replacen('.', ".\n", 1),
        format!("[{plain}]"),
        format!("[::ffff:{plain}]"),
        format!("[::FFFF:{:x}:{end:x}]", u16::from_be_bytes([a, b])),
        format!("[0:0:0:0:0:ffff:{plain}]"),
        format!("[::{plain}]"),
        format!("[64:ff9b::{plain}]"),
        format!("[::ffff:{plain}%25lo]"),
        format!("[::ffff:{plain}%lo]"),
    ]
}

/// A digit from another row of digits; the enclosed ones begin with one and have their zero elsewhere.
fn other(from: u32, digit: u32) -> char {
    let code = match (from, digit) {
        (0x2460, 0) => 0x24ea,
        (0x2460, digit) => from + digit - 1,
        _ => from + digit,
    };
    char::from_u32(code).unwrap()
}
