//! Any other host of Git repositories over HTTPS: a name and a password or token, checked on a private repository.

#[cfg(test)]
mod tests;

use std::time::Duration;

use async_trait::async_trait;
use stint_core::secret::ExposeSecret;

use crate::{
    connector::{Connector, Descriptor, Hosts, Identity, Manners, Recalled, SignIn, Site, TokenForm},
    error::{Error, Result},
    http::Reply,
    session::Session,
};

static DESCRIPTOR: Descriptor = Descriptor {
    id: "git",
    name: "Git host",
    icon: "git.svg",
    summary: "Repositories on any other host, over HTTPS",
    hosts: Hosts { standard: None, regions: &[], is_self_hosted: true, takes_path: true },
    sites: &[Site { name: "web", standard: "", below: "", apart: &[] }],
    sign_in: &[SignIn::Token(TokenForm {
        name: "password or token",
        page: "",
        steps: &[
            "Make a token at the host that may read repositories, or take your password there.",
            "Give the address of a private repository, such as https://git.example.org/team/app.git; only there can they be checked.",
            "Type the name you sign in with and paste the token.",
        ],
        looks: "whatever the host gives out",
        user: Some("User name"),
    })],
    // Git knows no scopes.
    scopes: &[],
    manners: Manners { poll_every: Duration::from_secs(300), requests: 120, per: Duration::from_secs(3_600) },
    grants_page: "",
    what_stays: "The token stays at the host until you delete it there.",
};

/// What a Git server answers with (<https://git-scm.com/docs/gitprotocol-http>, "Smart Server Response").
const ADVERTISEMENT: &str = "application/x-git-upload-pack-advertisement";

/// The connector.
pub(super) struct Git;

#[async_trait]
impl Connector for Git {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    /// `mona@team/app.git`; a name may hold an @, but no slash.
    fn recall(&self, remote_id: &str) -> Option<Recalled> {
        let first = remote_id.find('/').unwrap_or(remote_id.len());
        let at = remote_id[..first].rfind('@')?;
        Some(Recalled { user: remote_id[..at].to_owned(), path: format!("/{}", &remote_id[at + 1..]) })
    }

    /// A repository that stays shut without credentials and opens with them proves them; one that is open to everybody proves nothing.
    async fn identify(&self, session: &Session) -> Result<Identity> {
        let (Some(user), Some(path)) = (session.user.as_deref().filter(|it| !it.is_empty()), &session.path) else {
            let why = "a user name and the address of a private repository are needed, such as https://git.example.org/team/app.git";
            return Err(Error::Refused { why: why.to_owned() });
        };
        let path = path.trim_end_matches('/');
        if path.contains(['?', '#']) {
            return Err(Error::Refused { why: "the address of a repository holds neither ? nor #".to_owned() });
        }
        let to_all = ask(session, path, None).await?;
        if !matches!(to_all.status(), 401 | 403 | 404) {
            advertised(to_all, session)?;
            let why = "everybody may read this repository, so it proves nothing; name a private one";
            return Err(Error::Refused { why: why.to_owned() });
        }
        let to_them = ask(session, path, Some(user)).await?;
        if matches!(to_them.status(), 403 | 404) {
            let why = "there is no such repository, or they may not read it";
            return Err(Error::Refused { why: why.to_owned() });
        }
        advertised(to_them, session)?;
        let repository = path.trim_start_matches('/');
        Ok(Identity {
            remote_id: format!("{user}@{repository}"),
            name: format!("{user} ({repository})"),
            scopes: None,
            expires_at: None,
        })
    }
}

/// Asks for the branches as `git fetch` does; in version 2, so that the answer is short however many there are.
async fn ask(session: &Session, path: &str, user: Option<&str>) -> Result<Reply> {
    let web = session.sites.at("web")?;
    let mut request = web.get(&format!("{path}/info/refs?service=git-upload-pack"))?;
    request = request.header("Git-Protocol", "version=2");
    if let Some(user) = user {
        request = request.basic_auth(user, Some(session.secret.expose_secret()));
    }
    web.send(request).await
}

/// Whether a Git server answered, and not a page for people.
fn advertised(reply: Reply, session: &Session) -> Result<()> {
    let reply = reply.accepted(session.now)?;
    match reply.header("content-type") {
        Some(kind) if kind.trim().eq_ignore_ascii_case(ADVERTISEMENT) => Ok(()),
        _ => Err(Error::NotUnderstood { what: "no Git repository".to_owned() }),
    }
}
