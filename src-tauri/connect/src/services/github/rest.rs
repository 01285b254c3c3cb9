//! How REST is asked: signed, in one version of the interface, page by page.

use jiff::Timestamp;
use reqwest::RequestBuilder;
use serde::de::DeserializeOwned;
use serde_json::Value;
use stint_core::secret::ExposeSecret;

use super::{
    refusal::{self, accepted},
    round::Round,
};
use crate::{error::Result, http::Reply, sites::Site};

/// Known to github.com until 2028 at least, and to Enterprise Server since 3.9
/// (<https://docs.github.com/en/rest/about-the-rest-api/api-versions>).
pub(super) const VERSION: &str = "2022-11-28";
/// What GitHub answers in.
pub(super) const MEDIA: &str = "application/vnd.github+json";

impl<'a> Round<'a> {
    /// Asks for a path, or for the URL of a page, under conditions.
    pub async fn get(&mut self, path: &str, conditions: &[(&str, &str)]) -> Result<Reply> {
        let reply = self.answer(path, conditions).await?;
        let reply = accepted(reply, self.now())?;
        if let Some(words) = refusal::left_out(&reply) {
            self.gathered.warn(words);
        }
        Ok(reply)
    }

    /// What is answered, whatever its status; a server that does not know the version is asked without it from then on.
    pub async fn answer(&mut self, path: &str, conditions: &[(&str, &str)]) -> Result<Reply> {
        let api = self.api()?;
        let request = || -> Result<RequestBuilder> {
            let signed = api.get(path)?.bearer_auth(self.session.secret.expose_secret()).header("Accept", MEDIA);
            Ok(conditions.iter().fold(signed, |request, (name, value)| request.header(*name, *value)))
        };
        if self.seen.has_no_version {
            return api.send(request()?).await;
        }
        let reply = api.send(request()?.header("X-GitHub-Api-Version", VERSION)).await?;
        if reply.status() != 400 {
            return Ok(reply);
        }
        let again = api.send(request()?).await?;
        self.seen.has_no_version = again.status() != 400;
        Ok(again)
    }

    /// The page after this one; none after the last, and an error where it is linked elsewhere.
    pub async fn page_after(&mut self, reply: &Reply) -> Result<Option<Reply>> {
        let Some(next) = reply.next_page() else { return Ok(None) };
        self.get(next, &[]).await.map(Some)
    }

    fn api(&self) -> Result<&'a Site> {
        self.session.sites.at("api")
    }
}

/// The elements of a list, none for each that does not fit.
pub(super) fn list<T: DeserializeOwned>(reply: &Reply) -> Result<Vec<Option<T>>> {
    let all: Vec<Value> = reply.json()?;
    Ok(all.into_iter().map(|it| serde_json::from_value(it).ok()).collect())
}

/// Whether an organisation left its part out of an answer.
pub(super) fn is_partial(reply: &Reply) -> bool {
    refusal::left_out(reply).is_some()
}

/// The reply itself where GitHub did what it was asked, or says that it moved, is hidden, or gone.
pub(super) fn settled(reply: Reply, now: Timestamp) -> Result<Reply> {
    match reply.status() {
        301 | 307 | 308 | 404 | 410 => Ok(reply),
        _ => accepted(reply, now),
    }
}
