//! What a program sent and received, as `strace` wrote it down.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

const CALLS: &str = "trace=read,write,readv,writev,pread64,pwrite64,sendto,recvfrom,sendmsg,recvmsg";

/// The words before a program that have everything written down in a file.
#[must_use]
pub fn wrapper(file: &Path) -> Vec<String> {
    let file = file.display().to_string();
    let words = ["strace", "-f", "-qq", "-yy", "-xx", "-s", "1000000", "-e", CALLS, "-e", "signal=none", "-o", &file];
    words.map(str::to_owned).to_vec()
}

/// All that went through each kind of thing, pieces of one stream side by side.
#[derive(Default)]
pub struct Transcript {
    streams: BTreeMap<(Kind, String), Vec<u8>>,
}

/// What bytes went through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A socket of this computer: the local API, the bus.
    Local,
    /// A connection over the network.
    Network,
    /// A pipe, through which secrets are handed over.
    Pipe,
    /// A file, or anything else.
    File,
}

impl Transcript {
    /// Reads what was written down so far.
    pub fn read(file: &PathBuf) -> Result<Self> {
        let text = fs::read_to_string(file).context("strace wrote nothing down")?;
        let (mut transcript, mut under_way) = (Self::default(), HashMap::new());
        for line in text.lines() {
            let Some((process, call)) = line.split_once(' ') else { continue };
            let call = call.trim_start();
            let resumed = call.strip_prefix("<... ").and_then(|_| under_way.get(process).cloned());
            let Some(stream) = resumed.or_else(|| stream_of(call)) else { continue };
            if call.ends_with("<unfinished ...>") {
                under_way.insert(process.to_owned(), stream.clone());
            }
            transcript.streams.entry(stream).or_default().extend(texts_of(call));
        }
        Ok(transcript)
    }

    /// All that went through things of a kind.
    #[must_use]
    pub fn bytes(&self, kind: Kind) -> Vec<u8> {
        // Streams are kept apart, so that no two make up what neither holds.
        let of_kind = self.streams.iter().filter(|((it, _), _)| *it == kind).map(|(_, bytes)| bytes.as_slice());
        of_kind.collect::<Vec<_>>().join(&b"\n\n"[..])
    }
}

/// What a call is about: `sendto(12<UNIX-STREAM:[81->82]>, …` and its direction.
fn stream_of(call: &str) -> Option<(Kind, String)> {
    let (name, rest) = call.split_once('(')?;
    let (number, rest) = rest.split_once('<')?;
    let what = rest.split_once(">,").map_or(rest, |(what, _)| what);
    // Names are spelled in hex like everything else, addresses are not.
    let spelled = if what.starts_with("\\x") { spelled_out(what) } else { what.as_bytes().to_vec() };
    let what = String::from_utf8_lossy(&spelled);
    let kind = if what.starts_with("UNIX") || what.starts_with("socket:") {
        Kind::Local
    } else if ["TCP", "UDP", "NETLINK"].iter().any(|it| what.starts_with(it)) {
        Kind::Network
    } else if what.starts_with("pipe:") {
        Kind::Pipe
    } else {
        Kind::File
    };
    let direction = if ["read", "readv", "pread64", "recvfrom", "recvmsg"].contains(&name) { "in" } else { "out" };
    Some((kind, format!("{number}<{what}> {direction}")))
}

/// All that stands in quotation marks behind the first argument, as bytes.
fn texts_of(call: &str) -> Vec<u8> {
    let behind = call.find(">,").map_or(0, |at| at + 2);
    let texts = call[behind..].split('"').skip(1).step_by(2);
    texts.flat_map(spelled_out).collect()
}

fn spelled_out(text: &str) -> Vec<u8> {
    let byte = |code: &str| u8::from_str_radix(code.get(..2)?, 16).ok();
    text.split("\\x").skip(1).filter_map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_a_stream_are_put_together_however_the_calls_were_interrupted() -> Result<()> {
        let file = tempfile::NamedTempFile::new()?;
        let lines = [
            r#"7 sendto(12<UNIX-STREAM:[81->82]>, "\x63\x61\x6e", 3, MSG_NOSIGNAL, NULL, 0) = 3"#,
            r#"8 recvfrom(13<TCP:[127.0.0.1:1->127.0.0.1:2]>,  <unfinished ...>"#,
            r#"7 writev(12<UNIX-STREAM:[81->82]>, [{iov_base="\x61", iov_len=1}, {iov_base="\x72\x79", iov_len=2}], 2) = 3"#,
            r#"8 <... recvfrom resumed>"\x68\x69", 8192, 0, NULL, NULL) = 2"#,
            r#"9 read(14<\x70\x69\x70\x65\x3a\x5b\x39\x5d>, "\x70", 1) = 1"#,
        ];
        fs::write(file.path(), lines.join("\n"))?;
        let transcript = Transcript::read(&file.path().to_owned())?;
        assert_eq!(transcript.bytes(Kind::Local), b"canary");
        assert_eq!(transcript.bytes(Kind::Network), b"hi");
        assert_eq!(transcript.bytes(Kind::Pipe), b"p");
        Ok(())
    }
}
