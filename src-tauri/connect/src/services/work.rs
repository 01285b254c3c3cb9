//! What connectors of work share: text of strangers made fit, what is not understood passed over, each item once.

mod gathered;
mod lenient;
mod redirect;
mod text;

pub(super) use self::{
    gathered::Gathered,
    lenient::{Lenient, lenient, lenient_list},
    redirect::redirect,
    text::{body, labels, line, title, url, words},
};
