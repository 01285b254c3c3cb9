//! `stint doctor`: what this desktop supports, where files lie, versions.

use std::io::{self, Write};

use stint_api::{
    ApiError, PROTOCOL, VERSION,
    folders::Folders,
    question::GetDoctor,
    view::{DoctorFact, DoctorSection, DoctorView},
};

use crate::{
    args::Form,
    desk::Desk,
    failure::Failure,
    show::{
        paint::{Ink, Paint},
        table::{Cell, Table},
    },
};

/// Print what this desktop supports, where files lie, and versions; never a secret
#[derive(Debug, clap::Args)]
pub(crate) struct Doctor {
    #[command(flatten)]
    form: Form,
}

impl Doctor {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let (view, failure) = match desk.ask(GetDoctor {}).await {
            Ok(view) => (view, None),
            Err(Failure::Api(error)) => (known_here(&error, desk.around.folders.as_ref()), Some(error)),
            Err(failure) => return Err(failure),
        };
        desk.print(self.form, &view, print)?;
        failure.map_or(Ok(()), |error| Err(Failure::Shown(error)))
    }
}

/// What is known without the engine.
fn known_here(error: &ApiError, folders: Result<&Folders, &String>) -> DoctorView {
    let engine = DoctorFact {
        name: "Engine".to_owned(),
        found: error.message.clone(),
        is_well: Some(false),
        hint: error.hint.clone(),
    };
    let files = match folders {
        Ok(folders) => vec![
            fact("Data", folders.database().display()),
            fact("Backups", folders.backups().display()),
            fact("Settings", folders.config_file().display()),
            fact("Socket", folders.socket().display()),
        ],
        Err(words) => vec![DoctorFact { is_well: Some(false), ..fact("Folders", words) }],
    };
    let versions = vec![fact("Stint", VERSION), fact("Protocol", PROTOCOL), fact("System", std::env::consts::OS)];
    let sections = [("Engine", vec![engine]), ("Files", files), ("Versions", versions)];
    DoctorView {
        sections: sections.into_iter().map(|(title, facts)| DoctorSection { title: title.to_owned(), facts }).collect(),
    }
}

fn fact(name: &str, found: impl ToString) -> DoctorFact {
    DoctorFact { name: name.to_owned(), found: found.to_string(), ..DoctorFact::default() }
}

fn print(view: &DoctorView, out: &mut dyn Write, paint: Paint) -> io::Result<()> {
    let mut table = Table::default();
    for (n, section) in view.sections.iter().enumerate() {
        if n > 0 {
            table.text(Cell::default());
        }
        table.text(Cell::new(&section.title).ink(Ink::Strong));
        section.facts.iter().for_each(|fact| rows(fact, &mut table));
    }
    table.write(out, paint)
}

fn rows(fact: &DoctorFact, table: &mut Table) {
    let (mark, ink) = match fact.is_well {
        Some(true) => ("✓", Ink::Well),
        Some(false) => ("!", Ink::Warning),
        None => (" ", Ink::Plain),
    };
    table.row([Cell::new(mark).ink(ink), Cell::new(&fact.name).ink(Ink::Faint), Cell::new(&fact.found)]);
    if let Some(hint) = &fact.hint {
        table.row([Cell::default(), Cell::default(), Cell::new(format!("Hint: {hint}"))]);
    }
}
