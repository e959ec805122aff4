//! Giving memory back to the system once the models are no longer in it.
//!
//! glibc keeps what is freed for the next who wants memory, and most of it for good: 83 MB with the models, 83 MB after they
//! were dropped, 32 MB after it was asked (docs/face-measurements.md). Nobody wraps the question, so this is the one place
//! where a function of the system's is declared.

/// Asks the allocator to give back every page that nothing is on.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code)] // the declaration; malloc_trim(3) takes a number and touches nothing that is in use
pub fn give_back() {
    unsafe extern "C" {
        safe fn malloc_trim(pad: usize) -> std::ffi::c_int;
    }
    malloc_trim(0);
}

/// Other allocators give back by themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn give_back() {}

#[cfg(test)]
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod tests {
    use super::*;

    fn resident() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// Whether 64 MB go, freed in pieces that are too small to go one by one, with one kept of every thousand.
    fn gives_back() -> bool {
        let mut pieces: Vec<Box<[u8; 1024]>> = (0..65_536).map(|_| Box::new([1; 1024])).collect();
        let mut number = 0;
        pieces.retain(|_| {
            number += 1;
            number % 1000 == 0
        });
        let before = resident();
        give_back();
        resident() + 32 * 1024 < before
    }

    #[test]
    fn what_was_freed_goes_back() {
        // Other tests take memory meanwhile; they do not do so every time.
        assert!((0..20).any(|_| gives_back()));
    }
}
