//! What a command works with: the engine within reach, and where to write.

use std::{
    future::Future,
    io::{self, Read, Write},
    pin::Pin,
};

use jiff::civil::Date;
use serde::Serialize;
use stint_api::{ApiError, Call, Code, Hello, client::Client, folders::Folders, handover, view::Receipt};

use crate::{
    args::Form,
    edge::Surroundings,
    failure::Failure,
    reach,
    show::{self, paint::Paint, table::Table, time::Here},
};

/// What a command works with.
pub(crate) struct Desk<'a> {
    pub(crate) around: &'a Surroundings,
    /// Whether to start the engine where none runs.
    pub(crate) is_starting: bool,
    pub(crate) input: &'a mut dyn Read,
    pub(crate) out: &'a mut dyn Write,
    pub(crate) err: &'a mut dyn Write,
    pub(crate) interrupt: Interrupt<'a>,
}

/// Where a command reads from and writes to.
pub(crate) struct Ends<'a> {
    pub(crate) input: &'a mut dyn Read,
    pub(crate) out: &'a mut dyn Write,
    pub(crate) err: &'a mut dyn Write,
    pub(crate) interrupt: Interrupt<'a>,
}

/// Makes what resolves when the person wants the command to end.
pub(crate) type Interrupt<'a> = &'a dyn Fn() -> Pin<Box<dyn Future<Output = ()>>>;

impl<'a> Desk<'a> {
    /// Today, here.
    pub(crate) fn here(&self) -> Here<'a> {
        Here { day: self.today(), zone: &self.around.zone }
    }

    pub(crate) fn new(around: &'a Surroundings, is_starting: bool, ends: Ends<'a>) -> Self {
        let Ends { input, out, err, interrupt } = ends;
        Self { around, is_starting, input, out, err, interrupt }
    }
}

impl Desk<'_> {
    /// The engine, started where none runs unless the person said otherwise.
    pub(crate) async fn engine(&self) -> Result<Client, Failure> {
        self.engine_as(Hello::of("cli")).await
    }

    /// Likewise, as a client of a certain kind.
    pub(crate) async fn engine_as(&self, hello: Hello) -> Result<Client, Failure> {
        let folders = self.folders()?;
        let program = self.around.program.as_deref().filter(|_| self.is_starting);
        let start = program.map(|program| move || reach::start(program));
        let start = start.as_ref().map(|start| start as reach::Start);
        Ok(reach::connect(&folders.socket(), &hello, start).await?)
    }

    /// Where Stint keeps its files.
    pub(crate) fn folders(&self) -> Result<&Folders, ApiError> {
        self.around.folders.as_ref().map_err(|words| ApiError::new(Code::NotRunning, words))
    }

    /// Hands a secret to the engine, which runs already, and brings its ticket.
    pub(crate) async fn hand_over(&self, secret: &[u8]) -> Result<String, Failure> {
        Ok(handover::hand_over(&self.folders()?.hand_socket(), secret).await?)
    }

    /// Asks one thing of the engine.
    pub(crate) async fn ask<C: Call>(&self, call: C) -> Result<C::Reply, Failure> {
        Ok(self.engine().await?.call(call).await?)
    }

    /// Has one thing done and says what was done.
    pub(crate) async fn order<C: Call<Reply = Receipt>>(&mut self, call: C, form: Form) -> Result<(), Failure> {
        let receipt = self.ask(call).await?;
        self.said(form, &receipt)
    }

    /// Says what was done.
    pub(crate) fn said(&mut self, form: Form, receipt: &Receipt) -> Result<(), Failure> {
        self.print(form, receipt, |receipt, out, _| show::receipt(receipt, out))
    }

    /// Prints a view as JSON or in words.
    pub(crate) fn print<V: Serialize>(
        &mut self,
        form: Form,
        view: &V,
        words: impl FnOnce(&V, &mut dyn Write, Paint) -> io::Result<()>,
    ) -> Result<(), Failure> {
        if form.json {
            serde_json::to_writer_pretty(&mut self.out, view).map_err(io::Error::from)?;
            return Ok(writeln!(self.out)?);
        }
        Ok(words(view, self.out, self.around.out_paint)?)
    }

    /// Prints a list as JSON or as a table.
    pub(crate) fn list<V: Serialize>(
        &mut self,
        form: Form,
        view: &V,
        table: impl FnOnce(&V) -> Table,
    ) -> Result<(), Failure> {
        self.print(form, view, |view, out, paint| table(view).write(out, paint))
    }

    /// The day it is here.
    pub(crate) fn today(&self) -> Date {
        self.around.now.to_zoned(self.around.zone.clone()).date()
    }
}
