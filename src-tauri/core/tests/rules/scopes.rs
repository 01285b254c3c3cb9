//! What was granted, held against what was wanted.

use stint_core::scopes::{Assessment, Wanted, assess};

const READ: Wanted<'static> =
    Wanted { name: "read:user", included_in: &["user"], is_required: true, purpose: "know who you are" };
const REPO: Wanted<'static> =
    Wanted { name: "repo", included_in: &[], is_required: false, purpose: "read your issues" };
const ORG: Wanted<'static> = Wanted {
    name: "read:org",
    included_in: &["admin:org", "write:org"],
    is_required: false,
    purpose: "read your issues",
};

fn assessed(granted: Option<&[&str]>) -> Assessment<'static> {
    let granted: Option<Vec<String>> = granted.map(|names| names.iter().map(|name| (*name).to_owned()).collect());
    assess(&[READ, REPO, ORG], granted.as_deref())
}

#[test]
fn a_scope_counts_by_its_name_and_by_what_includes_it() {
    assert_eq!(assessed(Some(&["user", "repo", "write:org"])).may, ["know who you are", "read your issues"]);
    assert_eq!(assessed(Some(&["read:user", "repo", "admin:org", "gist"])).missing_optional, []);
}

#[test]
fn what_is_missing_is_told_apart_by_whether_anything_works_without_it() {
    let some = assessed(Some(&["repo"]));
    assert_eq!(
        (some.missing_required, some.missing_optional, some.may),
        (vec![READ], vec![ORG], vec!["read your issues"])
    );
    let none = assessed(Some(&[]));
    assert_eq!((none.missing_required, none.missing_optional, none.may), (vec![READ], vec![REPO, ORG], vec![]));
}

#[test]
fn names_that_only_begin_alike_are_not_the_same() {
    assert_eq!(assessed(Some(&["repo:status", "read:users", "User"])).may, Vec::<&str>::new());
}

#[test]
fn nothing_is_missing_where_the_service_does_not_say() {
    let silent = assessed(None);
    assert_eq!((silent.missing_required, silent.missing_optional), (vec![], vec![]));
    assert_eq!(silent.may, ["know who you are", "read your issues"]);
}
