//! What every description of a service must hold to, for pages and forms are drawn from it.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use crate::{
    connector::{Descriptor, End, Hosts, OAuth, SignIn},
    egress::Egress,
    endpoint::Endpoint,
    services,
    sites::Sites,
};

fn all() -> Vec<&'static Descriptor> {
    services::all().iter().map(|connector| connector.descriptor()).collect()
}

fn oauth(way: &SignIn) -> Option<&OAuth> {
    match way {
        SignIn::Browser(oauth) | SignIn::Device(oauth) | SignIn::Link(oauth) => Some(oauth),
        SignIn::Token(_) => None,
    }
}

#[test]
fn no_two_services_share_a_name() {
    let ids: BTreeSet<_> = all().iter().map(|it| it.id).collect();
    let names: BTreeSet<_> = all().iter().map(|it| it.name).collect();
    assert_eq!((ids.len(), names.len()), (all().len(), all().len()));
    for id in ids {
        assert!(id.chars().all(|letter| letter.is_ascii_lowercase()), "{id}");
    }
}

#[test]
fn every_place_of_a_service_is_fit() {
    for Descriptor { id, hosts, sites, .. } in all() {
        let Hosts { standard, regions, is_self_hosted, .. } = hosts;
        for origin in standard.iter().chain(regions.iter().map(|(_, origin)| origin)) {
            assert!(Endpoint::standard(origin).is_ok() && !origin.ends_with('/'), "{id}: {origin}");
        }
        assert!(standard.is_some() || *is_self_hosted, "{id} lies nowhere");
        assert!(regions.is_empty() || regions[0].1 == standard.unwrap_or_default(), "{id}: the first region");
        assert!(sites.iter().any(|site| site.name == "web"), "{id} has no pages");
        for site in *sites {
            assert_eq!(site.standard.is_empty(), standard.is_none(), "{id}: {}", site.name);
            assert!(site.below.is_empty() || site.below.starts_with('/'), "{id}: {}", site.name);
        }
    }
}

#[test]
fn the_parts_of_a_service_lie_where_the_documents_say() {
    let table = [
        ("github", "https://github.com", "api", "https://api.github.com/x"),
        ("github", "https://acme.ghe.com", "api", "https://api.acme.ghe.com/x"),
        ("github", "https://acme.ghe.com", "web", "https://acme.ghe.com/x"),
        ("github", "https://git.acme.example:8443", "api", "https://git.acme.example:8443/api/v3/x"),
        ("github", "https://github.com", "graphql", "https://api.github.com/x"),
        ("github", "https://acme.ghe.com", "graphql", "https://api.acme.ghe.com/x"),
        ("github", "https://git.acme.example:8443", "graphql", "https://git.acme.example:8443/api/x"),
        ("gitlab", "https://gitlab.com", "api", "https://gitlab.com/api/v4/x"),
        ("gitlab", "https://git.acme.example", "web", "https://git.acme.example/x"),
        ("gitea", "https://codeberg.org", "api", "https://codeberg.org/api/v1/x"),
        ("google", "https://calendar.google.com", "oauth", "https://oauth2.googleapis.com/x"),
        ("slack", "https://slack.com", "api", "https://slack.com/api/x"),
        ("slack", "http://127.0.0.1:8080", "api", "http://127.0.0.1:8080/api/x"),
        ("clockify", "https://api.clockify.me", "api", "https://api.clockify.me/api/v1/x"),
        ("clockify", "https://euc1.clockify.me", "api", "https://euc1.clockify.me/api/v1/x"),
        ("clockify", "https://euc1.clockify.me", "web", "https://app.clockify.me/x"),
    ];
    let egress = Egress::new(Arc::new(super::now));
    for (id, origin, site, expected) in table {
        let descriptor = all().into_iter().find(|it| it.id == id).unwrap();
        let sites = Sites::open(descriptor, origin, |root| egress.open(Endpoint::chosen(root).unwrap())).unwrap();
        assert_eq!(sites.at(site).unwrap().url("/x").unwrap().as_str(), expected, "{id} at {origin}");
        assert_eq!(descriptor.base(site, origin).unwrap() + "/x", expected, "{id} at {origin}");
    }
    assert_eq!(all()[0].base("nowhere", "https://github.com"), None);
}

#[test]
fn every_end_point_lies_on_a_site() {
    for Descriptor { id, sites, sign_in, .. } in all() {
        let is_there = |(site, path): End| path.starts_with('/') && sites.iter().any(|it| it.name == site);
        for oauth in sign_in.iter().filter_map(oauth) {
            let ends = [Some(oauth.token), oauth.authorize, oauth.device, oauth.revoke];
            assert!(ends.into_iter().flatten().all(is_there), "{id}: {oauth:?}");
        }
        for way in *sign_in {
            match way {
                SignIn::Browser(oauth) | SignIn::Link(oauth) => assert!(oauth.authorize.is_some(), "{id}"),
                SignIn::Device(oauth) => assert!(oauth.device.is_some(), "{id}"),
                SignIn::Token(form) => assert!(form.page.is_empty() || form.page.starts_with('/'), "{id}"),
            }
        }
    }
}

#[test]
fn every_form_says_what_to_do() {
    for Descriptor { id, name, summary, sign_in, grants_page, what_stays, .. } in all() {
        assert!(!name.is_empty() && !summary.is_empty() && !summary.ends_with('.'), "{id}: {summary}");
        assert!(what_stays.ends_with('.'), "{id}: {what_stays}");
        assert!(grants_page.is_empty() || grants_page.starts_with('/'), "{id}: {grants_page}");
        assert!(!sign_in.is_empty(), "{id} offers no way to sign in");
        for form in sign_in.iter().filter_map(|way| if let SignIn::Token(form) = way { Some(form) } else { None }) {
            assert!(!form.name.is_empty() && !form.steps.is_empty(), "{id}");
            assert!(form.steps.iter().all(|step| step.ends_with('.')), "{id}: {:?}", form.steps);
        }
    }
}

#[test]
fn every_scope_is_for_something() {
    for Descriptor { id, scopes, .. } in all() {
        let names: BTreeSet<_> = scopes.iter().map(|scope| scope.name).collect();
        assert_eq!(names.len(), scopes.len(), "{id} names a scope twice");
        for scope in *scopes {
            assert!(!scope.purpose.is_empty() && !scope.purpose.ends_with('.'), "{id}: {}", scope.name);
            assert!(!scope.included_in.contains(&scope.name), "{id}: {}", scope.name);
        }
    }
}

#[test]
fn every_service_has_an_icon_of_its_own_that_takes_the_colour_of_the_text() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/public/connectors");
    for Descriptor { id, icon, .. } in all() {
        assert_eq!(*icon, format!("{id}.svg"));
        let drawing = std::fs::read_to_string(folder.join(icon)).unwrap();
        assert!(drawing.contains("currentColor") && !drawing.contains('#'), "{icon}");
        for forbidden in ["<script", "href", "<image", "<style", "url("] {
            assert!(!drawing.contains(forbidden), "{icon}: {forbidden}");
        }
    }
}

#[test]
fn manners_leave_room_to_ask_at_all() {
    for Descriptor { id, manners, .. } in all() {
        assert!(manners.requests > 0 && !manners.poll_every.is_zero() && manners.per >= manners.poll_every, "{id}");
    }
}
