//! Whose turn it is when there is more to do than there are cores (docs/decisions/0075).
//!
//! A hash of a password fills the caches. A request that cuts into it finds them empty, and leaves them empty to the hash; so requests
//! wait until a turn is over, and several are answered together. With a core free nobody waits.

use std::time::Duration;

/// How long a thread at slow work keeps its core while others want it; a request waits as long, for each that is before it.
const LONG: Duration = Duration::from_millis(10);

/// Has this thread, and those that it starts from now on, wait for a turn instead of cutting into another's: `SCHED_BATCH` of
/// sched(7).
pub fn wait_for_one() {
    plan(Duration::ZERO);
}

/// Has this thread keep its turn for longer than others: the slice of `SCHED_BATCH`, which Linux 6.12 and later go by.
pub fn take_long_ones() {
    plan(LONG);
}

/// An operator who planned otherwise (another `CPUSchedulingPolicy=` of systemd, longer slices) is not overruled.
#[cfg(target_os = "linux")]
fn plan(turn: Duration) {
    const SCHED_OTHER: u32 = libc::SCHED_OTHER.cast_unsigned();
    const SCHED_BATCH: u32 = libc::SCHED_BATCH.cast_unsigned();
    let planned = system::plan().and_then(|plan| match plan.sched_policy {
        SCHED_OTHER | SCHED_BATCH => system::set(&libc::sched_attr {
            sched_policy: SCHED_BATCH,
            sched_runtime: plan.sched_runtime.max(u64::try_from(turn.as_nanos()).unwrap_or(0)),
            ..plan
        }),
        _ => Ok(()),
    });
    if let Err(error) = planned {
        tracing::debug!(%error, "requests cut into slow work");
    }
}

/// Others have no such plan.
#[cfg(not(target_os = "linux"))]
fn plan(_: Duration) {}

/// What the system plans for this thread. The C library knows the calls of Linux only lately, and no crate wraps them.
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
mod system {
    use std::io;

    use libc::{SYS_sched_getattr, SYS_sched_setattr, c_long, sched_attr, syscall};

    const SIZE: u32 = size_of::<sched_attr>() as u32;
    const THIS_THREAD: libc::pid_t = 0;
    const NO_FLAGS: u32 = 0;

    pub(super) fn plan() -> io::Result<sched_attr> {
        // SAFETY: whole numbers, for which zero is a value.
        let mut plan: sched_attr = unsafe { std::mem::zeroed() };
        // SAFETY: sched_getattr(2) writes at most SIZE bytes to where `plan` is.
        done(unsafe { syscall(SYS_sched_getattr, THIS_THREAD, &raw mut plan, SIZE, NO_FLAGS) }).map(|()| plan)
    }

    pub(super) fn set(plan: &sched_attr) -> io::Result<()> {
        // SAFETY: sched_setattr(2) reads `plan.size` bytes, which sched_getattr(2) set to what it wrote.
        done(unsafe { syscall(SYS_sched_setattr, THIS_THREAD, &raw const *plan, NO_FLAGS) })
    }

    fn done(outcome: c_long) -> io::Result<()> {
        if outcome == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::thread;

    use super::*;

    /// Policy, nice value and slice of this thread.
    fn seen() -> (i32, i32, u64) {
        let plan = system::plan().unwrap();
        (plan.sched_policy.cast_signed(), plan.sched_nice, plan.sched_runtime)
    }

    #[test]
    fn a_thread_waits_for_its_turn_and_so_do_those_it_starts() {
        thread::spawn(|| {
            let (_, nice, _) = seen();
            wait_for_one();
            let own = seen();
            assert_eq!((own.0, own.1), (libc::SCHED_BATCH, nice), "it is no less important");
            assert_eq!(thread::spawn(seen).join().unwrap(), own);
        })
        .join()
        .unwrap();
        assert_eq!(seen().0, libc::SCHED_OTHER, "the others go on as they did");
    }

    #[test]
    fn at_slow_work_a_turn_is_longer_and_only_there() {
        thread::spawn(|| {
            wait_for_one();
            let (_, _, usual) = seen();
            thread::spawn(|| {
                take_long_ones();
                assert_eq!(seen().0, libc::SCHED_BATCH);
                // A kernel before 6.12 knows no slices.
                assert!([0, LONG.as_nanos() as u64].contains(&seen().2), "{:?}", seen());
            })
            .join()
            .unwrap();
            assert_eq!(seen().2, usual);
        })
        .join()
        .unwrap();
    }

    #[test]
    fn what_an_operator_planned_stands() {
        thread::spawn(|| {
            let idle = libc::sched_attr {
                sched_policy: libc::SCHED_IDLE.cast_unsigned(),
                ..system::plan().unwrap()
            };
            system::set(&idle).unwrap();
            wait_for_one();
            take_long_ones();
            assert_eq!(seen().0, libc::SCHED_IDLE);
        })
        .join()
        .unwrap();
    }
}
