//! What names a repository.

use super::*;

#[test]
fn only_an_owner_and_a_name_are_a_repository() {
    for place in ["acme/api", "acme-corp/my.repo_2", "a/b"] {
        assert!(is_place(place), "{place}");
    }
    for place in ["acme", "acme/api/x", "/api", "acme/", "../user", "acme/..", "acme/a b", "acme/a?b", "acme/a%2Fb", ""]
    {
        assert!(!is_place(place), "{place}");
    }
}
