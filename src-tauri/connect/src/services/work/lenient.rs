//! What is not of the shape that was agreed is passed over, so that it does not take the rest along.

use serde::{Deserialize, Deserializer, de::IgnoredAny};

/// An element: understood, or passed over.
#[derive(Deserialize)]
#[serde(untagged)]
pub(in crate::services) enum Lenient<T> {
    /// It has the shape that was agreed.
    Understood(T),
    /// It has another.
    Odd(IgnoredAny),
}

impl<T> Lenient<T> {
    /// What was understood.
    pub fn understood(self) -> Option<T> {
        match self {
            Self::Understood(element) => Some(element),
            Self::Odd(_) => None,
        }
    }
}

/// A field that may be missing, null or of another type, which are all one.
pub(in crate::services) fn lenient<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    source: D,
) -> Result<Option<T>, D::Error> {
    Lenient::deserialize(source).map(Lenient::understood)
}

/// A list that may be missing, null or no list, and so may its elements.
pub(in crate::services) fn lenient_list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    source: D,
) -> Result<Vec<Option<T>>, D::Error> {
    let list: Option<Vec<Lenient<T>>> = lenient(source)?;
    Ok(list.unwrap_or_default().into_iter().map(Lenient::understood).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Odd {
        #[serde(deserialize_with = "lenient")]
        number: Option<u8>,
        #[serde(deserialize_with = "lenient_list")]
        list: Vec<Option<u8>>,
    }

    #[test]
    fn what_is_odd_is_none_and_takes_nothing_along() {
        let table = [
            (r#"{"number": 7, "list": [1, "x", {"a": [2]}, null, 300, 4]}"#, Some(7), 6),
            (r#"{"number": "7", "list": {}}"#, None, 0),
            (r#"{"number": {"a": []}, "list": null}"#, None, 0),
            ("{}", None, 0),
        ];
        for (json, number, many) in table {
            let odd: Odd = serde_json::from_str(json).unwrap();
            assert_eq!((odd.number, odd.list.len()), (number, many), "{json}");
            assert_eq!(odd.list.into_iter().flatten().sum::<u8>(), if many > 0 { 5 } else { 0 }, "{json}");
        }
    }
}
