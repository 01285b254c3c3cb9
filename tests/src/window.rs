//! The real window, driven by WebDriver.

use std::{
    net::TcpListener,
    process::{Child, Stdio},
};

use anyhow::{Context, Result};
use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource, MouseActions, PointerAction},
    elements::Element,
    wd::Capabilities,
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{desktop::Desktop, home::kill, programs, wait};

/// A window of Stint and the driver that holds it.
pub struct Window {
    driver: Child,
    /// The page in it.
    pub page: Client,
}

impl Window {
    /// Opens the window's program with these arguments and waits for its page.
    pub async fn open(desktop: &Desktop, arguments: &[&str]) -> Result<Self> {
        let port = free_port()?;
        let mut command = desktop.command("WebKitWebDriver");
        command.arg(format!("--port={port}")).env("TAURI_AUTOMATION", "true").env("TAURI_WEBVIEW_AUTOMATION", "true");
        let driver =
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("could not start WebKitWebDriver")?;
        let window = connect(&format!("http://127.0.0.1:{port}"), arguments).await;
        match window {
            Ok(page) => Ok(Self { driver, page }),
            Err(error) => {
                kill(driver.id());
                Err(error)
            }
        }
    }

    /// Waits until something of the page is there and can be seen.
    pub async fn see(&self, xpath: &str) -> Result<Element> {
        let look = async || {
            let element = self.page.find(Locator::XPath(xpath)).await.ok()?;
            element.is_displayed().await.ok()?.then_some(element)
        };
        match wait::until(xpath, look).await {
            Ok(element) => Ok(element),
            Err(error) => Err(error.context(self.text().await.unwrap_or_default())),
        }
    }

    /// Waits until nothing of the page is that.
    pub async fn miss(&self, xpath: &str) -> Result<()> {
        wait::until(&format!("no {xpath}"), async || {
            self.page.find_all(Locator::XPath(xpath)).await.ok()?.is_empty().then_some(())
        })
        .await
    }

    /// Scrolls to something and clicks it once it stands still; a click that the driver refuses was none.
    pub async fn click(&self, xpath: &str) -> Result<()> {
        let click = async || {
            let element = self.see(xpath).await.ok()?;
            let shown = serde_json::to_value(&element).ok()?;
            self.page.execute("arguments[0].scrollIntoView({ block: 'center' })", vec![shown]).await.ok()?;
            element.click().await.ok()
        };
        wait::until(&format!("{xpath} takes a click"), click).await
    }

    /// Moves the pointer over something, which may show what can be done with it.
    pub async fn point_at(&self, xpath: &str) -> Result<()> {
        let element = self.see(xpath).await?;
        let to = PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 };
        Ok(self.page.perform_actions(MouseActions::new("mouse".to_owned()).then(to)).await?)
    }

    /// What the page says.
    pub async fn text(&self) -> Result<String> {
        Ok(self.page.find(Locator::Css("body")).await?.text().await?)
    }

    /// Runs a script that calls its last argument with its answer.
    pub async fn ask<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> Result<T> {
        Ok(serde_json::from_value(self.page.execute_async(script, arguments).await?)?)
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        kill(self.driver.id());
        self.driver.wait().ok();
    }
}

async fn connect(driver: &str, arguments: &[&str]) -> Result<Client> {
    let binary = programs::stint_window()?;
    let mut capabilities = Capabilities::new();
    capabilities.insert("webkitgtk:browserOptions".to_owned(), json!({ "binary": binary, "args": arguments }));
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(capabilities);
    wait::until("the window opens", async || builder.connect(driver).await.ok()).await
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
