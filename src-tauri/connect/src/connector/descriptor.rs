//! What is known of a service before anybody signs in: where it lies, what it grants, how often it may be asked.

use std::time::Duration;

use super::SignIn;

/// What is known of a service before anybody signs in; the page and its forms are drawn from it.
#[derive(Debug)]
pub struct Descriptor {
    /// Names it in the database, in the configuration and in links, never changed.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// File name of its icon.
    pub icon: &'static str,
    /// What it is good for, one line.
    pub summary: &'static str,
    /// Where it lies.
    pub hosts: Hosts,
    /// The parts of it, each with a base URL.
    pub sites: &'static [Site],
    /// The ways to sign in, the easiest first.
    pub sign_in: &'static [SignIn],
    /// What may be granted.
    pub scopes: &'static [Scope],
    /// How often it may be asked.
    pub manners: Manners,
    /// Path, on the site `web`, of the page where the service lists what was granted to whom.
    pub grants_page: &'static str,
    /// What stays at the service after an account was revoked, one sentence.
    pub what_stays: &'static str,
}

impl Descriptor {
    /// The base URL of a part where the service lies at `origin`; none where it has no such part.
    ///
    /// At the standard origin every part has its own place; at any other all lie below it, but for those that lie apart.
    #[must_use]
    pub fn base(&self, site: &str, origin: &str) -> Option<String> {
        let site = self.sites.iter().find(|it| it.name == site)?;
        if self.hosts.standard == Some(origin) && !site.standard.is_empty() {
            return Some(site.standard.to_owned());
        }
        Some(site.apart(origin).unwrap_or_else(|| format!("{origin}{}", site.below)))
    }
}

impl Site {
    /// Its base URL where it lies apart from this origin.
    fn apart(&self, origin: &str) -> Option<String> {
        let host = origin.strip_prefix("https://")?;
        let (_, base) = self.apart.iter().find(|(ending, _)| host.ends_with(ending))?;
        Some(base.replace("{host}", host))
    }
}

/// Where a service lies.
#[derive(Debug)]
pub struct Hosts {
    /// Its standard origin, such as `https://github.com`; none where everybody runs their own.
    pub standard: Option<&'static str>,
    /// Origins of its regions with their names, the standard one first; empty where there is only one.
    pub regions: &'static [(&'static str, &'static str)],
    /// Whether people run it on hosts of their own.
    pub is_self_hosted: bool,
    /// Whether the credentials are checked on a path that is given along with the host: `https://git.example.org/team/app.git`.
    pub takes_path: bool,
}

impl Hosts {
    /// Parts what the person typed into the host and the path to check the credentials on, where one is taken.
    #[must_use]
    pub fn part<'a>(&self, typed: &'a str) -> (&'a str, Option<&'a str>) {
        let typed = typed.trim();
        let authority = typed.find("://").map_or(0, |at| at + 3);
        match typed[authority..].find('/') {
            Some(at) if self.takes_path => {
                let (host, path) = typed.split_at(authority + at);
                (host, (path.len() > 1).then_some(path))
            }
            _ => (typed, None),
        }
    }
}

/// A part of a service: `web` for people, `api` for programs, others as a service needs them.
#[derive(Debug)]
pub struct Site {
    /// Names it within the service.
    pub name: &'static str,
    /// Base URL where the service lies at its standard place: `https://api.github.com`; empty where there is none.
    pub standard: &'static str,
    /// Path below any other origin: `/api/v3`; empty for the origin itself.
    pub below: &'static str,
    /// Base URLs for origins whose host ends so, `{host}` standing for the host: `(".ghe.com", "https://api.{host}")`.
    pub apart: &'static [(&'static str, &'static str)],
}

/// Something a service may grant.
#[derive(Debug)]
pub struct Scope {
    /// As the service names it.
    pub name: &'static str,
    /// Others that include it.
    pub included_in: &'static [&'static str],
    /// What it is for, in words: `read issues assigned to you`.
    pub purpose: &'static str,
    /// Whether and when it is asked for.
    pub need: Need,
}

/// Whether and when a scope is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing works without it.
    Required,
    /// Asked for unless the person says otherwise.
    Offered,
    /// Asked for only where the person wants it.
    OnRequest,
}

/// How often a service may be asked where it does not say so itself.
#[derive(Debug)]
pub struct Manners {
    /// How long to wait between two fetches of the same thing.
    pub poll_every: Duration,
    /// How many requests Stint allows itself ...
    pub requests: u32,
    /// ... in this time.
    pub per: Duration,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_parted_from_the_host_only_where_one_is_taken() {
        let hosts = |takes_path| Hosts { standard: None, regions: &[], is_self_hosted: true, takes_path };
        let table = [
            ("git.example.org", "git.example.org", None),
            ("git.example.org/", "git.example.org", None),
            ("git.example.org:8443/team/app.git", "git.example.org:8443", Some("/team/app.git")),
            (" https://git.example.org/team/app.git ", "https://git.example.org", Some("/team/app.git")),
            ("https://git.example.org", "https://git.example.org", None),
            ("", "", None),
        ];
        for (typed, host, path) in table {
            assert_eq!(hosts(true).part(typed), (host, path), "{typed}");
            assert_eq!(hosts(false).part(typed), (typed.trim(), None), "{typed}");
        }
    }

    #[test]
    fn a_part_lies_apart_only_from_hosts_that_end_so() {
        let places = &[(".ghe.com", "https://api.{host}"), (".clockify.me", "https://app.clockify.me")];
        let site = Site { name: "api", standard: "", below: "", apart: places };
        assert_eq!(site.apart("https://acme.ghe.com").as_deref(), Some("https://api.acme.ghe.com"));
        assert_eq!(site.apart("https://euc1.clockify.me").as_deref(), Some("https://app.clockify.me"));
        for other in
            ["https://ghe.com", "https://acme.ghe.com.example.org", "http://127.0.0.1:8080", "https://a.ghe.com:8443"]
        {
            assert_eq!(site.apart(other), None, "{other}");
        }
    }
}
