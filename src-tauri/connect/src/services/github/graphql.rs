//! How GraphQL is asked: static questions with variables; what was answered is kept, whatever stands beside it
//! (<https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api>).

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use stint_core::secret::ExposeSecret;

use super::{
    refusal::{LEFT_OUT, accepted, come_back, left_out},
    rest::MEDIA,
    round::Round,
    wire::graph::{Actor, Node},
};
use crate::{
    error::{Error, Result},
    services::work::{lenient, lenient_list},
};

/// How often a question is made smaller in one fetch.
const MOST_HALVED: u32 = 3;

/// What was answered, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Answer<T> {
    /// What there is.
    pub data: T,
    /// What is missing, and why.
    pub troubles: Vec<Trouble>,
}

/// Why a part of an answer is missing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Trouble {
    #[serde(rename = "type", deserialize_with = "lenient")]
    kind: Option<String>,
    #[serde(deserialize_with = "lenient")]
    message: Option<String>,
    #[serde(deserialize_with = "lenient")]
    path: Option<Vec<Value>>,
    #[serde(deserialize_with = "lenient")]
    extensions: Option<Extensions>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Extensions {
    #[serde(deserialize_with = "lenient")]
    saml_failure: Option<bool>,
    #[serde(deserialize_with = "lenient")]
    code: Option<String>,
}

#[derive(Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
struct Body<T> {
    #[serde(default = "Option::default")]
    data: Option<T>,
    #[serde(default, deserialize_with = "lenient_list")]
    errors: Vec<Option<Trouble>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Found {
    #[serde(deserialize_with = "lenient")]
    viewer: Option<Actor>,
    #[serde(deserialize_with = "lenient_list")]
    nodes: Vec<Option<Node>>,
}

impl Trouble {
    /// Whether the token may not see it.
    pub fn is_forbidden(&self) -> bool {
        let is_kind = matches!(self.kind.as_deref(), Some("FORBIDDEN" | "INSUFFICIENT_SCOPES"));
        is_kind || self.says("Resource not accessible")
    }

    /// Whether an organisation wants the token authorised first.
    pub fn is_single_sign_on(&self) -> bool {
        self.extensions.as_ref().is_some_and(|it| it.saml_failure == Some(true))
    }

    /// Whether it is not there, or hidden.
    pub fn is_not_found(&self) -> bool {
        self.kind.as_deref() == Some("NOT_FOUND")
    }

    /// Whether it is about a field of this name.
    pub fn is_of(&self, field: &str) -> bool {
        self.path.iter().flatten().any(|it| it.as_str() == Some(field)) || self.says(field)
    }

    /// The head of the answer says so, and no error does.
    fn left_out() -> Self {
        Self { extensions: Some(Extensions { saml_failure: Some(true), code: None }), ..Self::default() }
    }

    fn is_limit(&self) -> bool {
        let is_kind = matches!(self.kind.as_deref(), Some("RATE_LIMITED" | "RATE_LIMIT"));
        is_kind || self.says("secondary rate limit") || self.says("API rate limit")
    }

    /// Whether the server knows another schema, as an older Enterprise Server does.
    fn is_unknown_field(&self) -> bool {
        self.extensions.as_ref().is_some_and(|it| it.code.as_deref() == Some("undefinedField"))
    }

    fn says(&self, part: &str) -> bool {
        self.message.as_deref().is_some_and(|it| it.contains(part))
    }
}

impl Round<'_> {
    /// Asks a question about so many items, of which there may be fewer where GitHub does not manage them in its time.
    pub async fn ask_sized<T: DeserializeOwned + Default>(
        &mut self,
        question: &'static str,
        usual: usize,
        variables: impl Fn(usize) -> Value,
    ) -> Result<(usize, Answer<T>)> {
        loop {
            let size = self.seen.most(usual, self.now());
            if let Some(answer) = self.ask_once(question, &variables(size)).await? {
                return Ok((size, answer));
            }
            self.seen.halve(size, self.now());
            self.halved += 1;
            if size == 1 || self.halved > MOST_HALVED {
                return Err(Error::Unreachable("it could not answer the question in time".into()));
            }
        }
    }

    /// Asks for items by their ids: an answer each, in their order, none for those that cannot be seen.
    pub async fn nodes(
        &mut self,
        question: &'static str,
        ids: &[String],
        usual: usize,
    ) -> Result<Answer<Vec<Option<Node>>>> {
        let mut all: Answer<Vec<Option<Node>>> = Answer::default();
        while all.data.len() < ids.len() {
            let rest = &ids[all.data.len()..];
            let some = |size: usize| &rest[..size.min(rest.len())];
            let (size, answer) = self.ask_sized::<Found>(question, usual, |size| json!({ "ids": some(size) })).await?;
            if let Some(viewer) = answer.data.viewer {
                self.login = viewer.login;
            }
            let mut nodes = answer.data.nodes;
            nodes.resize_with(some(size).len(), || None);
            all.data.append(&mut nodes);
            all.troubles.extend(answer.troubles);
        }
        Ok(all)
    }

    /// None where GitHub ran out of time: a smaller question may do.
    async fn ask_once<T: DeserializeOwned + Default>(
        &mut self,
        question: &'static str,
        variables: &Value,
    ) -> Result<Option<Answer<T>>> {
        let site = self.session.sites.at("graphql")?;
        let request = site.post("/graphql")?.bearer_auth(self.session.secret.expose_secret());
        let body = json!({ "query": question, "variables": variables });
        let reply = site.send(request.header("Accept", MEDIA).json(&body)).await?;
        if matches!(reply.status(), 502 | 504) {
            return Ok(None);
        }
        let reply = accepted(reply, self.now())?;
        let Body { data, errors } = reply.json::<Body<T>>()?;
        let mut troubles: Vec<Trouble> = errors.into_iter().flatten().collect();
        if troubles.iter().any(Trouble::is_limit) {
            return Err(come_back(&reply, self.now()));
        }
        troubles.extend(left_out(&reply).map(|_| Trouble::left_out()));
        if troubles.iter().any(Trouble::is_single_sign_on) {
            self.gathered.warn(left_out(&reply).unwrap_or_else(|| LEFT_OUT.to_owned()));
        }
        match data {
            Some(data) => Ok(Some(Answer { data, troubles })),
            None => Err(no_data(&troubles)),
        }
    }
}

/// What it means that nothing at all was answered.
fn no_data(troubles: &[Trouble]) -> Error {
    let any = |is: fn(&Trouble) -> bool| troubles.iter().any(is);
    let refused = |why: &str| Error::Refused { why: why.to_owned() };
    if troubles.is_empty() {
        return Error::NotUnderstood { what: "neither data nor errors".to_owned() };
    }
    if any(Trouble::is_single_sign_on) {
        return refused("an organisation wants the token authorised for single sign-on");
    }
    if any(Trouble::is_forbidden) {
        return refused("the token may not see it");
    }
    if any(Trouble::is_unknown_field) {
        return refused("this version of Enterprise Server does not know the question");
    }
    Error::Unreachable("it could not answer the question".into())
}
