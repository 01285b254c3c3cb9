//! A service that brings work and can be told what was read.

use async_trait::async_trait;
use stint_connect::{
    connector::{Asked, Connector, Descriptor, Hosts, Identity, Known, Manners, SignIn, Site, TokenForm, WorkSource},
    session::Session,
};
use stint_core::{
    incoming::Batch,
    work::{LookedUp, WorkBatch},
};

static HUB: Descriptor = Descriptor {
    id: "hub",
    name: "Hub",
    icon: "hub.svg",
    summary: "Work to try things with",
    hosts: Hosts { standard: Some(ORIGIN), regions: &[], is_self_hosted: false, takes_path: false },
    sites: &[Site { name: "api", standard: ORIGIN, below: "", apart: &[] }],
    sign_in: &[SignIn::Token(TokenForm { name: "token", page: "", steps: &[], looks: "", user: None })],
    scopes: &[],
    manners: Manners {
        poll_every: std::time::Duration::from_secs(60),
        requests: 30,
        per: std::time::Duration::from_secs(3_600),
    },
    grants_page: "/",
    what_stays: "Nothing stays.",
};

pub(super) const ORIGIN: &str = "https://hub.example.org";

/// Its connector.
pub(super) struct Hub;

#[async_trait]
impl Connector for Hub {
    fn descriptor(&self) -> &'static Descriptor {
        &HUB
    }

    async fn identify(&self, _session: &Session) -> stint_connect::Result<Identity> {
        Err(stint_connect::Error::SignInAgain)
    }

    fn work(&self) -> Option<&dyn WorkSource> {
        Some(self)
    }
}

#[async_trait]
impl WorkSource for Hub {
    async fn fetch(&self, _session: &Session, _asked: &Asked<'_>) -> stint_connect::Result<WorkBatch> {
        let batch = Batch { items: Vec::new(), cursor: None, not_before: None };
        Ok(WorkBatch { batch, complete: [].into(), warning: None, unseen: [].into() })
    }

    async fn look_up(
        &self,
        _session: &Session,
        _asked: &Asked<'_>,
        _wanted: &[Known],
    ) -> stint_connect::Result<Vec<LookedUp>> {
        Ok(Vec::new())
    }

    fn can_mark_read(&self) -> bool {
        true
    }
}
