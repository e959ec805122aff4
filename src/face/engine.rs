//! Measuring frames for whoever asks, without taking the machine.
//!
//! Owns when the models are in memory: from the first frame until nobody has asked for a while. Frames wait in a bounded queue
//! for one of a few threads; who comes when it is full is told to come back. Cheap to clone; all clones are one engine.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use tokio::sync::oneshot;
use zeroize::Zeroize;

use super::{
    chain::{Chain, Measured, Tracking, Unmeasured, Wants},
    embed::{self, Facts},
    model::{self, ModelError},
    picture::{self, Unreadable},
    pool::{Bounds, NotTaken, Pool},
    runtime,
    settings::Settings,
};
use crate::system::memory;

/// Measures faces.
#[derive(Clone)]
pub struct Engine {
    pool: Arc<Pool<Job>>,
    facts: Arc<Facts>,
    threads: u32,
}

/// Why a frame was not measured.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// Too many want something at this moment (503, with Retry-After).
    #[error("too many faces are being measured")]
    Busy {
        /// When to come back.
        retry_after: Duration,
    },
    /// The frame is no picture that is taken: its sender's fault.
    #[error("the frame is refused: {0}")]
    Unreadable(Unreadable),
    /// A network gave no numbers for it.
    #[error("a network {0}")]
    Broken(runtime::Broken),
    /// The models cannot be used, although they could when the program started.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// No thread, or one that failed; the detail is in the log.
    #[error("measuring failed")]
    Failed,
}

impl From<Unmeasured> for EngineError {
    fn from(why: Unmeasured) -> Self {
        match why {
            Unmeasured::Unreadable(why) => Self::Unreadable(why),
            Unmeasured::Broken(why) => Self::Broken(why),
        }
    }
}

/// What a thread is given to do.
enum Job {
    /// To have the models in memory.
    Load,
    /// To measure a frame.
    Measure(Frame),
}

/// A frame, and where its measurement goes.
struct Frame {
    encoded: Bytes,
    wants: Wants,
    tracking: Option<Tracking>,
    reply: oneshot::Sender<Result<Measured, EngineError>>,
}

/// About how long one frame takes, to tell who is turned away when to come back.
const ONE_FRAME: Duration = Duration::from_millis(60);

impl Engine {
    /// An engine without models in memory, after looking at everything that could be wrong: files and their digests, the
    /// runtime, and the deployment's own networks, which are run once.
    pub fn open(settings: Settings) -> Result<Self, ModelError> {
        let facts = Arc::new(check(&settings)?);
        let known = facts.clone();
        let bounds =
            Bounds { threads: settings.workers, waiting: settings.queue, idle: settings.idle_unload };
        let threads = u32::try_from(settings.workers).unwrap_or(u32::MAX);
        let begin = move || worker(settings.clone(), known.clone());
        let ended = || {
            memory::give_back();
            tracing::debug!("the models of faces have left memory");
        };
        Ok(Self { pool: Arc::new(Pool::new(bounds, begin, ended)), facts, threads })
    }

    /// What belongs to the embedder: its name, the length of its vectors, its threshold.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Measures one frame: a JPEG or PNG of at most 2 MiB and 1280 pixels to a side. `tracking` is what came of the frame
    /// before, from the same camera. The frame is wiped afterwards, if nobody else holds it.
    ///
    /// # Errors
    /// See [`EngineError`]. Whoever stops waiting costs nothing if the frame was still in the queue.
    pub async fn measure(
        &self,
        frame: Bytes,
        wants: Wants,
        tracking: Option<Tracking>,
    ) -> Result<Measured, EngineError> {
        let (reply, answer) = oneshot::channel();
        match self.pool.give(Job::Measure(Frame { encoded: frame, wants, tracking, reply })) {
            Ok(()) => answer.await.unwrap_or(Err(EngineError::Failed)),
            Err(NotTaken::Full) => Err(EngineError::Busy { retry_after: self.wait() }),
            Err(NotTaken::NoThread) => {
                tracing::error!("there is no thread to measure faces with");
                Err(EngineError::Failed)
            }
        }
    }

    /// Somebody is about to come before a camera: has the models read by then, if they are in nobody's memory. Returns at once.
    pub fn prepare(&self) {
        // Where there are threads there are models, or about to be.
        if self.pool.load().0 == 0 && self.pool.give(Job::Load) == Err(NotTaken::NoThread) {
            tracing::error!("there is no thread to measure faces with");
        }
    }

    /// How many frames are measured at the same time, at most.
    pub fn threads(&self) -> u32 {
        self.threads
    }

    /// How many threads have models in memory, and how many frames wait.
    pub fn load(&self) -> (usize, usize) {
        self.pool.load()
    }

    /// When the queue should be empty, in whole seconds.
    fn wait(&self) -> Duration {
        let waiting = u32::try_from(self.pool.load().1).unwrap_or(u32::MAX);
        let all = ONE_FRAME.saturating_mul(waiting) / self.threads.max(1);
        Duration::from_secs(all.as_secs() + 1)
    }
}

/// Looks at files, runtime and own networks; tells what belongs to the embedder.
pub fn check(settings: &Settings) -> Result<Facts, ModelError> {
    let folder = model::folder(settings.models.as_deref())?;
    let mut facts = None;
    for model in model::ALL {
        let file = model::read(&folder, &model)?;
        if model.file == model::EMBEDDER.file {
            facts = Some(embed::own_facts(&file, settings.threshold));
        }
    }
    runtime::environment(&settings.backend)?;
    match facts {
        Some(facts) if settings.embedder.is_none() && settings.anti_spoofing.is_none() => Ok(facts),
        _ => Ok(Chain::load(settings)?.facts().clone()),
    }
}

/// What one thread does with the jobs that it gets. Networks are read again whenever they come into memory: those that are not
/// what was looked at when the engine was opened are refused.
fn worker(settings: Settings, known: Arc<Facts>) -> Box<dyn FnMut(Job)> {
    let mut chain = None;
    Box::new(move |job: Job| {
        let frame = match job {
            Job::Measure(frame) => Some(frame),
            Job::Load => None,
        };
        if frame.as_ref().is_some_and(|frame| frame.reply.is_closed()) {
            return frame.into_iter().for_each(|frame| wipe(frame.encoded));
        }
        // Decoders and networks are others' code that reads what strangers send.
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let chain = match &mut chain {
                Some(chain) => chain,
                none => {
                    let loaded = Chain::load(&settings);
                    let same = loaded.and_then(|chain| {
                        if *chain.facts() == *known { Ok(chain) } else { Err(ModelError::Exchanged) }
                    });
                    none.insert(same.inspect_err(|error| {
                        tracing::error!(%error, "the models of faces cannot be used");
                    })?)
                }
            };
            let measure = |frame: &Frame| {
                chain.measure_within(picture::Bounds::FRAME, &frame.encoded, frame.wants, frame.tracking)
            };
            frame.as_ref().map(measure).transpose().map_err(EngineError::from)
        }));
        let outcome = outcome.unwrap_or_else(|_| {
            tracing::error!("measuring a frame ended in a panic; the models are loaded afresh");
            chain = None;
            Err(EngineError::Failed)
        });
        if let Some(Frame { encoded, reply, .. }) = frame {
            wipe(encoded);
            drop(reply.send(outcome.and_then(|measured| measured.ok_or(EngineError::Failed))));
        }
    })
}

/// Overwrites a frame, if nobody else holds it.
fn wipe(frame: Bytes) {
    if let Ok(mut frame) = frame.try_into_mut() {
        frame.as_mut().zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    const PORTRAIT: &[u8] = include_bytes!("../../tests/fixtures/astronaut.jpg");

    fn settings() -> Settings {
        let mut settings = Settings::from_config(&Config::default());
        settings.workers = 1;
        settings
    }

    #[tokio::test]
    async fn frames_are_measured_and_the_models_leave_memory() {
        let idle_unload = Duration::from_millis(50);
        let engine = Engine::open(Settings { idle_unload, ..settings() }).unwrap();
        assert_eq!(engine.load(), (0, 0), "nothing is loaded before somebody asks");
        assert_eq!((engine.facts().dimensions, engine.facts().threshold), (128, 0.5));
        for _ in 0..2 {
            let frame = Bytes::from_static(PORTRAIT);
            let measured = engine.clone().measure(frame, Wants::MESH, None).await.unwrap();
            assert_eq!(measured.measurement.faces, 1);
            while engine.load() != (0, 0) {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
    }

    #[tokio::test]
    async fn the_models_are_read_before_the_first_frame_for_whoever_is_about_to_come() {
        let engine = Engine::open(settings()).unwrap();
        engine.prepare();
        engine.prepare();
        assert_eq!(engine.load(), (1, 0), "once, and nothing waits");
        assert!(engine.measure(Bytes::from_static(PORTRAIT), Wants::MESH, None).await.is_ok());
        engine.prepare();
        assert_eq!(engine.load(), (1, 0));
    }

    #[tokio::test]
    async fn who_comes_when_it_is_full_is_told_when_to_come_back() {
        let engine = Engine::open(Settings { queue: 2, ..settings() }).unwrap();
        let ask = || {
            let engine = engine.clone();
            tokio::spawn(async move { engine.measure(Bytes::from_static(PORTRAIT), Wants::MESH, None).await })
        };
        let asked: Vec<_> = (0..8).map(|_| ask()).collect();
        let (mut good, mut busy) = (0, 0);
        for asked in asked {
            match asked.await.unwrap() {
                Ok(_) => good += 1,
                Err(EngineError::Busy { retry_after }) => {
                    assert_eq!(retry_after, Duration::from_secs(1));
                    busy += 1;
                }
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!((good, busy), (3, 5), "one at work, two waiting");
    }

    #[tokio::test]
    async fn a_frame_that_is_refused_says_why_and_harms_nobody() {
        let engine = Engine::open(settings()).unwrap();
        let ask = |frame: &'static [u8]| engine.measure(Bytes::from_static(frame), Wants::ALL, None);
        for (frame, why) in [
            (&b""[..], Unreadable::Empty),
            (b"GIF89a", Unreadable::Format),
            (&PORTRAIT[..50_000], Unreadable::Broken),
        ] {
            let refused = ask(frame).await.unwrap_err();
            assert!(matches!(refused, EngineError::Unreadable(it) if it == why), "{refused}");
        }
        assert!(ask(PORTRAIT).await.is_ok());
    }

    #[tokio::test]
    async fn a_network_that_was_exchanged_meanwhile_is_not_used() {
        const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| {
            let to = folder.path().join(name);
            std::fs::copy(format!("{FIXTURES}/{name}"), &to).unwrap();
            to
        };
        let (embedder, classes) = (place("embedder.onnx"), place("classes.onnx"));
        let mut config = Config::default();
        config.face_embedder.model = Some(embedder.clone());
        (config.face_embedder.mean, config.face_embedder.scale) = (0.0, 1.0);
        config.face_anti_spoofing.model = Some(classes.clone());
        let settings = || Settings { workers: 1, ..Settings::from_config(&config) };
        let exchanged = async |exchange: &dyn Fn()| {
            let engine = Engine::open(settings()).unwrap();
            exchange();
            let outcome = engine.measure(Bytes::from_static(PORTRAIT), Wants::MESH, None).await;
            matches!(outcome, Err(EngineError::Model(ModelError::Exchanged)))
        };
        assert!(!exchanged(&|| ()).await);
        // Another producer's name at its end, and all else as it was.
        let renamed = [std::fs::read(&classes).unwrap(), b"\x12\x01x".to_vec()].concat();
        assert!(exchanged(&|| std::fs::write(&classes, &renamed).unwrap()).await);
        let other = std::fs::read(format!("{FIXTURES}/not_a_number.onnx")).unwrap();
        assert!(exchanged(&|| std::fs::write(&embedder, &other).unwrap()).await);
        assert!(!exchanged(&|| ()).await, "it is taken at the next start");
    }

    #[test]
    fn what_is_wrong_is_found_when_it_is_opened() {
        let error = |change: fn(&mut Settings)| {
            let mut settings = settings();
            change(&mut settings);
            Engine::open(settings).err().unwrap().to_string()
        };
        let folder = error(|settings| settings.models = Some("/no/such".into()));
        assert!(folder.starts_with("/no/such/detector.onnx: "), "{folder}");
        // This process runs tract, in this test or another one; a library is refused either way, in words.
        let library = error(|settings| {
            let _ = runtime::environment(&runtime::Backend::Tract);
            settings.backend = runtime::Backend::OnnxRuntime("/no/such.so".into());
        });
        assert_eq!(library, "this process runs networks with tract already");
    }
}
