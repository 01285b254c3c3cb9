//! No request goes where none may go: addresses, spellings, shapes of URLs, redirects and names that move, all against listening doors.

#[cfg(test)]
mod addresses;
#[cfg(test)]
mod allowance;
#[cfg(test)]
mod moving;
#[cfg(test)]
mod proxies;
#[cfg(test)]
mod redirects;
#[cfg(test)]
mod shapes;
#[cfg(test)]
mod spellings;
#[cfg(test)]
mod stage;

/// How many cases there are in all; each module counts its own as it runs.
#[cfg(test)]
const CASES: usize =
    addresses::CASES + allowance::CASES + moving::CASES + redirects::CASES + shapes::CASES + spellings::CASES;

#[test]
fn there_are_as_many_cases_as_promised() {
    assert_eq!(CASES, 7_670);
}
