//! Where a sign-in goes: a host that leads to a private network only with the person's leave.

use std::{net::IpAddr, time::Duration};

use stint_connect::{
    endpoint::Endpoint,
    guard::{Judged, judge},
};
use stint_core::account::Allowance;

use super::{
    Attempt, Place,
    halt::{self, Halt, refused},
};
use crate::{
    conduct::{Stage, world::Reach},
    host,
};

/// How long the person may think about a private address.
const THINKING: Duration = Duration::from_secs(5 * 60);

impl Attempt {
    /// Finds the way to the service, and asks the person where it leads to a private network.
    pub(super) async fn find(&mut self) -> Result<Place, Halt> {
        let host = self.host();
        let unknown = |error: stint_connect::Error| refused(format!("{host} cannot be signed in to: {error}."), "");
        let descriptor = self.world.connector(&self.wish.service).map_err(unknown)?.descriptor();
        let allowance = match self.world.reach(descriptor, &self.wish.origin) {
            Reach::Moved | Reach::OfTheService => None,
            Reach::OfThePerson => self.leave().await?,
        };
        let sites = self.world.sites(descriptor, &self.wish.origin, allowance.as_ref());
        let sites = sites.map_err(|error| halt::service(descriptor, &host, &error))?;
        Ok(Place { sites, allowance })
    }

    /// The private addresses that the person allows; none where the host lies on the public internet.
    async fn leave(&mut self) -> Result<Option<Allowance>, Halt> {
        let host = self.host();
        let found = self.until_stopped(self.world.egress.resolve(&self.wish.origin)).await?;
        let found = found.map_err(|_| {
            refused(format!("{host} cannot be found."), "Look at its spelling, and whether it needs a VPN.")
        })?;
        let private = match judge(&found) {
            Judged::Public => return Ok(None),
            Judged::Private(private) => private,
            Judged::Forbidden => {
                let message = format!("{host} leads to an address where no service lies, and was not asked.");
                return Err(refused(message, "Look at its spelling, or ask whoever looks after it."));
            }
        };
        let wanted = self.allowance(private)?;
        if !self.is_allowed_already(&wanted) {
            self.ask(&wanted.addresses).await?;
        }
        Ok(Some(wanted))
    }

    fn allowance(&self, addresses: Vec<IpAddr>) -> Result<Allowance, Halt> {
        let endpoint = Endpoint::chosen(&self.wish.origin);
        let endpoint = endpoint.map_err(|unfit| refused(format!("{} is no host: {unfit}.", self.host()), ""))?;
        let origin = endpoint.origin();
        let host = origin.host_str().unwrap_or_default().to_owned();
        Ok(Allowance { host, port: origin.port_or_known_default().unwrap_or(443), addresses })
    }

    /// Whether the person allowed all of these for an account there before.
    fn is_allowed_already(&self, wanted: &Allowance) -> bool {
        let allowed = self.wish.account.iter().chain(&self.wish.known).filter_map(|account| account.allowance.as_ref());
        let mut same = allowed.filter(|it| it.host == wanted.host && it.port == wanted.port);
        same.any(|it| wanted.addresses.iter().all(|address| it.addresses.contains(address)))
    }

    async fn ask(&mut self, addresses: &[IpAddr]) -> Result<(), Halt> {
        let addresses: Vec<String> = addresses.iter().map(ToString::to_string).collect();
        self.tell(Stage::AskingPrivate { addresses: addresses.clone() });
        let too_late = (self.world.sleep)(THINKING);
        let stop = self.stop.clone();
        let answer = tokio::select! {
            biased;
            () = stop.cancelled() => return Err(Halt::Cancelled),
            answer = self.answers.recv() => answer,
            () = too_late => None,
        };
        let host = self.host();
        match answer {
            Some(true) => {
                self.tell(Stage::Starting);
                Ok(())
            }
            Some(false) => {
                let message = format!("{host} lies at {}, which you did not allow.", addresses.join(" and "));
                Err(refused(message, "It was not asked."))
            }
            None => Err(refused(
                format!("Nobody said whether {host} may be asked at {}.", addresses.join(" and ")),
                "Begin again when you know the address.",
            )),
        }
    }

    pub(super) fn host(&self) -> String {
        host::shown(&self.wish.origin)
    }
}
