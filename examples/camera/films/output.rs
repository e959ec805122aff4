//! Frames as what a browser's fake camera, or a test, reads.

use std::{
    fs::{self, File},
    io::{self, Seek, SeekFrom, Write},
    path::Path,
};

use image::{RgbImage, codecs::jpeg::JpegEncoder};

/// One frame as a JPEG.
pub fn jpeg(frame: &RgbImage, quality: u8) -> Vec<u8> {
    let mut encoded = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut encoded, quality);
    frame.write_with_encoder(encoder).expect("memory takes everything");
    encoded
}

/// Writes `out`: .mjpeg (JPEGs in a row), .y4m (YUV4MPEG2, 4:2:0) or else a folder of numbered JPEGs.
pub fn write(out: &Path, frames: &[RgbImage], rate: f32) -> io::Result<()> {
    match out.extension().and_then(|extension| extension.to_str()) {
        Some("mjpeg" | "mjpg") => {
            fs::write(out, frames.iter().flat_map(|frame| jpeg(frame, 88)).collect::<Vec<_>>())
        }
        Some("y4m") => {
            let head = frames.first().map(|frame| y4m_head(frame, rate));
            let parts = head.into_iter().chain(frames.iter().map(y4m_frame));
            fs::write(out, parts.flatten().collect::<Vec<_>>())
        }
        _ => {
            fs::create_dir_all(out)?;
            for (number, frame) in frames.iter().enumerate() {
                fs::write(out.join(format!("{number:04}.jpg")), jpeg(frame, 88))?;
            }
            Ok(())
        }
    }
}

/// A camera before which something happens now: a .y4m file of one frame, which is written over. Chromium begins a file again
/// at its end, so it reads whatever is there when its next frame is due.
#[derive(Debug)]
pub struct Camera {
    file: File,
    frame_at: u64,
    record: Option<File>,
}

impl Camera {
    /// Opens `out` on its first frame; `record` keeps all that are shown, as a .y4m file of its own.
    pub fn open(out: &Path, record: Option<&Path>, first: &RgbImage, rate: f32) -> io::Result<Self> {
        let head = y4m_head(first, rate);
        let begin = |path: &Path| {
            let mut file = File::create(path)?;
            file.write_all(&head).map(|()| file)
        };
        let (file, record) = (begin(out)?, record.map(begin).transpose()?);
        let mut camera = Self { file, frame_at: head.len() as u64, record };
        camera.show(first)?;
        Ok(camera)
    }

    /// Shows the next one.
    pub fn show(&mut self, frame: &RgbImage) -> io::Result<()> {
        let frame = y4m_frame(frame);
        self.file.seek(SeekFrom::Start(self.frame_at))?;
        self.file.write_all(&frame)?;
        self.record.as_mut().map_or(Ok(()), |record| record.write_all(&frame))
    }
}

/// How a .y4m file of such frames begins.
fn y4m_head(frame: &RgbImage, rate: f32) -> Vec<u8> {
    let (width, height) = frame.dimensions();
    format!("YUV4MPEG2 W{width} H{height} F{rate:.0}:1 Ip A1:1 C420\n").into_bytes()
}

/// One frame of a .y4m file.
fn y4m_frame(frame: &RgbImage) -> Vec<u8> {
    let (width, height) = frame.dimensions();
    let mut written = b"FRAME\n".to_vec();
    // ITU-R BT.601, the range of a studio.
    let weigh = |weights: [f32; 3], offset: f32, colour: [f32; 3]| {
        let sum: f32 = weights.iter().zip(colour).map(|(weight, value)| weight * value).sum();
        (sum + offset).round().clamp(0.0, 255.0) as u8
    };
    let full = frame.pixels().map(|pixel| weigh([0.257, 0.504, 0.098], 16.0, pixel.0.map(f32::from)));
    written.extend(full);
    for weights in [[-0.148, -0.291, 0.439], [0.439, -0.368, -0.071]] {
        for (y, x) in (0..height).step_by(2).flat_map(|y| (0..width).step_by(2).map(move |x| (y, x))) {
            let mut mean = [0.0; 3];
            for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                let pixel = frame.get_pixel((x + dx).min(width - 1), (y + dy).min(height - 1));
                mean.iter_mut().zip(pixel.0).for_each(|(mean, value)| *mean += f32::from(value) / 4.0);
            }
            written.push(weigh(weights, 128.0, mean));
        }
    }
    written
}
