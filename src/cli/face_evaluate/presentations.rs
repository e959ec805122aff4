//! How often living people, and attacks, are taken for a living person who follows a challenge.
//!
//! What was recorded followed one challenge, and which is not told: every recording is judged under all six, living people
//! and attacks alike, and counts as accepted when it is under one of them.

use std::{collections::BTreeMap, fs, path::Path, path::PathBuf, time::Duration};

use anyhow::Context;
use serde::Serialize;

use super::statistics::Rate;
use crate::face::{
    Action, Chain, Challenge, Failure, Measurement, Purpose, Rules, Said, Wants, liveness::Liveness,
    pace::Pace,
};

/// Living people: how often they are refused.
#[derive(Debug, Serialize)]
pub struct Live {
    /// Bona fide presentation classification error rate (ISO/IEC 30107-3).
    pub bpcer: Rate,
    /// Who was refused, and how each attempt ended.
    pub refused: BTreeMap<String, String>,
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
}

/// Judges every recording of `live/`.
pub fn live(directory: &Path, chain: &mut Chain, rules: &Rules, rate: f32) -> anyhow::Result<Live> {
    let (mut of, mut refused) = (0, BTreeMap::new());
    for path in recordings(directory)? {
        of += 1;
        if let Err(why) = judge(&path, chain, rules, rate)? {
            refused.insert(name(&path), why);
        }
    }
    Ok(Live { bpcer: Rate::new(refused.len(), of), refused })
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
        let (mut of, mut accepted) = (0, Vec::new());
        for path in recordings(&folder)? {
            of += 1;
            if judge(&path, chain, rules, rate)?.is_ok() {
                accepted.push(name(&path));
            }
        }
        all.push(Species { species: name(&folder), apcer: Rate::new(accepted.len(), of), accepted });
    }
    Ok(all)
}

/// Folders of frames, and files of JPEGs in a row.
fn recordings(directory: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let is_recording = |path: &PathBuf| path.is_dir() || path.extension().is_some_and(|end| end == "mjpeg");
    Ok(super::sorted(directory)?.into_iter().filter(is_recording).collect())
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Whether a recording is accepted under any challenge; if not, how the most frequent of the failures is called.
fn judge(path: &Path, chain: &mut Chain, rules: &Rules, rate: f32) -> anyhow::Result<Result<(), String>> {
    let frames = frames(path).with_context(|| path.display().to_string())?;
    let taken = measure(&frames, chain, rules, rate).with_context(|| path.display().to_string())?;
    let mut failures: BTreeMap<&str, usize> = BTreeMap::new();
    for actions in ORDERS {
        match follow(&taken, rules, &actions) {
            None => return Ok(Ok(())),
            Some(failure) => *failures.entry(failure.code()).or_default() += 1,
        }
    }
    let (most, _) = failures.into_iter().max_by_key(|(_, count)| *count).unwrap_or_default();
    Ok(Err(most.to_owned()))
}

const ORDERS: [[Action; 3]; 6] = {
    use Action::{Blink as B, TurnLeft as L, TurnRight as R};
    [[B, L, R], [B, R, L], [L, B, R], [L, R, B], [R, B, L], [R, L, B]]
};

/// The frames that an attempt would look at, measured, with the moments at which they came.
fn measure(
    frames: &[Vec<u8>],
    chain: &mut Chain,
    rules: &Rules,
    rate: f32,
) -> anyhow::Result<Vec<(Duration, Measurement)>> {
    let mut pace = Pace::new(rules.liveness.frames_per_second);
    let (mut taken, mut tracking) = (Vec::new(), None);
    for (number, frame) in frames.iter().enumerate() {
        let at = Duration::from_secs_f32(number as f32 / rate);
        if pace.admits(at) {
            let measured = chain.measure(frame, Wants::ALL, tracking)?;
            tracking = measured.tracking;
            taken.push((at, measured.measurement));
        }
    }
    Ok(taken)
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

/// The frames of a folder in the order of their names, or of a file of JPEGs in a row.
fn frames(path: &Path) -> anyhow::Result<Vec<Vec<u8>>> {
    if path.is_dir() {
        let pictures = super::sorted(path)?.into_iter().filter(|path| super::is_picture(path));
        return pictures.map(|path| fs::read(&path).map_err(Into::into)).collect();
    }
    Ok(split(&fs::read(path)?))
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
