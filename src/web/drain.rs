//! The end of the process, told to everybody who has to do with it: first "finish what you have", then "now".

use tokio::sync::watch;

/// How far the end has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Running,
    Draining,
    Halted,
}

/// The hand on the switch.
#[derive(Debug)]
pub struct Trigger(watch::Sender<Stage>);

/// The ear at the switch; clones hear the same. When the trigger is gone, everything counts as asked for.
#[derive(Clone, Debug)]
pub struct Drain(watch::Receiver<Stage>);

/// A switch and an ear.
pub fn channel() -> (Trigger, Drain) {
    let (sender, receiver) = watch::channel(Stage::Running);
    (Trigger(sender), Drain(receiver))
}

impl Trigger {
    /// No new work; what is in flight may finish.
    pub fn drain(&self) {
        self.raise(Stage::Draining);
    }

    /// Stop at once.
    pub fn halt(&self) {
        self.raise(Stage::Halted);
    }

    fn raise(&self, stage: Stage) {
        self.0.send_if_modified(|current| {
            let later = stage > *current;
            *current = stage.max(*current);
            later
        });
    }
}

impl Drain {
    /// Whether the end has begun.
    pub fn is_draining(&self) -> bool {
        *self.0.borrow() >= Stage::Draining || self.0.has_changed().is_err()
    }

    /// Returns when the end begins.
    pub async fn started(&self) {
        self.reached(Stage::Draining).await;
    }

    /// Returns when nothing may be waited for any more.
    pub async fn halted(&self) {
        self.reached(Stage::Halted).await;
    }

    async fn reached(&self, stage: Stage) {
        let mut receiver = self.0.clone();
        // A lost trigger is the end too: nobody is left who could ask for it, and SIGTERM would be swallowed for ever.
        let _ = receiver.wait_for(|current| *current >= stage).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn halting_implies_draining_and_is_never_taken_back() {
        let (trigger, drain) = channel();
        assert!(!drain.is_draining());
        trigger.halt();
        trigger.drain();
        drain.started().await;
        drain.halted().await;
        assert!(drain.is_draining());
    }

    #[tokio::test]
    async fn a_lost_trigger_is_the_end() {
        let (trigger, drain) = channel();
        drop(trigger);
        drain.started().await;
        drain.halted().await;
        assert!(drain.is_draining());
    }
}
