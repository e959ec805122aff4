//! A command that works through all accounts: how long it takes and how much memory at most.

use std::{
    fs::File,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::Context;

use super::{
    server::{doorward, memory},
    stage::Stage,
};

const LOOK_EVERY: Duration = Duration::from_millis(20);

/// What it took.
pub struct Batch {
    pub seconds: f64,
    /// MiB.
    pub memory: f64,
}

impl Batch {
    /// Runs the command `words` with `file`; what it prints goes to a file beside the configuration.
    pub fn run(stage: &Stage, words: &[&str], file: Option<&Path>) -> anyhow::Result<Self> {
        let output = File::create(stage.config.with_extension("out"))?;
        let mut command = doorward();
        command.args(words).args(file).arg("--config").arg(&stage.config);
        command.stdin(Stdio::null()).stdout(output);
        let began = Instant::now();
        let mut child = command.spawn().context("the program does not start")?;
        let mut most = 0.0_f64;
        let status = loop {
            if let Some(status) = child.try_wait()? {
                break status;
            }
            // Nothing when it has just ended; `max` passes over that.
            most = most.max(memory(child.id(), "VmHWM"));
            std::thread::sleep(LOOK_EVERY);
        };
        anyhow::ensure!(status.success(), "{words:?} failed: {status}");
        Ok(Self { seconds: began.elapsed().as_secs_f64(), memory: most })
    }
}
