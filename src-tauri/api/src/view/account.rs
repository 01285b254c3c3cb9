//! Accounts: services, what is connected, sign-ins under way, the vault, the requests that went out.

use serde::{Deserialize, Serialize};

use crate::shape::{choice, view};

view! {
    /// Everything the page of accounts shows.
    AccountsPage {
        /// Where secrets are kept.
        vault: VaultView,
        /// Whether the machine reaches the network, as far as the desktop says.
        is_online: bool,
        /// Every service, in the order they are offered.
        services: Vec<ServiceView>,
        /// Sign-ins under way or lately ended, oldest first.
        attempts: Vec<AttemptView>,
    }
}

view! {
    /// Where secrets are kept, and whether they can be reached.
    VaultView {
        /// Where.
        kind: VaultKind,
        /// Whether it can be used.
        state: VaultState,
        /// The state in words.
        message: String,
        /// What to do.
        hint: Option<String>,
    }
}

choice! {
    /// Where secrets are kept.
    VaultKind {
        /// The keyring of the desktop.
        #[default]
        Keyring,
        /// A file encrypted with a passphrase.
        File,
        /// Memory, until Stint ends.
        Memory,
    }
}

choice! {
    /// Whether the vault can be used.
    VaultState {
        /// It was not asked yet.
        #[default]
        Unknown,
        /// It opens.
        Ready,
        /// There is none.
        Absent,
        /// It waits for a password.
        Locked,
        /// It answers, and what it holds cannot be read.
        Unreadable,
        /// It does not answer.
        Hanging,
    }
}

view! {
    /// A service that can be connected; the form is drawn from it.
    ServiceView {
        /// Names it in requests and in `stint://settings/accounts#github`.
        id: String,
        /// What people call it.
        name: String,
        /// File name of its icon.
        icon: String,
        /// What it is good for, one line.
        summary: String,
        /// Its standard host, such as `github.com`; none where everybody runs their own.
        standard_host: Option<String>,
        /// The regions to choose from, the standard one first; empty where there is only one.
        regions: Vec<RegionView>,
        /// Whether people run it on hosts of their own.
        is_self_hosted: bool,
        /// Where the configuration moves it, such as `http://127.0.0.1:8080`.
        moved_to: Option<String>,
        /// The ways to sign in, the easiest first.
        ways: Vec<WayView>,
        /// What may be granted.
        scopes: Vec<ScopeView>,
        /// Whether it has a page that lists what was granted to whom.
        has_grants_page: bool,
        /// What stays at the service after an account was revoked.
        what_stays: String,
        /// The accounts connected, oldest first.
        accounts: Vec<AccountView>,
    }
}

view! {
    /// A region of a service.
    RegionView {
        /// What people call it.
        name: String,
        /// Its host.
        host: String,
    }
}

view! {
    /// A way to sign in.
    WayView {
        /// Which one.
        kind: WayKind,
        /// What the button says: `Sign in with the browser`.
        label: String,
        /// What the person does, a sentence each.
        steps: Vec<String>,
        /// Whether it can be used at the standard place now.
        is_ready: bool,
        /// What is missing, where it is not ready.
        why_not: String,
        /// What the link to the page where a token is made says; empty where there is none.
        token_page: String,
        /// What tokens look like: `ghp_… or github_pat_…`.
        token_looks: String,
        /// What the person's name is called there, where it is asked for.
        user_label: String,
        /// Whether an OAuth app of one's own can be used.
        takes_own_app: bool,
        /// Whether such an app has a secret.
        app_has_secret: bool,
        /// The client id of the person's own app, where one is set.
        own_client_id: String,
        /// The redirect address to register for such an app.
        redirect: String,
    }
}

choice! {
    /// A way to sign in.
    WayKind {
        /// In the browser, which comes back to this computer.
        #[default]
        Browser,
        /// With a code that is typed at the service.
        Device,
        /// In the browser, which comes back by a `stint://` link.
        Link,
        /// With a token that the person pastes.
        Token,
    }
}

view! {
    /// Something a service may grant.
    ScopeView {
        /// As the service names it.
        name: String,
        /// What it is for, in words.
        purpose: String,
        /// Whether nothing works without it.
        is_required: bool,
        /// Whether it is asked for unless the person says otherwise.
        is_asked_for: bool,
    }
}

view! {
    /// One sign-in at one service.
    AccountView {
        /// Who it is.
        id: String,
        /// The service.
        service: String,
        /// What the service calls the person.
        name: String,
        /// Where it lies, `github.com`.
        host: String,
        /// Whether it works.
        state: AccountState,
        /// The state in words, where it does not.
        message: String,
        /// How it was signed in.
        way: WayKind,
        /// What was granted, as the service names it.
        granted: Vec<String>,
        /// Whether the service says what was granted.
        is_granted_known: bool,
        /// What was not granted, and what does not work because of it.
        missing: Vec<MissingView>,
        /// What it may do, in words.
        may: Vec<String>,
        /// When the credentials end, RFC 3339.
        expires_at: Option<String>,
        /// Whether Stint renews them by itself.
        is_renewed: bool,
        /// When it was connected, RFC 3339.
        connected_at: String,
        /// When a request was last made with it, RFC 3339.
        last_used_at: Option<String>,
        /// When it was last found in order, RFC 3339.
        checked_at: Option<String>,
        /// Whether the service is being asked about it now.
        is_checking: bool,
        /// What went wrong last, in words; gone once it works again.
        last_error: Option<String>,
        /// What is left of what the service allows.
        quota: Option<QuotaView>,
        /// The private addresses the person allowed for its host.
        allowed_addresses: Vec<String>,
    }
}

choice! {
    /// Whether an account works.
    AccountState {
        /// It does.
        #[default]
        Connected,
        /// The service is out of reach or asked to wait; it is tried again.
        Waiting,
        /// The person must sign in again.
        NeedsSignIn,
        /// Renewing its credentials failed; it rests until the person acts.
        Suspended,
        /// Its secret cannot be reached.
        Locked,
        /// The service refuses.
        Failing,
    }
}

view! {
    /// Something that was not granted.
    MissingView {
        /// The scope, as the service names it.
        scope: String,
        /// What does not work because of it.
        purpose: String,
    }
}

view! {
    /// What a service allows in a span of time.
    QuotaView {
        /// How many requests were made.
        used: u32,
        /// How many there may be.
        limit: u32,
        /// When the count begins anew, RFC 3339.
        resets_at: String,
        /// Whether the service said so; otherwise Stint keeps to its own measure.
        is_told: bool,
    }
}

view! {
    /// A sign-in under way.
    AttemptView {
        /// Which one, as the client named it.
        id: String,
        /// The service.
        service: String,
        /// The account that gets new credentials.
        account: Option<String>,
        /// Where the service lies.
        host: String,
        /// The way chosen.
        way: WayKind,
        /// How far it is.
        stage: SignInStage,
        /// What happens or happened, in words.
        message: String,
        /// What to do.
        hint: Option<String>,
        /// The code to type at the service.
        user_code: String,
        /// The page where it is typed, without query: `github.com/login/device`.
        page: String,
        /// The addresses the person is asked about, one or more.
        addresses: Vec<String>,
        /// Until when it can be ended well, RFC 3339.
        expires_at: Option<String>,
        /// The account that came of it.
        connected: Option<String>,
    }
}

choice! {
    /// How far a sign-in is.
    SignInStage {
        /// The service is asked.
        #[default]
        Starting,
        /// The person is asked about a private address.
        AskingPrivate,
        /// The browser is open, and Stint waits for it to come back.
        Waiting,
        /// A code is shown, and Stint waits until it was typed at the service.
        ShowingCode,
        /// The service is asked whose credentials they are.
        Checking,
        /// The account is connected.
        Done,
        /// It ended otherwise; `message` says how, and nothing was stored.
        Failed,
    }
}

view! {
    /// One line of the history of accounts; it holds no secret.
    AccountChangeView {
        /// When, RFC 3339.
        at: String,
        /// The service.
        service: String,
        /// What the service calls the person.
        name: String,
        /// Where it lies.
        host: String,
        /// What happened, in words: `Connected`, `Rotated`, `Suspended`, `Revoked`.
        what: String,
        /// By what: `you, with the browser`, `Stint`, `the service`.
        by: String,
    }
}

view! {
    /// What went out to the network since Stint started.
    RequestsPage {
        /// Since when they are kept, RFC 3339.
        since: String,
        /// How many there were in all.
        #[cfg_attr(feature = "specta", specta(type = u32))]
        count: f64,
        /// The latest, latest first.
        rows: Vec<RequestView>,
        /// Hosts that are left alone for a while, because they failed again and again.
        resting: Vec<RestingView>,
    }
}

view! {
    /// One request; no query and no body.
    RequestView {
        /// When it began, RFC 3339.
        at: String,
        /// `GET`.
        method: String,
        /// Host, and port where it is not the usual one.
        host: String,
        /// Path without query, tokens taken out.
        path: String,
        /// What the service answered; none where it did not.
        status: Option<u16>,
        /// Why there is no status, in words.
        failure: String,
        /// Bytes of the answer.
        #[cfg_attr(feature = "specta", specta(type = u32))]
        bytes: f64,
        /// How long it took, in milliseconds.
        took_ms: u32,
    }
}

view! {
    /// A host that is left alone for a while.
    RestingView {
        /// Which one.
        host: String,
        /// Until when, RFC 3339.
        until: String,
    }
}
