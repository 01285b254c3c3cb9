//! Finds the service or the account that a person names.

use stint_api::{
    client::Client,
    question::GetAccounts,
    view::{AccountView, AccountsPage, ServiceView},
};

use crate::failure::Failure;

/// The service of that id or name, in any case.
pub(super) fn service<'a>(page: &'a AccountsPage, named: &str) -> Result<&'a ServiceView, Failure> {
    let ids = || page.services.iter().map(|service| service.id.as_str()).collect::<Vec<_>>().join(", ");
    find(page, named).ok_or_else(|| no_service(named, format!("Stint knows {}.", ids())))
}

/// The service of that id or name, in any case, to see its tasks.
pub(crate) fn service_of_tasks<'a>(page: &'a AccountsPage, named: &str) -> Result<&'a ServiceView, Failure> {
    let brings_work = |service: &&ServiceView| service.accounts.iter().any(|account| account.has_work);
    let ids = || page.services.iter().filter(brings_work).map(|service| service.id.as_str()).collect::<Vec<_>>();
    find(page, named).ok_or_else(|| {
        let hint = match ids().as_slice() {
            [] => "No account brings tasks. Use own for those typed by hand.".to_owned(),
            ids => format!("Tasks come from {}; use own for those typed by hand.", ids.join(", ")),
        };
        no_service(named, hint)
    })
}

fn find<'a>(page: &'a AccountsPage, named: &str) -> Option<&'a ServiceView> {
    page.services.iter().find(|service| same(&service.id, named) || same(&service.name, named))
}

fn no_service(named: &str, hint: String) -> Failure {
    Failure::unnamed(format!("There is no service “{named}”."), hint)
}

/// The one account that is named by `mona@github.com`, its name, its host, its id, or by a service where it is alone.
pub(crate) fn account<'a>(page: &'a AccountsPage, named: &str) -> Result<&'a AccountView, Failure> {
    let all = page.services.iter().flat_map(|service| service.accounts.iter().map(move |account| (service, account)));
    let meant: Vec<_> = all.filter(|(service, account)| is_meant(service, account, named)).collect();
    match meant[..] {
        [(_, account)] => Ok(account),
        [] => Err(Failure::unnamed(
            format!("There is no account “{named}”."),
            "See `stint accounts`; name one as mona@github.com, or by its service.",
        )),
        _ => {
            let names: Vec<_> = meant.iter().map(|(_, account)| sure_name(account, &meant)).collect();
            Err(Failure::unnamed(
                format!("“{named}” may mean {} accounts.", meant.len()),
                format!("Name one of them: {}.", names.join(", ")),
            ))
        }
    }
}

/// The id of the account that is named, where one is.
pub(crate) async fn id(engine: &Client, named: Option<&str>) -> Result<Option<String>, Failure> {
    let Some(named) = named else { return Ok(None) };
    let page = engine.call(GetAccounts {}).await?;
    Ok(Some(account(&page, named)?.id.clone()))
}

fn is_meant(service: &ServiceView, account: &AccountView, named: &str) -> bool {
    let names = [&service.id, &service.name, &account.name, &account.host, &account.id];
    names.into_iter().any(|name| same(name, named)) || same(&name_of(account), named)
}

/// `mona@github.com`.
pub(super) fn name_of(account: &AccountView) -> String {
    format!("{}@{}", account.name, account.host)
}

/// A name that means this account alone.
fn sure_name(account: &AccountView, among: &[(&ServiceView, &AccountView)]) -> String {
    let name = name_of(account);
    let is_alone = among.iter().filter(|(_, other)| same(&name_of(other), &name)).count() == 1;
    if is_alone { name } else { account.id.clone() }
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
