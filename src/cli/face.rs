//! `doorward face`: what measuring faces costs on this machine, and (in `face_evaluate`) how often it errs.

use std::{
    fs,
    path::Path,
    process::{Command, ExitCode},
    time::{Duration, Instant},
};

use anyhow::Context;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    Usage,
    args::{Benchmark, Face, Runtime},
    face_memory::{self, Memory, resident},
    output, settings,
};
use crate::{
    config::Config,
    face::{Chain, Measured, Settings, Wants, chain::Took, runtime::Backend},
    system::memory,
};

/// A face that looks ahead, for whoever gives no picture (NASA, public domain; see tests/fixtures/README.md).
const PORTRAIT: &[u8] = include_bytes!("../../tests/fixtures/astronaut.jpg");
const SERVER: &str = "a whole server";
/// Frames before the clock runs.
const WARM: u32 = 3;

/// Runs one command.
pub fn run(command: Face, file: Option<&Path>) -> anyhow::Result<ExitCode> {
    // Nothing here needs an issuer or a database: without a file the defaults do.
    let config = file.map_or_else(|| Ok(Config::default()), |file| settings(Some(file)))?;
    match command {
        Face::Benchmark(options) => benchmark(&options, config, file)?,
        Face::Evaluate(options) => super::face_evaluate::run(&options, config)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// One runtime to a process: each is measured in one of its own.
fn benchmark(options: &Benchmark, mut config: Config, file: Option<&Path>) -> anyhow::Result<()> {
    if options.frames == 0 {
        return Err(Usage("--frames must be at least 1".to_owned()).into());
    }
    if let Some(library) = &options.onnxruntime {
        config.face.onnxruntime = Some(library.clone());
    }
    if let Some(models) = &options.models {
        config.face.models = Some(models.clone());
    }
    let has_library = config.face.onnxruntime.is_some();
    if let Some(runtime) = options.runtime.filter(|_| options.serving) {
        let memory = serving(options, config, runtime)?;
        if options.output.json {
            return output::json(&[memory]);
        }
        memory.print(SERVER);
        return Ok(());
    }
    let reports = match options.runtime {
        Some(runtime) => vec![measure(options, config, runtime)?],
        None => {
            let mut reports = vec![in_a_process(options, file, Runtime::Tract)?];
            if has_library {
                reports.push(in_a_process(options, file, Runtime::Onnxruntime)?);
            }
            reports
        }
    };
    if options.output.json {
        return output::json(&reports);
    }
    for report in &reports {
        report.print();
    }
    if options.runtime.is_none() && !has_library {
        println!(
            "\nONNX Runtime was not measured: neither face.onnxruntime nor --onnxruntime names its library."
        );
    }
    Ok(())
}

/// The times, and then what a server takes: another process, whose memory nothing else was in.
fn in_a_process(options: &Benchmark, file: Option<&Path>, runtime: Runtime) -> anyhow::Result<Report> {
    let [mut report]: [Report; 1] = ask(options, file, runtime, &[])?;
    let [memory]: [Memory; 1] = ask(options, file, runtime, &["--serving"])?;
    report.serving = Some(memory);
    Ok(report)
}

fn ask<T: DeserializeOwned>(
    options: &Benchmark,
    file: Option<&Path>,
    runtime: Runtime,
    more: &[&str],
) -> anyhow::Result<T> {
    let mut command = Command::new(std::env::current_exe()?);
    if let Some(file) = file {
        command.arg("--config").arg(file);
    }
    command.args(["face", "benchmark", "--json", "--runtime", runtime.name()]);
    command.args(["--frames", &options.frames.to_string()]);
    for (flag, path) in [("--onnxruntime", &options.onnxruntime), ("--models", &options.models)] {
        if let Some(path) = path {
            command.arg(flag).arg(path);
        }
    }
    command.args(more).args(&options.picture);
    let answer = command.output()?;
    let said = String::from_utf8_lossy(&answer.stderr);
    anyhow::ensure!(answer.status.success(), "{}", said.trim_start_matches("doorward: ").trim_end());
    Ok(serde_json::from_slice(&answer.stdout)?)
}

/// What was measured; times in milliseconds, memory in millions of bytes.
#[derive(Debug, Serialize, Deserialize)]
struct Report {
    runtime: String,
    frames: u32,
    width: f32,
    height: f32,
    face_width: f32,
    sharpness: f32,
    luma: f32,
    load: f64,
    first: f64,
    /// What loading and the first frame took of the processor.
    first_processor: Option<f64>,
    detecting: Stages,
    tracking: Stages,
    memory: Memory,
    /// The same of a whole process that serves.
    serving: Option<Memory>,
}

/// Medians over the frames.
#[derive(Debug, Serialize, Deserialize)]
struct Stages {
    decode: f64,
    detect: f64,
    mesh: f64,
    iris: f64,
    embed: f64,
    genuine: f64,
    whole: f64,
    /// What a frame took of the processor, which does not count waiting for a busy one; none where the system does not tell.
    processor: Option<f64>,
    fastest: f64,
    slowest: f64,
    without_iris: f64,
}

/// The configuration for one of both runtimes.
fn with_runtime(mut config: Config, runtime: Runtime) -> Result<Config, Usage> {
    if runtime == Runtime::Tract {
        config.face.onnxruntime = None;
    } else if config.face.onnxruntime.is_none() {
        return Err(Usage("neither face.onnxruntime nor --onnxruntime names a library".to_owned()));
    }
    Ok(config)
}

fn picture(options: &Benchmark) -> anyhow::Result<Vec<u8>> {
    match &options.picture {
        Some(path) => fs::read(path).with_context(|| path.display().to_string()),
        None => Ok(PORTRAIT.to_vec()),
    }
}

fn serving(options: &Benchmark, config: Config, runtime: Runtime) -> anyhow::Result<Memory> {
    face_memory::of_server(&with_runtime(config, runtime)?, &picture(options)?, options.frames)
}

fn measure(options: &Benchmark, config: Config, runtime: Runtime) -> anyhow::Result<Report> {
    let settings = Settings::from_config(&with_runtime(config, runtime)?);
    let picture = picture(options)?;
    let before = resident("VmRSS");
    // A thread that ends, as those of the engine do.
    let worked = std::thread::scope(|scope| scope.spawn(|| work(&settings, &picture, options.frames)).join());
    let worked = worked.map_err(|_| anyhow::anyhow!("measuring ended in a panic"))??;
    memory::give_back();
    let face = worked.sample.measurement.face.unwrap_or_default();
    Ok(Report {
        runtime: match settings.backend {
            Backend::Tract => "tract".to_owned(),
            Backend::OnnxRuntime(_) => "ONNX Runtime".to_owned(),
        },
        frames: options.frames,
        width: face.frame[0],
        height: face.frame[1],
        face_width: face.rect[2] - face.rect[0],
        sharpness: face.sharpness,
        luma: face.luma,
        load: worked.load,
        first: worked.first,
        first_processor: worked.first_processor,
        detecting: worked.detecting,
        tracking: worked.tracking,
        memory: Memory {
            before,
            loaded: worked.loaded,
            peak: resident("VmHWM"),
            unloaded: resident("VmRSS"),
        },
        serving: None,
    })
}

struct Worked {
    load: f64,
    first: f64,
    first_processor: Option<f64>,
    detecting: Stages,
    tracking: Stages,
    loaded: Option<f64>,
    sample: Measured,
}

fn work(settings: &Settings, picture: &[u8], frames: u32) -> anyhow::Result<Worked> {
    let (begun, before) = (Instant::now(), on_processor());
    let mut chain = Chain::load(settings)?;
    let load = milliseconds(begun.elapsed());
    let sample = chain.measure(picture, Wants::ALL, None)?;
    let first = milliseconds(begun.elapsed());
    let first_processor =
        on_processor().zip(before).map(|(now, before)| milliseconds(now.saturating_sub(before)));
    anyhow::ensure!(sample.tracking.is_some(), "there is no face in the picture");
    for _ in 0..WARM {
        chain.measure(picture, Wants::ALL, sample.tracking)?;
    }
    let detecting = stages(&mut chain, picture, frames, |_| None)?;
    let tracking = stages(&mut chain, picture, frames, |sample: &Measured| sample.tracking)?;
    Ok(Worked { load, first, first_processor, detecting, tracking, loaded: resident("VmRSS"), sample })
}

fn stages(
    chain: &mut Chain,
    picture: &[u8],
    frames: u32,
    tracking: impl Fn(&Measured) -> Option<crate::face::Tracking>,
) -> anyhow::Result<Stages> {
    let last = chain.measure(picture, Wants::ALL, None)?;
    let (mut took, mut whole, mut without_iris) = (Vec::new(), Vec::new(), Vec::new());
    let mut processor = Vec::new();
    for _ in 0..frames {
        let (begun, before) = (Instant::now(), on_processor());
        let measured = chain.measure(picture, Wants::ALL, tracking(&last))?;
        whole.push(begun.elapsed());
        processor.extend(on_processor().zip(before).map(|(after, before)| after.saturating_sub(before)));
        took.push(measured.took);
        let begun = Instant::now();
        chain.measure(picture, Wants { iris: false, ..Wants::ALL }, tracking(&last))?;
        without_iris.push(begun.elapsed());
    }
    let stage = |part: fn(&Took) -> Duration| median(took.iter().map(part).collect());
    Ok(Stages {
        decode: stage(|it| it.decode),
        detect: stage(|it| it.detect),
        mesh: stage(|it| it.mesh),
        iris: stage(|it| it.iris),
        embed: stage(|it| it.embed),
        genuine: stage(|it| it.genuine),
        processor: (!processor.is_empty()).then(|| median(processor)),
        fastest: whole.iter().min().copied().map_or(0.0, milliseconds),
        slowest: whole.iter().max().copied().map_or(0.0, milliseconds),
        whole: median(whole),
        without_iris: median(without_iris),
    })
}

impl Report {
    fn print(&self) {
        let Self { detecting, tracking, memory, .. } = self;
        println!(
            "\n{} on one core, {} frames of {} x {}, face {:.0} pixels wide; medians in ms\n",
            self.runtime, self.frames, self.width, self.height, self.face_width
        );
        let row = |name: &str, part: fn(&Stages) -> f64| {
            [name.to_owned(), format!("{:.1}", part(detecting)), format!("{:.1}", part(tracking))]
        };
        let mut rows = vec![
            row("decode", |it| it.decode),
            row("detect", |it| it.detect),
            row("mesh", |it| it.mesh),
            row("iris, both eyes", |it| it.iris),
            row("embed", |it| it.embed),
        ];
        if detecting.genuine > 0.0 {
            rows.push(row("anti-spoofing", |it| it.genuine));
        }
        rows.push(row("whole frame", |it| it.whole));
        if detecting.processor.is_some() {
            rows.push(row("  of the processor", |it| it.processor.unwrap_or_default()));
        }
        rows.extend([
            row("  fastest", |it| it.fastest),
            row("  slowest", |it| it.slowest),
            row("  without iris", |it| it.without_iris),
        ]);
        print!("{}", output::table(["", "face looked for", "face followed"], &rows));
        println!(
            "\nmodels loaded in {:.0} ms, first frame after {:.0} ms ({:.0} ms later than the next){}",
            self.load,
            self.first,
            self.first - detecting.whole,
            self.first_processor.map(|took| format!(", {took:.0} ms of the processor")).unwrap_or_default()
        );
        memory.print("this measurement");
        if let Some(serving) = &self.serving {
            serving.print(SERVER);
        }
    }
}

fn median(mut all: Vec<Duration>) -> f64 {
    all.sort();
    all.get(all.len() / 2).copied().map_or(0.0, milliseconds)
}

fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

/// How long this thread has been on a processor.
fn on_processor() -> Option<Duration> {
    let spent = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    spent.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_portrait_is_measured_by_what_is_built_in() {
        let options = Benchmark {
            picture: None,
            frames: 1,
            runtime: Some(Runtime::Tract),
            onnxruntime: None,
            models: None,
            serving: false,
            output: super::super::args::Output { json: true },
        };
        let report = measure(&options, Config::default(), Runtime::Tract).unwrap();
        assert_eq!((report.runtime.as_str(), report.width, report.height), ("tract", 512.0, 512.0));
        assert!(report.detecting.detect > 0.0 && report.tracking.detect == 0.0, "{report:?}");
        assert!(report.detecting.whole >= report.detecting.mesh && report.first >= report.load);
        let Stages { fastest, whole, slowest, .. } = report.tracking;
        assert!(fastest <= whole && whole <= slowest);
    }

    #[test]
    fn a_runtime_that_is_not_named_cannot_be_measured() {
        let options = Benchmark {
            picture: None,
            frames: 1,
            runtime: Some(Runtime::Onnxruntime),
            onnxruntime: None,
            models: None,
            serving: false,
            output: super::super::args::Output { json: true },
        };
        let error = measure(&options, Config::default(), Runtime::Onnxruntime).unwrap_err();
        assert!(error.is::<Usage>(), "{error}");
    }
}
