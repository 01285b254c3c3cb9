//! Paths as they may be read: what looks like a token is taken out.

/// What stands in for a token.
const GONE: &str = "…";
/// The longest path that is kept, in characters.
const LONGEST: usize = 200;
/// From this length on, letters mixed with digits are taken for a token.
const LONG: usize = 20;
/// From this length on, anything without a break is.
const VERY_LONG: usize = 40;

/// How tokens of known services begin.
const BEGINNINGS: [&str; 21] = [
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "gloas-",
    "gldt-",
    "glrt-",
    "glcbt-",
    "glft-",
    "xoxb-",
    "xoxp-",
    "xoxa-",
    "xoxe",
    "xoxs-",
    "xapp-",
    "ya29.",
    "gocspx-",
    "eyj",
];

/// A path, its tokens taken out.
pub(super) fn path(path: &str) -> String {
    let shown: Vec<&str> = path.split('/').map(|part| if is_token(part) { GONE } else { part }).collect();
    let shown = shown.join("/");
    match shown.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}{GONE}", &shown[..end]),
        None => shown,
    }
}

/// Escapes do not hide one.
fn is_token(part: &str) -> bool {
    let plain = decoded(part).to_ascii_lowercase();
    plain.split(['/', ':', ';', ',', '=', '&', '?', '@']).any(looks_like_one)
}

fn looks_like_one(word: &str) -> bool {
    let has_digit = word.bytes().any(|it| it.is_ascii_digit());
    let has_letter = word.bytes().any(|it| it.is_ascii_alphabetic());
    let longest = word.split(['-', '.', '_', '~']).map(str::len).max().unwrap_or_default();
    BEGINNINGS.iter().any(|beginning| word.starts_with(beginning))
        || (word.len() >= LONG && has_digit && (has_letter || word.len() >= VERY_LONG))
        || longest >= VERY_LONG
}

/// Percent escapes read, once.
fn decoded(part: &str) -> String {
    let mut pieces = part.split('%');
    let mut plain = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        match piece.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                plain.push(byte);
                plain.extend_from_slice(&piece.as_bytes()[2..]);
            }
            None => plain.extend_from_slice(piece.as_bytes()),
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_paths_stay_as_they_are() {
        for ordinary in [
            "/",
            "/user",
            "/api/v3/repos/acme/api/issues/42",
            "/api/v4/projects/acme%2Fapi-gateway/merge_requests",
            "/login/oauth/access_token",
            "/applications/stint/token",
            "/a-rather-long-name-of-a-repository/with-many-words-in-it",
            "/calendar/v3/users/me/calendarList",
        ] {
            assert_eq!(path(ordinary), ordinary);
        }
    }

    #[test]
    fn what_looks_like_a_token_is_taken_out() {
        let table = [
            ("/services/T024BE7LH/B024BE7LH/n0tAt0kenN0tAt0kenN0tA", "/services/T024BE7LH/B024BE7LH/…"),
            ("/x/ghp_abc/y", "/x/…/y"),
            ("/x/GHP_abc", "/x/…"),
            ("/x/%67hp_abc", "/x/…"),
            ("/x/glpat-short", "/x/…"),
            ("/x/eyJhbGciOiJIUzI1NiJ9.e30.x", "/x/…"),
            ("/x/token=ghp_abc;y", "/x/…"),
            ("/x/mona:xoxp-1@y", "/x/…"),
            ("/o/6f1ed002ab5595859014ebf0951522d9", "/o/…"),
            ("/o/abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "/o/…"),
            ("/o/7b6a1e52-3c1d-4c3b-9a59-2f6a8e0c7d11", "/o/…"),
        ];
        for (whole, shown) in table {
            assert_eq!(path(whole), shown);
        }
    }

    #[test]
    fn a_long_path_is_cut_off() {
        let long = "/ä".repeat(10_000);
        assert_eq!(path(&long).chars().count(), LONGEST + 1);
    }
}
