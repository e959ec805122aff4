//! What came of each sequence, kept in a file if one is named, so that a long run can be done in parts.

use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    io::{BufRead, BufReader, Write},
    path::Path,
    sync::Mutex,
};

use serde::{Deserialize, Serialize};

/// How an attempt ended: nothing if it was accepted. And whether it got beyond its beginning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct End {
    pub failure: Option<String>,
    pub asked: bool,
    /// How many actions were done.
    pub done: usize,
}

/// What one sequence was tried for, and how each ended.
pub type Ends = Vec<(String, End)>;

/// Every sequence that was judged, by its number.
pub struct Journal(Mutex<(BTreeMap<usize, Ends>, Option<File>)>);

impl Journal {
    /// The journal in this file, which must be about the same people, seeds and numbers; an empty one without a file.
    pub fn open(path: Option<&Path>, about: &str) -> Self {
        let Some(path) = path else { return Self(Mutex::default()) };
        let file =
            OpenOptions::new().create(true).read(true).append(true).open(path).expect("the journal opens");
        let mut lines = BufReader::new(&file).lines().map_while(Result::ok);
        let mut ends = BTreeMap::new();
        match lines.next() {
            Some(first) => assert_eq!(first, about, "{} is about something else", path.display()),
            None => writeln!(&file, "{about}").expect("the journal is written"),
        }
        for line in lines {
            // What was cut off in the middle is done again.
            if let Ok((job, ended)) = serde_json::from_str::<(usize, Ends)>(&line) {
                ends.insert(job, ended);
            }
        }
        Self(Mutex::new((ends, Some(file))))
    }

    /// Whether this sequence is judged already.
    pub fn has(&self, job: usize) -> bool {
        self.0.lock().unwrap().0.contains_key(&job)
    }

    /// Notes how it ended.
    pub fn note(&self, job: usize, ended: Ends) {
        let mut inner = self.0.lock().unwrap();
        let (ends, file) = &mut *inner;
        if let Some(file) = file {
            let line = serde_json::to_string(&(job, &ended)).expect("text");
            // With a line's end before it, too: the last one may have been cut off.
            file.write_all(format!("\n{line}\n").as_bytes()).expect("the journal is written");
        }
        ends.insert(job, ended);
    }

    /// Everything.
    pub fn ends(self) -> BTreeMap<usize, Ends> {
        self.0.into_inner().unwrap().0
    }
}
