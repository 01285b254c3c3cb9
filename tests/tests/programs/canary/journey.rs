//! The journey of secrets: connected in every way, used, renewed, rotated, moved, backed up around, revoked.

use std::{fs, path::PathBuf, process::Stdio};

use anyhow::{Context, Result, ensure};
use stint_api::{
    command::{BackUp, SetOAuthApp},
    handover,
};
use stint_tests::{
    Desktop, Stint, asked,
    canary::{Canary, found_in_bytes},
    fakes::{
        gitlab::{self, GitLab, Grants, Weather},
        google::{self, Google},
        slack::{self, Slack},
    },
    keyring,
    peer::{self, Person},
    stint, transcript, wait, watcher,
};
use tempfile::TempDir;

/// One in every credential there is.
pub struct Secrets {
    pub pasted: Canary,
    pub rotated: Canary,
    pub refused: Canary,
    pub access: Canary,
    pub refresh: Canary,
    pub code: Canary,
    pub device_code: Canary,
    pub client_secret: Canary,
    pub google: Canary,
    pub slack: Canary,
    pub passphrase: Canary,
    pub link: Canary,
}

impl Secrets {
    pub fn new() -> Self {
        let [pasted, rotated, refused, access] = ["pasted", "rotated", "refused", "access"].map(Canary::new);
        let [refresh, code, device_code, client_secret] =
            ["refresh", "code", "devicecode", "clientsecret"].map(Canary::new);
        let [google, slack, passphrase, link] = ["google", "slack", "passphrase", "link"].map(Canary::new);
        Self {
            pasted,
            rotated,
            refused,
            access,
            refresh,
            code,
            device_code,
            client_secret,
            google,
            slack,
            passphrase,
            link,
        }
    }

    /// All of them, the pasted one first.
    pub fn all(&self) -> Vec<Canary> {
        let all = [&self.pasted, &self.rotated, &self.refused, &self.access, &self.refresh, &self.code];
        let more = [&self.device_code, &self.client_secret, &self.google, &self.slack, &self.passphrase, &self.link];
        all.into_iter().chain(more).cloned().collect()
    }
}

/// A home in which everything is written down, and services that hand out secrets.
pub struct Journey {
    pub desktop: Desktop,
    pub secrets: Secrets,
    /// What `strace` wrote down; it lies outside of the home.
    pub transcript: PathBuf,
    gitlab: GitLab,
    google: Google,
    slack: Slack,
    stint: Stint,
    _tray: watcher::Host,
    _apart: TempDir,
}

impl Journey {
    pub async fn begin() -> Result<Self> {
        let mut desktop = Desktop::without_display()?;
        desktop.start_keyring()?;
        drop(keyring::is_up(&desktop).await?);
        peer::sit_down(&mut desktop, Person::Agrees)?;
        desktop.set("STINT_LOG", "trace");
        desktop.set("RUST_LOG", "trace");
        let tray = watcher::offer_tray(&desktop).await?;
        let (secrets, gitlab) = (Secrets::new(), GitLab::start()?);
        let (google, slack) = (Google::start().await?, Slack::start().await);
        plant(&secrets, &gitlab, &google, &slack);
        let settings = desktop.folders()?.config_file();
        fs::create_dir_all(settings.parent().context("settings lie in a folder")?)?;
        let endpoints = format!(
            "[endpoints]\ngitlab = \"{}\"\ngoogle = \"{}\"\nslack = \"{}\"\n",
            gitlab.origin(),
            google.origin(),
            slack.origin()
        );
        let apps = format!("[oauth]\ngitlab = \"{}\"\nslack = \"{}\"\n", gitlab::CLIENT_ID, slack::CLIENT_ID);
        fs::write(settings, endpoints + &apps)?;
        let apart = tempfile::tempdir()?;
        let transcript = apart.path().join("transcript");
        let wrapper = transcript::wrapper(&transcript);
        let words: Vec<&str> = wrapper.iter().map(String::as_str).collect();
        let stint = Stint::start_under(&desktop, &words).await?;
        Ok(Self { desktop, secrets, transcript, gitlab, google, slack, stint, _tray: tray, _apart: apart })
    }

    /// Connects accounts in every way there is, and refuses a token.
    pub async fn connect(&self) -> Result<()> {
        let secrets = &self.secrets;
        self.give("accounts connect gitlab --token-stdin", &glpat(&secrets.pasted))?;
        let connect = ["accounts", "connect", "gitlab", "--token-stdin"];
        asked::refused(&self.desktop, &connect, glpat(&secrets.refused).as_bytes())?;
        self.ask("accounts connect gitlab --device")?;
        self.ask("accounts connect gitlab --browser")?;
        self.connect_google().await?;
        self.connect_slack().await?;
        for place in ["oauth/slack", "oauth/gitlab", "start/42"] {
            let stray = format!("stint://{place}?code={}&state=x", secrets.link.text());
            asked::granted(&self.desktop, &["open-url", &stray], b"")?;
        }
        Ok(())
    }

    /// Reads the work that waits, is given more, and looks at all of it.
    pub fn work(&self) -> Result<()> {
        self.ask("sync gitlab")?;
        {
            let mut state = self.gitlab.state();
            let task = state.world.open_issue("acme/api", "Fix the login redirect loop", "hubot");
            state.world.describe(task, "It turns in circles.", "hubot");
            state.world.assign(task, "octocat", "hubot");
        }
        self.ask("follow add acme/api --account octocat")?;
        for words in ["sync gitlab", "sync --json", "tasks show 1", "tasks --json", "feed --json", "follow list"] {
            self.ask(words)?;
        }
        Ok(())
    }

    /// Every check needs a new pair; then the service fails in every way.
    pub fn fail_and_renew(&self) -> Result<()> {
        self.ask("accounts check mona")?;
        ensure!(self.gitlab.state().renewed > 0, "nothing was renewed: the test is too weak");
        // A reading in bad weather would count as one failure more, and the host would be left alone.
        self.ask("accounts pause mona")?;
        self.ask("accounts pause octocat")?;
        for weather in [Weather::Broken, Weather::Portal] {
            for words in ["accounts check mona", "accounts check octocat", "accounts connect gitlab --device"] {
                // An answer in between, for a host that fails too often in a row is left alone.
                self.gitlab.state().weather = Weather::Fine;
                self.try_to("accounts check octocat")?;
                self.gitlab.state().weather = weather;
                self.try_to(words)?;
            }
        }
        self.gitlab.state().weather = Weather::Fine;
        self.gitlab.forget_grants();
        self.try_to("accounts check mona")?;
        self.ask("accounts rotate mona --browser")?;
        self.ask("accounts resume mona")?;
        self.ask("accounts resume octocat")
    }

    /// Rotates the pasted token, and asks for everything that can be seen.
    pub fn change_and_look(&self) -> Result<()> {
        self.give("accounts rotate octocat --token-stdin", &glpat(&self.secrets.rotated))?;
        for words in ["accounts", "accounts --json", "accounts log", "accounts requests --json", "doctor", "vault"] {
            self.ask(words)?;
        }
        Ok(())
    }

    /// Moves all secrets to a file, and uses them from there.
    pub fn move_to_a_file(&self) -> Result<()> {
        self.give("vault use file --passphrase-stdin", self.secrets.passphrase.text())?;
        ensure!(keyring::contents(&self.desktop)?.is_empty(), "the keyring still holds them");
        self.ask("accounts check octocat")
    }

    /// Backs up and exports everything into the home.
    pub async fn back_up(&self) -> Result<()> {
        self.stint.client().call(BackUp {}).await?;
        let backups = self.desktop.folders()?.backups();
        wait::until("the backup is there", async || fs::read_dir(&backups).ok()?.next().map(drop)).await?;
        for format in ["json", "csv"] {
            self.ask(&format!(
                "export {format} --to {}",
                self.desktop.path().join("export").with_extension(format).display()
            ))?;
        }
        Ok(())
    }

    /// Revokes one that cannot be told and one that can.
    pub fn revoke(&self) -> Result<()> {
        self.gitlab.state().keeps_tokens = true;
        self.ask("accounts revoke octocat")?;
        self.gitlab.state().keeps_tokens = false;
        self.ask("accounts revoke mona")?;
        self.ask("accounts revoke google")
    }

    async fn connect_google(&self) -> Result<()> {
        let hand = self.desktop.folders()?.hand_socket();
        let ticket = handover::hand_over(&hand, self.secrets.client_secret.text().as_bytes()).await?;
        let app = SetOAuthApp {
            service: "google".to_owned(),
            host: String::new(),
            client_id: google::CLIENT_ID.to_owned(),
            ticket: Some(ticket),
        };
        self.stint.client().call(app).await?;
        // The secret of the app is kept meanwhile.
        wait::until("Google is connected", async || self.ask("accounts connect google --browser").ok()).await?;
        ensure!(self.google.state().granted == 1, "Google granted nothing");
        Ok(())
    }

    async fn connect_slack(&self) -> Result<()> {
        let mut command = stint::command_line(&self.desktop)?;
        let mut child = command.args(["accounts", "connect", "slack", "--link"]).stdout(Stdio::null()).spawn()?;
        let page = wait::until("Slack's page is opened", async || {
            peer::opened(&self.desktop).into_iter().find(|page| page.starts_with(&self.slack.origin()))
        })
        .await?;
        asked::granted(&self.desktop, &["open-url", &self.slack.agree(&page)?], b"")?;
        ensure!(child.wait()?.success(), "Slack was not connected");
        Ok(())
    }

    fn ask(&self, words: &str) -> Result<()> {
        self.give(words, "")
    }

    fn give(&self, words: &str, input: &str) -> Result<()> {
        let words: Vec<&str> = words.split(' ').collect();
        let said = asked::granted(&self.desktop, &words, input.as_bytes())?;
        self.look_at(&said)
    }

    /// Asks for what may be refused.
    fn try_to(&self, words: &str) -> Result<()> {
        let words: Vec<&str> = words.split(' ').collect();
        self.look_at(&asked::ask(&self.desktop, &words, b"")?.all())
    }

    fn look_at(&self, said: &str) -> Result<()> {
        let found = found_in_bytes(&self.secrets.all(), said.as_bytes(), "what the command line said");
        ensure!(found.is_empty(), "{found:?}: {said}");
        Ok(())
    }
}

fn glpat(canary: &Canary) -> String {
    format!("glpat-{}", canary.text())
}

/// Gives each service the secrets it will hand out or know.
fn plant(secrets: &Secrets, gitlab: &GitLab, google: &Google, slack: &Slack) {
    for token in [&secrets.pasted, &secrets.rotated] {
        let token_of_octocat =
            gitlab::Token { owner: "octocat".to_owned(), scopes: vec!["read_api"], ..gitlab::Token::default() };
        gitlab.state().tokens.insert(glpat(token), token_of_octocat);
    }
    let [access, refresh, code, device_code] =
        [&secrets.access, &secrets.refresh, &secrets.code, &secrets.device_code].map(|it| it.text().to_owned());
    gitlab.state().grants = Grants { access, refresh, code, device_code, life: 1 };
    gitlab.state().is_agreed = true;
    google.state().client_secret = secrets.client_secret.text().to_owned();
    google.state().mark = secrets.google.text().to_owned();
    slack.state().mark = secrets.slack.text().to_owned();
}
