//! The only way to a service: one origin, https, no redirects, no proxy, bounded time and size, each request written down.

mod client;
mod failure;
mod links;
mod reply;
mod resolver;
#[cfg(test)]
mod tests;
mod told;

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU32, Ordering},
};

use reqwest::{Client, Method, Request, RequestBuilder, Response, Url};
use stint_core::governor::Told;

use self::failure::Failure;
pub(crate) use self::{client::open_client, failure::Outage, resolver::of_the_system};
pub use self::{
    reply::Reply,
    resolver::{Found, Lookup},
};
use crate::{
    egress::{
        Egress,
        gate::{Gate, Pass},
        locked,
        log::Trace,
    },
    endpoint::Endpoint,
    error::{Error, Result},
};

type Exchanged<T> = std::result::Result<T, Failure>;

/// The way to one origin; opened by [`Egress::open`].
#[derive(Clone, Debug)]
pub struct Http {
    egress: Egress,
    client: Client,
    endpoint: Endpoint,
    gate: Arc<Gate>,
    told: Arc<Mutex<Option<Told>>>,
    sent: Arc<AtomicU32>,
}

impl Http {
    pub(crate) fn new(egress: Egress, client: Client, endpoint: Endpoint, gate: Arc<Gate>) -> Self {
        Self { egress, client, endpoint, gate, told: Arc::default(), sent: Arc::default() }
    }

    /// A request to read a path, or a whole URL of this origin that the service gave, such as that of the next page.
    ///
    /// Refuses a URL of another origin, so that no credentials go there.
    pub fn get(&self, path: &str) -> Result<RequestBuilder> {
        self.request(Method::GET, path)
    }

    /// A request to write to a path of this origin.
    pub fn post(&self, path: &str) -> Result<RequestBuilder> {
        self.request(Method::POST, path)
    }

    /// A request to change what lies at a path of this origin.
    pub fn patch(&self, path: &str) -> Result<RequestBuilder> {
        self.request(Method::PATCH, path)
    }

    /// A request to remove what lies at a path of this origin.
    pub fn delete(&self, path: &str) -> Result<RequestBuilder> {
        self.request(Method::DELETE, path)
    }

    /// The URL of a path of this origin.
    pub fn url(&self, path: &str) -> Result<Url> {
        self.endpoint.url(path).ok_or_else(elsewhere)
    }

    /// What the service said last of its limit, over this way and its clones.
    #[must_use]
    pub fn told(&self) -> Option<Told> {
        *locked(&self.told)
    }

    /// How many requests were made over this way and its clones.
    #[must_use]
    pub fn sent(&self) -> u32 {
        self.sent.load(Ordering::Relaxed)
    }

    /// Sends a request and takes the answer in, whatever its status.
    ///
    /// Waits while the host has enough to do; [`Error::Unreachable`] at once while it is left alone.
    pub async fn send(&self, request: RequestBuilder) -> Result<Reply> {
        self.send_within(request, usize::MAX).await
    }

    /// Sends a request and takes in no more than `longest` bytes of a body, where that is less than usual.
    pub async fn send_within(&self, request: RequestBuilder, longest: usize) -> Result<Reply> {
        let request = self.checked(request)?;
        let mut pass = self.gate.enter(&self.egress).await.map_err(|resting| Error::Unreachable(Box::new(resting)))?;
        self.sent.fetch_add(1, Ordering::Relaxed);
        let mut trace = Trace::begin(&self.egress, &request);
        let answer = self.exchange(request, longest, &mut trace).await;
        trace.end(answer.as_ref().err().map(|failure| failure.words.clone()));
        self.blame(&mut pass, &answer);
        let reply = answer.map_err(|failure| failure.error)?;
        if let Some(told) = reply.told(self.egress.now()) {
            *locked(&self.told) = Some(told);
        }
        Ok(reply)
    }

    fn request(&self, method: Method, path: &str) -> Result<RequestBuilder> {
        Ok(RequestBuilder::from_parts(self.client.clone(), Request::new(method, self.url(path)?)))
    }

    /// A request that another way formed goes nowhere, for its credentials belong there.
    fn checked(&self, request: RequestBuilder) -> Result<Request> {
        let request = request.build().map_err(|error| Failure::from(error).error)?;
        if self.endpoint.holds(request.url()) { Ok(request) } else { Err(elsewhere()) }
    }

    async fn exchange(&self, request: Request, longest: usize, trace: &mut Trace<'_>) -> Exchanged<Reply> {
        let mut response = self.client.execute(request).await?;
        trace.answered(response.status());
        self.is_fit(&response)?;
        let longest = longest.min(self.egress.limits().longest_body);
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            trace.took_in(chunk.len());
            if body.len() + chunk.len() > longest {
                return Err(Failure::too_much(format!("a body of more than {longest} bytes")));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Reply::new(response.status(), response.url().clone(), response.headers().clone(), body))
    }

    /// The address was judged before; this is the belt to those braces.
    fn is_fit(&self, response: &Response) -> Exchanged<()> {
        if let Some(peer) = response.remote_addr() {
            resolver::judge(self.endpoint.reach(), &[peer.ip()]).map_err(|bad| Failure::forbidden(&bad))?;
        }
        let longest = self.egress.limits().longest_head;
        let head: usize = response.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
        if head > longest { Err(Failure::too_much(format!("a head of more than {longest} bytes"))) } else { Ok(()) }
    }

    /// Trouble of the server counts against the host; a refusal is an answer, and a machine without network proves nothing.
    fn blame(&self, pass: &mut Pass<'_>, answer: &Exchanged<Reply>) {
        match answer {
            Ok(reply) if reply.status() < 500 => pass.succeeded(),
            Err(failure) if !failure.is_of_host || !self.egress.is_online() => {}
            Ok(_) | Err(_) => pass.failed(self.egress.now()),
        }
    }
}

fn elsewhere() -> Error {
    Error::Refused { why: "it pointed to another server".to_owned() }
}
