//! Giving memory back to the system once the models are no longer in it (docs/decisions/0010).

/// Gives back every page that nothing is on, and lets go of the pages of code, which are read again from their files when they are
/// wanted.
#[cfg(target_os = "linux")]
pub fn give_back() {
    trim();
    if let Ok(maps) = std::fs::read_to_string("/proc/self/maps") {
        maps.lines().filter_map(code).for_each(let_go);
    }
}

/// Others give back by themselves.
#[cfg(not(target_os = "linux"))]
pub fn give_back() {}

/// glibc keeps what is freed for the next who wants memory, and most of it for good. No crate wraps the question.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code)] // the declaration; malloc_trim(3) takes a number and touches nothing that is in use
fn trim() {
    unsafe extern "C" {
        safe fn malloc_trim(pad: usize) -> std::ffi::c_int;
    }
    malloc_trim(0);
}

#[cfg(all(target_os = "linux", not(target_env = "gnu")))]
fn trim() {}

/// The addresses of a mapping, a line of `/proc/self/maps`, if it is code from a file: of the program itself and of libraries, among
/// them ONNX Runtime, which stays loaded.
#[cfg(target_os = "linux")]
fn code(mapping: &str) -> Option<std::ops::Range<usize>> {
    let mut words = mapping.split_whitespace();
    let (addresses, mode, path) = (words.next()?, words.next()?, words.nth(3)?);
    let (from, to) = addresses.split_once('-')?;
    let addresses = usize::from_str_radix(from, 16).ok()?..usize::from_str_radix(to, 16).ok()?;
    (mode == "r-xp" && path.starts_with('/')).then_some(addresses)
}

#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
fn let_go(pages: std::ops::Range<usize>) {
    let at = std::ptr::with_exposed_provenance_mut(pages.start);
    // SAFETY: nobody can write to a mapping that is `r-x`, so its pages are those of the file (nothing of ours is relocated in its
    // code), and madvise(2) brings them back from there at the next touch. A mapping that is gone by now is an error, and what
    // took its place since is code as little as it is ours to touch: no library is ever unloaded here.
    let outcome = unsafe { rustix::mm::madvise(at, pages.len(), rustix::mm::Advice::LinuxDontNeed) };
    if let Err(error) = outcome {
        tracing::debug!(%error, "pages of code stay in memory");
    }
}

#[cfg(test)]
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod tests {
    use super::*;

    fn resident(kind: &str) -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(kind)).unwrap();
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
        let before = resident("RssAnon:");
        give_back();
        resident("RssAnon:") + 32 * 1024 < before
    }

    #[test]
    fn what_was_freed_goes_back() {
        // Other tests take memory meanwhile; they do not do so every time.
        assert!((0..20).any(|_| gives_back()));
    }

    #[test]
    fn code_goes_and_comes_back() {
        let goes = || {
            let before = resident("RssFile:");
            give_back();
            resident("RssFile:") < before
        };
        assert!((0..20).any(|_| goes()));
    }

    #[test]
    fn only_code_of_files_is_let_go() {
        let code = |line| code(line).map(|pages| pages.len());
        assert_eq!(
            code("55d0c0a00000-55d0c4000000 r-xp 01000000 fe:00 4711   /usr/bin/doorward"),
            Some(0x360_0000)
        );
        for other in [
            "55d0c4000000-55d0c4600000 r--p 04600000 fe:00 4711   /usr/bin/doorward",
            "55d0c4600000-55d0c4700000 rw-p 04c00000 fe:00 4711   /usr/bin/doorward",
            "55d0c4600000-55d0c4700000 rwxp 04c00000 fe:00 4711   /usr/bin/doorward",
            "7ffd1c5f0000-7ffd1c5f2000 r-xp 00000000 00:00 0      [vdso]",
            "7f0000000000-7f0000001000 r-xp 00000000 00:00 0",
            "no mapping",
            "",
        ] {
            assert_eq!(code(other), None, "{other}");
        }
    }
}
