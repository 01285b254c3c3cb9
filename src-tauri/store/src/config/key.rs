//! The keys of the settings file, each with what it expects; they are the names of the settings.

use stint_core::settings::{Settings, Theme, WeekStart};
use toml_edit::{Document, DocumentMut, Item, Value};

use super::{
    line_at, notice,
    outside::{self, Outside},
    put,
};

/// One setting: its name, what it expects, and how it is read from a value and made into one.
pub(super) struct Key {
    name: &'static str,
    expected: &'static str,
    read: fn(&Item, &mut Settings) -> Option<()>,
    value: fn(&Settings) -> Value,
}

pub(super) const KEYS: [Key; 13] = [
    Key {
        name: "theme",
        expected: "\"system\", \"light\" or \"dark\"",
        read: |item, settings| one_of(item, &THEMES, &mut settings.theme),
        value: |settings| word_of(&THEMES, settings.theme),
    },
    Key {
        name: "zoom_percent",
        expected: "a whole number from 50 to 300",
        read: |item, settings| number(item, 50, 300).map(|percent| settings.zoom_percent = percent),
        value: |settings| i64::from(settings.zoom_percent).into(),
    },
    Key {
        name: "starts_at_login",
        expected: "true or false",
        read: |item, settings| item.as_bool().map(|flag| settings.starts_at_login = flag),
        value: |settings| settings.starts_at_login.into(),
    },
    Key {
        name: "day_goal_minutes",
        expected: "a whole number from 0 to 1440",
        read: |item, settings| number(item, 0, 1440).map(|minutes| settings.day_goal_minutes = minutes),
        value: |settings| i64::from(settings.day_goal_minutes).into(),
    },
    Key {
        name: "day_starts_at_hour",
        expected: "a whole number from 0 to 23",
        read: |item, settings| number(item, 0, 23).map(|hour| settings.day_starts_at_hour = hour),
        value: |settings| i64::from(settings.day_starts_at_hour).into(),
    },
    Key {
        name: "day_ends_at_hour",
        expected: "a whole number from 1 to 24",
        read: |item, settings| number(item, 1, 24).map(|hour| settings.day_ends_at_hour = hour),
        value: |settings| i64::from(settings.day_ends_at_hour).into(),
    },
    Key {
        name: "week_starts_on",
        expected: "\"monday\" or \"sunday\"",
        read: |item, settings| one_of(item, &WEEK_STARTS, &mut settings.week_starts_on),
        value: |settings| word_of(&WEEK_STARTS, settings.week_starts_on),
    },
    Key {
        name: "gap_threshold_minutes",
        expected: "a whole number from 1 to 1440",
        read: |item, settings| number(item, 1, 1440).map(|minutes| settings.gap_threshold_minutes = minutes),
        value: |settings| i64::from(settings.gap_threshold_minutes).into(),
    },
    Key {
        name: "notify",
        expected: "a list of \"assigned\", \"review_requested\", \"mentioned\", \"approved\", \"changes_requested\", \
                   \"failing\", \"merged\", \"started\" and \"due\"",
        read: |item, settings| notice::kinds(item).map(|kinds| settings.notify = kinds),
        value: |settings| notice::list(&settings.notify),
    },
    Key {
        name: "quiet_hours",
        expected: "true or false",
        read: |item, settings| item.as_bool().map(|flag| settings.has_quiet_hours = flag),
        value: |settings| settings.has_quiet_hours.into(),
    },
    Key {
        name: "quiet_from",
        expected: notice::CLOCK,
        read: |item, settings| notice::minutes(item).map(|minutes| settings.quiet_from = minutes),
        value: |settings| notice::clock(settings.quiet_from),
    },
    Key {
        name: "quiet_until",
        expected: notice::CLOCK,
        read: |item, settings| notice::minutes(item).map(|minutes| settings.quiet_until = minutes),
        value: |settings| notice::clock(settings.quiet_until),
    },
    Key {
        name: "quiet_weekends",
        expected: "true or false",
        read: |item, settings| item.as_bool().map(|flag| settings.is_quiet_on_weekends = flag),
        value: |settings| settings.is_quiet_on_weekends.into(),
    },
];

const THEMES: [(&str, Theme); 3] = [("system", Theme::System), ("light", Theme::Light), ("dark", Theme::Dark)];
const WEEK_STARTS: [(&str, WeekStart); 2] = [("monday", WeekStart::Monday), ("sunday", WeekStart::Sunday)];

impl Key {
    /// Whether two settings differ in this key.
    pub(super) fn differs(&self, one: &Settings, other: &Settings) -> bool {
        self.text(one) != self.text(other)
    }

    /// Writes the key, with the comments around an earlier value.
    pub(super) fn write(&self, document: &mut DocumentMut, settings: &Settings) {
        put(document.as_table_mut(), self.name, (self.value)(settings));
    }

    fn text(&self, settings: &Settings) -> String {
        (self.value)(settings).to_string()
    }
}

/// What a file makes, and what is wrong with it, in the order of its lines.
pub(super) fn read(document: &Document<&str>, text: &str) -> (Settings, Outside, Vec<String>) {
    let mut problems = Vec::new();
    let settings = settings(document, text, &mut problems);
    let outside = outside::read(document, text, &mut problems);
    problems.sort();
    (settings, outside, problems.into_iter().map(|(_, problem)| problem).collect())
}

fn settings(document: &Document<&str>, text: &str, problems: &mut Vec<(usize, String)>) -> Settings {
    let default = Settings::default();
    let mut settings = default.clone();
    for (name, item) in document.iter() {
        let line = line_of(document, name, text);
        match KEYS.iter().find(|key| key.name == name) {
            Some(key) if (key.read)(item, &mut settings).is_none() => {
                let (expected, default) = (key.expected, key.text(&default));
                problems.push((
                    line,
                    format!("line {line}, {name}: {expected} is expected; the default ({default}) is used"),
                ));
            }
            None if !outside::KEYS.contains(&name) => {
                problems.push((line, format!("line {line}, {name}: this is no setting of Stint; it is passed over")));
            }
            Some(_) | None => {}
        }
    }
    if settings.day_starts_at_hour >= settings.day_ends_at_hour {
        let line =
            ["day_ends_at_hour", "day_starts_at_hour"].map(|name| line_of(document, name, text)).into_iter().max();
        let line = line.unwrap_or(1);
        let (from, to) = (default.day_starts_at_hour, default.day_ends_at_hour);
        (settings.day_starts_at_hour, settings.day_ends_at_hour) = (from, to);
        let what = "an hour later than day_starts_at_hour is expected";
        problems
            .push((line, format!("line {line}, day_ends_at_hour: {what}; the defaults ({from} and {to}) are used")));
    }
    settings
}

fn line_of(document: &Document<&str>, name: &str, text: &str) -> usize {
    let key = document.get_key_value(name).and_then(|(key, item)| key.span().or_else(|| item.span()));
    line_at(text, key.map_or(0, |span| span.start))
}

fn number<N: TryFrom<i64>>(item: &Item, least: i64, most: i64) -> Option<N> {
    let number = item.as_integer().filter(|number| (least..=most).contains(number))?;
    N::try_from(number).ok()
}

fn one_of<T: Copy>(item: &Item, words: &[(&str, T)], target: &mut T) -> Option<()> {
    let word = item.as_str()?;
    words.iter().find(|(known, _)| *known == word).map(|(_, value)| *target = *value)
}

fn word_of<T: PartialEq>(words: &[(&'static str, T)], value: T) -> Value {
    words.iter().find(|(_, known)| *known == value).map_or("", |(word, _)| *word).into()
}
