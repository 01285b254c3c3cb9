//! What was granted, held against what was wanted: what an account may do, and what does not work.

/// Something wanted of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// As the service names it.
    pub name: &'a str,
    /// Others that include it.
    pub included_in: &'a [&'a str],
    /// Whether nothing works without it.
    pub is_required: bool,
    /// What it is for, in words.
    pub purpose: &'a str,
}

/// What an account may do, and what was not granted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessment<'a> {
    /// What nothing works without.
    pub missing_required: Vec<Wanted<'a>>,
    /// What single things do not work without.
    pub missing_optional: Vec<Wanted<'a>>,
    /// The purposes of what was granted, each once.
    pub may: Vec<&'a str>,
}

/// Holds what was granted against what was wanted; `None` where the service does not say, so that nothing counts as missing.
#[must_use]
pub fn assess<'a>(wanted: &[Wanted<'a>], granted: Option<&[String]>) -> Assessment<'a> {
    let mut assessment = Assessment::default();
    for scope in wanted {
        if granted.is_none_or(|granted| is_granted(scope, granted)) {
            if !assessment.may.contains(&scope.purpose) {
                assessment.may.push(scope.purpose);
            }
        } else if scope.is_required {
            assessment.missing_required.push(*scope);
        } else {
            assessment.missing_optional.push(*scope);
        }
    }
    assessment
}

fn is_granted(scope: &Wanted<'_>, granted: &[String]) -> bool {
    granted.iter().any(|given| given == scope.name || scope.included_in.contains(&given.as_str()))
}
