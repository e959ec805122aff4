//! How far apart pictures of one person are, and of two.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::Serialize;

use super::statistics::{Rate, Spread};
use crate::face::{Chain, Embedding, Wants};

/// What came of `people/`.
#[derive(Debug, Serialize)]
pub struct People {
    /// How many there are of whom there is a picture.
    pub people: usize,
    /// Pictures in which a face was measured.
    pub pictures: usize,
    /// The others, and why.
    pub unused: Vec<Unused>,
    /// Distances of two pictures of one person.
    pub genuine: Spread,
    /// Distances of pictures of two.
    pub impostor: Spread,
    /// The rates at each threshold; the configured one is among them.
    pub at: Vec<AtThreshold>,
    #[serde(skip)]
    pub(super) distances: Distances,
}

/// A picture, or a folder of them, that was not used.
#[derive(Debug, Serialize)]
pub struct Unused {
    /// Its path below `people/`.
    pub picture: String,
    /// Why.
    pub reason: String,
}

/// What a threshold does.
#[derive(Debug, Serialize)]
pub struct AtThreshold {
    /// Accepted is what is no farther apart.
    pub threshold: f32,
    /// Whether it is the configured one.
    pub configured: bool,
    /// False match rate: pairs of two people that are accepted.
    pub fmr: Rate,
    /// False non-match rate: pairs of one person that are refused.
    pub fnmr: Rate,
}

/// All of them, the least first. Of ten thousand pictures there are fifty million: they are held once.
#[derive(Debug, Default)]
pub(super) struct Distances {
    pub(super) genuine: Vec<f32>,
    pub(super) impostor: Vec<f32>,
}

impl Distances {
    /// Of every two pictures. `faces` are (person, vector), those of one person in a row.
    pub(super) fn of(faces: &[(usize, Embedding)]) -> Self {
        let pairs = |of: usize| of * of.saturating_sub(1) / 2;
        let people = faces.chunk_by(|(one, _), (other, _)| one == other);
        let of_one: usize = people.map(|faces| pairs(faces.len())).sum();
        let of_two = pairs(faces.len()).saturating_sub(of_one);
        let mut distances =
            Self { genuine: Vec::with_capacity(of_one), impostor: Vec::with_capacity(of_two) };
        for (number, (person, vector)) in faces.iter().enumerate() {
            for (other, other_vector) in faces.iter().skip(number + 1) {
                let squares = vector.iter().zip(other_vector.iter()).map(|(a, b)| (a - b).powi(2));
                let distance = squares.sum::<f32>().sqrt();
                if person == other { &mut distances.genuine } else { &mut distances.impostor }.push(distance);
            }
        }
        distances.genuine.sort_unstable_by(f32::total_cmp);
        distances.impostor.sort_unstable_by(f32::total_cmp);
        distances
    }

    fn at(&self, threshold: f32, configured: bool) -> AtThreshold {
        let accepted = |sorted: &[f32]| sorted.partition_point(|distance| *distance <= threshold);
        AtThreshold {
            threshold,
            configured,
            fmr: Rate::new(accepted(&self.impostor), self.impostor.len()),
            fnmr: Rate::new(self.genuine.len() - accepted(&self.genuine), self.genuine.len()),
        }
    }

    /// From four fifths to six fifths of the configured threshold.
    pub(super) fn table(&self, configured: f32) -> Vec<AtThreshold> {
        (-5..=5_i8).map(|step| self.at(configured * (1.0 + f32::from(step) * 0.04), step == 0)).collect()
    }
}

/// Measures every picture of every folder of `directory`, however deep it lies there.
pub fn evaluate(directory: &Path, chain: &mut Chain) -> anyhow::Result<People> {
    let (mut faces, mut unused, mut people) = (Vec::new(), Vec::new(), 0);
    let mut pass_over = |path: &Path, reason: String| {
        let picture = path.strip_prefix(directory).unwrap_or(path).display().to_string();
        unused.push(Unused { picture, reason });
    };
    for folder in super::sorted(directory)? {
        if !folder.is_dir() {
            if super::is_picture(&folder) {
                pass_over(&folder, "it is in no person's folder".to_owned());
            }
            continue;
        }
        let pictures = pictures(&folder)?;
        if pictures.is_empty() {
            pass_over(&folder, "there are no pictures in it".to_owned());
            continue;
        }
        people += 1;
        for path in pictures {
            match vector(&path, chain) {
                Ok(vector) => faces.push((people, vector)),
                Err(reason) => pass_over(&path, reason),
            }
        }
    }
    let distances = Distances::of(&faces);
    Ok(People {
        people,
        pictures: faces.len(),
        unused,
        genuine: Spread::of(&distances.genuine),
        impostor: Spread::of(&distances.impostor),
        at: distances.table(chain.facts().threshold),
        distances,
    })
}

/// The pictures of a folder and of those in it. Links to folders are not followed: they may lead back.
fn pictures(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut pictures = Vec::new();
    for path in super::sorted(folder)? {
        if path.is_dir() {
            if !path.is_symlink() {
                pictures.extend(self::pictures(&path)?);
            }
        } else if super::is_picture(&path) {
            pictures.push(path);
        }
    }
    Ok(pictures)
}

/// The vector of the one face of a picture, or why there is none.
fn vector(path: &Path, chain: &mut Chain) -> Result<Embedding, String> {
    let file = fs::read(path).map_err(|error| error.to_string())?;
    let measured = chain.measure(&file, Wants { embedding: true, ..Wants::MESH }, None);
    let measured = measured.map_err(|error| error.to_string())?.measurement;
    if measured.faces > 1 {
        return Err("there are several faces of similar size".to_owned());
    }
    measured.face.and_then(|face| face.embedding).ok_or_else(|| "no face was found".to_owned())
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;

    #[test]
    fn every_two_pictures_are_compared_once() {
        let face = |person, at: f32| (person, Zeroizing::new(vec![at, 0.0]));
        let faces = [face(1, 0.0), face(1, 0.3), face(1, 0.6), face(2, 1.0), face(2, 1.1)];
        let distances = Distances::of(&faces);
        assert_eq!((distances.genuine.len(), distances.impostor.len()), (4, 6));
        let table = distances.table(0.5);
        assert_eq!(table.len(), 11);
        let configured = table.iter().find(|row| row.configured).unwrap();
        assert!((configured.threshold - 0.5).abs() < 1e-6);
        assert_eq!((configured.fmr.count, configured.fmr.of), (2, 6), "0.4 and 0.5");
        assert_eq!((configured.fnmr.count, configured.fnmr.of), (1, 4), "0.6");
        assert!((table[0].threshold - 0.4).abs() < 1e-6 && (table[10].threshold - 0.6).abs() < 1e-6);
    }
}
