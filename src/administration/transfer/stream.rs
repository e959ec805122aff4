//! Large JSON documents, element by element: nothing is held but the element that is at hand.

use std::{
    cell::Cell,
    io::{self, BufRead, BufReader, Read},
    rc::Rc,
};

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::LONGEST_RECORD;

/// Most bytes of one value or name of what is passed over: a parser holds a text whole before it gives it up.
const LONGEST_PASSED: u64 = 16 * LONGEST_RECORD;

/// How the elements lie in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A list, or one after another.
    Records,
    /// The list `users` of one object, or a list.
    Users,
}

type Each<'e> = &'e mut dyn FnMut(u64, Value) -> bool;

/// Hands every element to `each`, with its number, until it says `false`.
pub(super) fn read(file: impl Read, shape: Shape, each: Each<'_>) -> io::Result<()> {
    let left = Rc::new(Cell::new(LONGEST_RECORD));
    let mut reader = BufReader::with_capacity(64 * 1024, Guarded { inner: file, left: Rc::clone(&left) });
    let is_list = starts_with_list(&mut reader)?;
    let mut elements = Elements { number: 0, stopped: false, found: false, left, each };
    let mut document = serde_json::Deserializer::from_reader(reader);
    let outcome = if shape == Shape::Records && !is_list {
        elements.one_after_another(document)
    } else {
        elements.left.set(LONGEST_PASSED);
        document.deserialize_any(Document(&mut elements)).and_then(|()| document.end())
    };
    match outcome {
        _ if elements.stopped => Ok(()),
        Err(error) if error.is_io() => Err(error.into()),
        Err(error) => Err(io::Error::new(
            io::ErrorKind::InvalidData,
            // Not the message: it may quote a value.
            format!(
                "after {} records, at line {} column {}, this is not JSON of the expected form",
                elements.number,
                error.line(),
                error.column()
            ),
        )),
        Ok(()) if shape == Shape::Users && !elements.found => {
            Err(io::Error::new(io::ErrorKind::InvalidData, "there is no list of users in it"))
        }
        Ok(()) => Ok(()),
    }
}

fn starts_with_list(reader: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let buffer = reader.fill_buf()?;
        let Some(at) = buffer.iter().position(|byte| !byte.is_ascii_whitespace()) else {
            let length = buffer.len();
            if length == 0 {
                return Ok(false);
            }
            reader.consume(length);
            continue;
        };
        return Ok(buffer.get(at) == Some(&b'['));
    }
}

struct Elements<'e> {
    number: u64,
    stopped: bool,
    found: bool,
    left: Rc<Cell<u64>>,
    each: Each<'e>,
}

impl Elements<'_> {
    fn take(&mut self, value: Value) -> bool {
        self.number += 1;
        self.left.set(LONGEST_RECORD);
        self.stopped = !(self.each)(self.number, value);
        !self.stopped
    }

    fn one_after_another<'de, R: serde_json::de::Read<'de>>(
        &mut self,
        document: serde_json::Deserializer<R>,
    ) -> serde_json::Result<()> {
        for value in document.into_iter::<Value>() {
            if !self.take(value?) {
                break;
            }
        }
        Ok(())
    }
}

/// The whole document.
struct Document<'a, 'e>(&'a mut Elements<'e>);

impl<'de> Visitor<'de> for Document<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a list, or an object with a list of users")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.0.found = true;
        self.0.left.set(LONGEST_RECORD);
        while let Some(value) = list.next_element::<Value>()? {
            if !self.0.take(value) {
                return Err(A::Error::custom("stopped"));
            }
        }
        self.0.left.set(LONGEST_PASSED);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        loop {
            self.0.left.set(LONGEST_PASSED);
            let Some(key) = map.next_key::<String>()? else { return Ok(()) };
            if key == "users" {
                map.next_value_seed(Users(&mut *self.0))?;
            } else {
                map.next_value_seed(Passed(&self.0.left))?;
            }
        }
    }
}

/// The list in it.
struct Users<'a, 'e>(&'a mut Elements<'e>);

impl<'de> DeserializeSeed<'de> for Users<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(Document(self.0))
    }
}

/// What is passed over, whatever its length, as long as no text in it is too long and it is no deeper than what is read
/// (`IgnoredAny` is held to no depth).
#[derive(Clone, Copy)]
struct Passed<'c>(&'c Cell<u64>);

impl<'de> DeserializeSeed<'de> for Passed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.set(LONGEST_PASSED);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Passed<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("any JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        loop {
            self.0.set(LONGEST_PASSED);
            if list.next_element_seed(self)?.is_none() {
                return Ok(());
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        loop {
            self.0.set(LONGEST_PASSED);
            if map.next_key_seed(self)?.is_none() {
                return Ok(());
            }
            map.next_value_seed(self)?;
        }
    }
}

/// A reader that ends with an error when one record takes too much.
pub(super) struct Guarded<R> {
    pub(super) inner: R,
    /// How many bytes may still be read before a record ends.
    pub(super) left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.get();
        if left == 0 {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!(
                    "a record is longer than {LONGEST_RECORD} bytes, or a text beside the records than {LONGEST_PASSED}"
                ),
            ));
        }
        let read = self.inner.read(buffer)?;
        self.left.set(left.saturating_sub(read as u64));
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str, shape: Shape) -> Result<Vec<i64>, String> {
        let mut found = Vec::new();
        let read = read(text.as_bytes(), shape, &mut |number, value| {
            assert_eq!(number, found.len() as u64 + 1);
            found.push(value["n"].as_i64().unwrap());
            true
        });
        read.map(|()| found).map_err(|error| error.to_string())
    }

    #[test]
    fn elements_are_found_in_every_shape() {
        assert_eq!(numbers(r#" [{"n":1},{"n":2}] "#, Shape::Records), Ok(vec![1, 2]));
        assert_eq!(numbers("{\"n\":1}\n{\"n\":2}\n", Shape::Records), Ok(vec![1, 2]));
        assert_eq!(numbers("", Shape::Records), Ok(vec![]));
        let realm = r#"{"realm":"a","roles":{"users":[1]},"users":[{"n":1},{"n":2}],"x":[[]]}"#;
        assert_eq!(numbers(realm, Shape::Users), Ok(vec![1, 2]));
        assert_eq!(numbers(r#"[{"n":7}]"#, Shape::Users), Ok(vec![7]));
        assert_eq!(numbers(r#"{"realm":"a"}"#, Shape::Users), Err("there is no list of users in it".into()));
    }

    #[test]
    fn a_broken_document_is_named_by_its_place_and_not_quoted() {
        for (text, shape) in
            [("[{\"n\":1},{\"n\":s3cret", Shape::Records), ("{\"users\":[{\"n\":1} s3cret", Shape::Users)]
        {
            let fault = numbers(text, shape).unwrap_err();
            assert!(fault.starts_with("after 1 records, at line 1") && !fault.contains("s3cret"), "{fault}");
        }
    }

    #[test]
    fn one_endless_record_ends_the_reading_and_what_is_passed_over_may_be_long() {
        let long = "x".repeat(3 * usize::try_from(LONGEST_RECORD).unwrap());
        let fault = numbers(&format!(r#"[{{"n":1,"x":"{long}"}}]"#), Shape::Records).unwrap_err();
        assert!(fault.contains("longer than"), "{fault}");
        let realm = format!(r#"{{"x":"{long}","users":[{{"n":1}}],"y":"{long}"}}"#);
        assert_eq!(numbers(&realm, Shape::Users), Ok(vec![1]));
    }

    /// A beginning, then one byte for ever; counts what was taken of it.
    struct Endless<'t> {
        beginning: &'t [u8],
        then: u8,
        taken: Rc<Cell<u64>>,
    }

    impl Read for Endless<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let begun = self.beginning.read(buffer)?;
            buffer[begun..].fill(self.then);
            self.taken.set(self.taken.get() + buffer.len() as u64);
            Ok(buffer.len())
        }
    }

    #[test]
    fn what_is_passed_over_takes_no_more_memory_than_its_longest_text_may_have() {
        for (beginning, then) in [
            (r#"{"x":""#, b'a'),
            (r#"{"x":{"y":[1,""#, b'a'),
            (r#"{""#, b'a'),
            (r#"{"x":{""#, b'a'),
            (r#"{"x":"#, b'1'),
            (r#"{"x":"#, b'['),
            (r#"{"users":[{"n":1}],"x":"#, b'['),
            (r#"{"users":[{"n":1}]"#, b' '),
            (r#"{"users":[{"n":1}]}"#, b' '),
        ] {
            let taken = Rc::new(Cell::new(0));
            let endless = Endless { beginning: beginning.as_bytes(), then, taken: Rc::clone(&taken) };
            assert!(read(endless, Shape::Users, &mut |_, _| true).is_err(), "{beginning}");
            let most = if then == b'[' { LONGEST_RECORD } else { LONGEST_PASSED + LONGEST_RECORD };
            assert!(taken.get() <= most, "{beginning}: {}", taken.get());
        }
    }

    #[test]
    fn all_kinds_of_values_are_passed_over() {
        let realm = r#"{"a":[null,true,-1,1,1.5,"x",{"b":{},"c":[[]]}],"users":[{"n":1}],"d":null}"#;
        assert_eq!(numbers(realm, Shape::Users), Ok(vec![1]));
    }

    #[test]
    fn whoever_has_enough_ends_the_reading() {
        let mut seen = 0;
        for (text, shape) in [("[1,2,3]", Shape::Records), ("1 2 3", Shape::Records)] {
            seen = 0;
            read(text.as_bytes(), shape, &mut |_, _| {
                seen += 1;
                seen < 2
            })
            .unwrap();
        }
        assert_eq!(seen, 2);
    }
}
