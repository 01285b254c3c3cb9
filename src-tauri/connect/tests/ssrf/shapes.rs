//! URLs in which a bad host hides, as origins and as links that a service gives.

use std::net::Ipv4Addr;

use stint_connect::endpoint::{Endpoint, tidy};

use crate::{
    spellings::spellings,
    stage::{Doors, Outcome, attempt, egress_home, follow},
};

pub const CASES: usize = 1_344;

/// `B` stands for the bad host and its port, `H` for the host alone, `G` for a good one.
const SHAPES: [&str; 64] = [
    "B",
    "H",
    "https://B",
    "https://B/",
    "https://H",
    "HTTPS://B",
    "http://B",
    "http://B/",
    "//B",
    "///B",
    "////B",
    "/\\B",
    "\\\\B",
    "\\/B",
    "https:B",
    "https:/B",
    "https:///B",
    "https:\\\\B",
    "https://\\B",
    " https://B",
    "https:// B",
    "\thttps://B",
    "ht\ttps://B",
    "https://\tB",
    "https://\r\nB",
    "https://G@B",
    "https://G:443@B",
    "https://G:443:80@B",
    "https://G@G@B",
    "https://G%20@B",
    "https://G\t@B",
    "https://G%09@B",
    "https://G\\@B",
    "https://G&@B",
    "https://G&@B#@G",
    "https://G+&@B#+@G",
    "https://G;@B",
    "https://:@B",
    "https://@B",
    "https://B@G",
    "https://B#@G",
    "https://B?@G",
    "https://B/@G",
    "https://B\\@G",
    "https://B;@G",
    "https://B,G",
    "https://G,B",
    "https://B;G",
    "https://G;B",
    "https://B%00.G",
    "https://B\0.G",
    "https://H%2eG",
    "https://H.G",
    "https://H%09.G",
    "https://H\t.G",
    "https://H\r\n.G",
    "https://H.",
    "https://H..",
    "https://[H]",
    "https://G#B",
    "https://G?B",
    "ftp://B",
    "gopher://B/_GET",
    "file://H/etc/passwd",
];

#[tokio::test]
async fn no_shape_of_a_url_leads_to_a_bad_host() {
    let (doors, mut cases) = (Doors::open(), 0);
    let egress = egress_home();
    let service = egress.open(Endpoint::standard("https://git.example.org").unwrap()).unwrap();
    for host in hosts() {
        for shape in SHAPES {
            let bad = format!("{host}:{}", doors.port);
            let url = shape.replace('B', &bad).replace('H', &host).replace('G', "git.example.org");
            let tidied = tidy(&url).map(|origin| Endpoint::own(&origin)).into_iter();
            for endpoint in [Endpoint::own(&url), Endpoint::standard(&url)].into_iter().chain(tidied) {
                assert_ne!(attempt(&egress, endpoint).await, Outcome::Sent, "{url:?}");
            }
            assert_eq!(follow(&service, &url).await, Outcome::Refused, "{url:?}");
            cases += 1;
        }
    }
    assert_eq!(cases, CASES);
    assert_eq!(doors.visits(), 0);
}

/// The doors in some of their spellings, and a metadata server.
fn hosts() -> Vec<String> {
    let here = spellings(Ipv4Addr::LOCALHOST).into_iter().step_by(3);
    let metadata = spellings(Ipv4Addr::new(169, 254, 169, 254)).into_iter().step_by(7);
    here.chain(metadata).chain(["[::1]", "localhost"].map(str::to_owned)).collect()
}
