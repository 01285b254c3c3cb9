//! The ways to sign in at a service, and what each of them needs.

/// A site of a service and a path on it, such as `("web", "/login/oauth/authorize")`.
pub type End = (&'static str, &'static str);

/// A way to sign in.
#[derive(Debug)]
pub enum SignIn {
    /// In the system browser, with PKCE and a loopback redirect (RFC 8252 §7.3).
    Browser(OAuth),
    /// With a code that is typed at the service (RFC 8628).
    Device(OAuth),
    /// In the system browser, with PKCE and a redirect to `stint://oauth/<id>` (RFC 8252 §7.1).
    Link(OAuth),
    /// With a token that the person makes at the service and pastes.
    Token(TokenForm),
}

/// An OAuth app of a service and its end points.
#[derive(Debug)]
pub struct OAuth {
    /// Where the browser is sent; for the device code none is needed.
    pub authorize: Option<End>,
    /// Where codes and refresh tokens are exchanged.
    pub token: End,
    /// Where a device code is asked for.
    pub device: Option<End>,
    /// Where tokens are revoked as RFC 7009 says.
    pub revoke: Option<End>,
    /// Built in when Stint was built, for the standard place only; none where the person must bring an own app.
    pub client_id: Option<&'static str>,
    /// Goes with it where the service insists on one from a public client; it is no secret.
    pub client_secret: Option<&'static str>,
    /// Whether an own app has a secret that must be sent.
    pub app_has_secret: bool,
    /// The parameter that carries the scopes: `scope`, or `user_scope`.
    pub scope_parameter: &'static str,
    /// What separates scopes: a space, or a comma.
    pub scope_separator: &'static str,
    /// Scopes that are always asked for and say nothing of what may be done: `offline_access`.
    pub always: &'static [&'static str],
    /// Further parameters of the authorize URL.
    pub parameters: &'static [(&'static str, &'static str)],
    /// Whether the redirect path may hold something random; otherwise it is `/<id>`.
    pub takes_any_path: bool,
    /// Whether revoking one token takes along all that the person granted to this app.
    pub revokes_all: bool,
}

/// How a token comes to be pasted.
#[derive(Debug)]
pub struct TokenForm {
    /// What a person calls it: `personal access token`, `API key`.
    pub name: &'static str,
    /// Path and query, on the site `web`, of the page where it is made; `{scopes}` stands for the scopes, comma separated; empty where there is none.
    pub page: &'static str,
    /// What the person does there, a sentence each.
    pub steps: &'static [&'static str],
    /// What tokens look like, for people: `ghp_… or github_pat_…`.
    pub looks: &'static str,
    /// What the person's name is called, where it goes along with the token.
    pub user: Option<&'static str>,
}
