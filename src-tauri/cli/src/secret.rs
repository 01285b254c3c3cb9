//! Reads a secret from the input: a token, a passphrase.

use std::io::Read;

use stint_api::{ApiError, Code, handover::LONGEST};
use zeroize::Zeroizing;

use crate::failure::Failure;

/// All that comes, as text, without the line break at its end; wiped when dropped.
///
/// `what` says what it is, `A token`.
pub(crate) fn read(input: &mut dyn Read, what: &str) -> Result<Zeroizing<String>, Failure> {
    // Of its full size from the start: a buffer that grows leaves copies behind.
    let mut buffer = Zeroizing::new(vec![0; LONGEST + 2]);
    let mut length = 0;
    while length < buffer.len() {
        match input.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => {
                let words = format!("The input could not be read: {error}. Nothing was stored.");
                return Err(ApiError::new(Code::Internal, words).hint(GIVE).into());
            }
        }
    }
    let text = str::from_utf8(&buffer[..length])
        .map_err(|_| Failure::usage(format!("{what} is text, and the input is not."), "Nothing was stored."))?;
    let text = text.strip_suffix('\n').map_or(text, |line| line.strip_suffix('\r').unwrap_or(line));
    match text.len() {
        0 => Err(Failure::usage("The input is empty.", GIVE)),
        1..=LONGEST => Ok(Zeroizing::new(text.to_owned())),
        _ => Err(Failure::usage(format!("{what} is not that long: 64 KiB are the most."), "Nothing was stored.")),
    }
}

const GIVE: &str = "Give it as the input, such as from a file: < FILE.";

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8]) -> Result<String, String> {
        let read = read(&mut &*bytes, "A token");
        read.map(|text| text.to_string()).map_err(|failure| format!("{failure:?}"))
    }

    #[test]
    fn one_line_break_at_the_end_is_left_out() {
        for (given, expected) in [("ghp", "ghp"), ("ghp\n", "ghp"), ("ghp\r\n", "ghp"), ("a\nb\n\n", "a\nb\n")] {
            assert_eq!(found(given.as_bytes()).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn nothing_too_much_and_what_is_not_text_are_refused_without_being_repeated() {
        assert!(found(b"").unwrap_err().contains("empty"));
        assert!(found(b"\n").unwrap_err().contains("empty"));
        let error = found(b"canary\xff").unwrap_err();
        assert!(error.contains("is text") && !error.contains("canary"), "{error}");
        assert!(found(&vec![b'x'; LONGEST + 1]).unwrap_err().contains("64 KiB"));
        assert_eq!(found(&vec![b'x'; LONGEST]).map(|text| text.len()), Ok(LONGEST));
    }
}
