//! How often living people, and attacks, are taken for a living person who follows a challenge.
//!
//! What was recorded followed one challenge, and which is not told: every recording is judged under all six, living people
//! and attacks alike, and counts as accepted when it is under one of them. What cannot be looked at is no presentation: it is
//! told of, and counts neither way.

use std::{collections::BTreeMap, fs, path::Path, time::Duration};

use serde::Serialize;

use super::{name, statistics::Rate};
use crate::face::{
    Action, Chain, Challenge, Failure, Measurement, Purpose, Rules, Said, Wants, chain::Unmeasured,
    liveness::Liveness, pace::Pace,
};

/// Living people: how often they are refused.
#[derive(Debug, Serialize)]
pub struct Live {
    /// Bona fide presentation classification error rate (ISO/IEC 30107-3).
    pub bpcer: Rate,
    /// Who was refused, and how each attempt ended.
    pub refused: BTreeMap<String, String>,
    /// What was not used, and why.
    pub unused: BTreeMap<String, String>,
}

/// One way to attack: how often it is accepted.
#[derive(Debug, Serialize)]
pub struct Species {
    /// The folder's name.
    pub species: String,
    /// Attack presentation classification error rate (ISO/IEC 30107-3).
    pub apcer: Rate,
    /// What was accepted.
    pub accepted: Vec<String>,
    /// What was not used, and why.
    pub unused: BTreeMap<String, String>,
}

/// What came of a recording.
enum Judged {
    Accepted,
    /// How the most frequent of its failures is called.
    Refused(&'static str),
    /// Why it cannot be looked at.
    Unused(String),
}

/// Judges every recording of `live/`.
pub fn live(directory: &Path, chain: &mut Chain, rules: &Rules, rate: f32) -> anyhow::Result<Live> {
    let (mut count, mut of) = (0, 0);
    let (mut refused, mut unused) = (BTreeMap::new(), BTreeMap::new());
    for path in super::sorted(directory)? {
        match judge(&path, chain, rules, rate) {
            Judged::Accepted => of += 1,
            Judged::Refused(why) => {
                (count, of) = (count + 1, of + 1);
                refused.insert(name(&path), why.to_owned());
            }
            Judged::Unused(why) => drop(unused.insert(name(&path), why)),
        }
    }
    Ok(Live { bpcer: Rate::new(count, of), refused, unused })
}

/// Judges every recording of every species of `attacks/`.
pub fn attacks(
    directory: &Path,
    chain: &mut Chain,
    rules: &Rules,
    rate: f32,
) -> anyhow::Result<Vec<Species>> {
    let mut all = Vec::new();
    for folder in super::sorted(directory)?.into_iter().filter(|path| path.is_dir()) {
        let (mut refused, mut accepted, mut unused) = (0, Vec::new(), BTreeMap::new());
        for path in super::sorted(&folder)? {
            match judge(&path, chain, rules, rate) {
                Judged::Accepted => accepted.push(name(&path)),
                Judged::Refused(_) => refused += 1,
                Judged::Unused(why) => drop(unused.insert(name(&path), why)),
            }
        }
        let apcer = Rate::new(accepted.len(), accepted.len() + refused);
        all.push(Species { species: name(&folder), apcer, accepted, unused });
    }
    Ok(all)
}

/// Whether a recording is accepted under any challenge.
fn judge(path: &Path, chain: &mut Chain, rules: &Rules, rate: f32) -> Judged {
    let taken = match frames(path).and_then(|frames| measure(&frames, chain, rules, rate)) {
        Ok(taken) => taken,
        Err(why) => return Judged::Unused(why),
    };
    let mut failures: BTreeMap<&str, usize> = BTreeMap::new();
    for actions in ORDERS {
        match follow(&taken, rules, &actions) {
            None => return Judged::Accepted,
            Some(failure) => *failures.entry(failure.code()).or_default() += 1,
        }
    }
    let (most, _) = failures.into_iter().max_by_key(|(_, count)| *count).unwrap_or_default();
    Judged::Refused(most)
}

const ORDERS: [[Action; 3]; 6] = {
    use Action::{Blink as B, TurnLeft as L, TurnRight as R};
    [[B, L, R], [B, R, L], [L, B, R], [L, R, B], [R, B, L], [R, L, B]]
};

/// The frames that an attempt would look at, measured, with the moments at which they came; or why one is no frame, or none of
/// them can be measured.
fn measure(
    frames: &[Vec<u8>],
    chain: &mut Chain,
    rules: &Rules,
    rate: f32,
) -> Result<Vec<(Duration, Measurement)>, String> {
    let mut pace = Pace::new(rules.liveness.frames_per_second);
    let (mut taken, mut tracking, mut broken) = (Vec::new(), None, None);
    for (number, frame) in frames.iter().enumerate() {
        let at = Duration::from_secs_f32(number as f32 / rate);
        if !pace.admits(at) {
            continue;
        }
        match chain.measure(frame, Wants::ALL, tracking) {
            Ok(measured) => {
                tracking = measured.tracking;
                taken.push((at, measured.measurement));
            }
            // As in an attempt: the next frame may fare better.
            Err(why @ Unmeasured::Broken(_)) => (tracking, broken) = (None, Some(why.to_string())),
            Err(Unmeasured::Unreadable(why)) => return Err(format!("frame {}: {why}", number + 1)),
        }
    }
    match broken {
        Some(why) if taken.is_empty() => Err(why),
        _ => Ok(taken),
    }
}

/// How an attempt ends in which these frames come; nothing if it is accepted.
fn follow(taken: &[(Duration, Measurement)], rules: &Rules, actions: &[Action]) -> Option<Failure> {
    let challenge = Challenge { nonce: [0; 16], actions: actions.to_vec() };
    let mut liveness = Liveness::new(rules.forgetful(), challenge, Purpose::Verify);
    for (at, measurement) in taken {
        match liveness.see(measurement.clone(), *at) {
            Said::Hint { .. } => {}
            Said::Seen(_) => return None,
            Said::Failed(failure) => return Some(failure),
        }
    }
    // What ends before its time leaves the person waiting until it is up.
    Some(Failure::TimedOut)
}

/// How files of JPEGs in a row end.
const FILMS: [&str; 2] = ["mjpeg", "mjpg"];

/// The frames of a folder in the order of their names, or of a file of JPEGs in a row; or why there are none.
fn frames(path: &Path) -> Result<Vec<Vec<u8>>, String> {
    let is_film = path.extension().is_some_and(|end| FILMS.iter().any(|film| end.eq_ignore_ascii_case(film)));
    let frames = if path.is_dir() {
        let pictures = super::sorted(path).map_err(|error| format!("{error:#}"))?;
        let pictures = pictures.into_iter().filter(|path| super::is_picture(path));
        pictures.map(fs::read).collect::<Result<Vec<_>, _>>()
    } else if is_film {
        fs::read(path).map(|file| split(&file))
    } else {
        return Err("it is neither a folder of frames nor a file of JPEGs in a row (.mjpeg)".to_owned());
    };
    let frames = frames.map_err(|error| error.to_string())?;
    if frames.is_empty() { Err("there are no frames in it".to_owned()) } else { Ok(frames) }
}

/// JPEGs in a row. An end (FF D9) before a beginning (FF D8) is in no JPEG's data: there, FF is followed by zero.
fn split(file: &[u8]) -> Vec<Vec<u8>> {
    let ends = file.windows(4).enumerate().filter(|(_, bytes)| *bytes == [0xff, 0xd9, 0xff, 0xd8]);
    let mut frames = Vec::new();
    let mut from = 0;
    for end in ends.map(|(at, _)| at + 2).chain([file.len()]) {
        frames.extend(file.get(from..end).filter(|frame| !frame.is_empty()).map(<[u8]>::to_vec));
        from = end;
    }
    frames
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_jpegs_is_split_where_one_begins() {
        let one = [0xff, 0xd8, 1, 0xff, 0xd9];
        let two = [0xff, 0xd8, 0xff, 0, 2, 0xff, 0xd9];
        assert_eq!(split(&[&one[..], &two, &one].concat()), [one.to_vec(), two.to_vec(), one.to_vec()]);
        assert_eq!(split(&[]), Vec::<Vec<u8>>::new());
    }
}
