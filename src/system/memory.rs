//! Giving memory back to the system once the models of faces are no longer in it (docs/decisions/0010), and having it in large
//! pages for whoever reads all over it (docs/decisions/0075).

use std::mem::MaybeUninit;
#[cfg(target_os = "linux")]
use std::ops::Range;

/// Gives back every page that nothing is on, and lets go of the pages of code, which are read again from their files when they are
/// wanted.
#[cfg(target_os = "linux")]
pub fn give_back() {
    trim();
    if let Ok(maps) = std::fs::read_to_string("/proc/self/smaps") {
        untouched_code(&maps).into_iter().for_each(let_go);
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

/// Where code lies that is as it stands in its file: of the program itself and of libraries, among them ONNX Runtime, which stays
/// loaded. `maps` is what proc(5) says of every mapping in `/proc/self/smaps`: a line with its addresses, then others about it.
#[cfg(target_os = "linux")]
fn untouched_code(maps: &str) -> Vec<Range<usize>> {
    let (mut untouched, mut last) = (Vec::new(), None);
    for line in maps.lines() {
        if let Some(copied) = line.strip_prefix("Anonymous:") {
            untouched.extend(last.take().filter(|_| copied.trim() == "0 kB"));
        } else {
            last = code(line).or(last);
        }
    }
    untouched
}

/// The addresses of a mapping, if it is code from a file.
#[cfg(target_os = "linux")]
fn code(mapping: &str) -> Option<Range<usize>> {
    let mut words = mapping.split_whitespace();
    let (addresses, mode, path) = (words.next()?, words.next()?, words.nth(3)?);
    let (from, to) = addresses.split_once('-')?;
    let addresses = usize::from_str_radix(from, 16).ok()?..usize::from_str_radix(to, 16).ok()?;
    (mode == "r-xp" && path.starts_with('/')).then_some(addresses)
}

#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
fn let_go(pages: Range<usize>) {
    let at = std::ptr::with_exposed_provenance_mut(pages.start);
    // SAFETY: the pages are those of a file, none of them a copy, in a mapping that nobody can write to, and madvise(2)
    // brings them back from there at the next touch. Nothing else has taken their place since the list was made:
    // libraries stay loaded. (One that `ort` refuses goes, but then there is no engine, and nobody who calls this.)
    let outcome = unsafe { rustix::mm::madvise(at, pages.len(), rustix::mm::Advice::LinuxDontNeed) };
    if let Err(error) = outcome {
        tracing::debug!(%error, "pages of code stay in memory");
    }
}

/// Asks for large pages for what will lie in `room`. A processor knows where some thousands of pages lie; those of one hash of
/// a password, small ones, would push out those of everybody else.
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
pub fn in_large_pages<T>(room: &mut [MaybeUninit<T>]) {
    const LARGE: usize = 2 << 20;
    let Range { start, end } = room.as_mut_ptr_range();
    let skipped = start.addr().next_multiple_of(LARGE) - start.addr();
    let len = (end.addr() - start.addr()).saturating_sub(skipped) / LARGE * LARGE;
    if len == 0 {
        return;
    }
    // SAFETY: the pages are those of `room`, which is borrowed, and keep what they hold: the advice is how to keep it.
    let outcome = unsafe {
        rustix::mm::madvise(start.wrapping_byte_add(skipped).cast(), len, rustix::mm::Advice::LinuxHugepage)
    };
    if let Err(error) = outcome {
        tracing::debug!(%error, "memory stays in small pages");
    }
}

/// Others decide by themselves.
#[cfg(not(target_os = "linux"))]
pub fn in_large_pages<T>(_: &mut [MaybeUninit<T>]) {}

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
    fn large_pages_hold_what_small_ones_do() {
        let mut room = Vec::<[u64; 8]>::with_capacity(300_000);
        in_large_pages(room.spare_capacity_mut());
        room.extend((0..300_000).map(|number| [number; 8]));
        assert!((0_u64..).zip(&room).all(|(number, held)| *held == [number; 8]));
        in_large_pages::<u8>(&mut []);
        in_large_pages(Vec::<u8>::with_capacity(4096).spare_capacity_mut());
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
    fn only_code_of_files_that_nobody_changed_is_let_go() {
        let maps = "\
55d0bfa00000-55d0c0a00000 r--p 00000000 fe:00 4711   /usr/bin/my doorward
Anonymous:             0 kB
55d0c0a00000-55d0c4000000 r-xp 01000000 fe:00 4711   /usr/bin/my doorward
Size:              55296 kB
Anonymous:             0 kB
VmFlags: rd ex mr mw me sd
55d0c4000000-55d0c4600000 r--p 04600000 fe:00 4711   /usr/bin/my doorward
Anonymous:          6144 kB
55d0c4600000-55d0c4700000 rw-p 04c00000 fe:00 4711   /usr/bin/my doorward
Anonymous:             0 kB
55d0c5000000-55d0c5100000 rwxp 04c00000 fe:00 4711   /usr/bin/my doorward
Anonymous:             0 kB
7f0000000000-7f0000001000 r-xp 00000000 00:00 0
Anonymous:             0 kB
7f0000002000-7f0000003000 r-xp 00000000 fe:00 4712   /usr/lib/patched.so
Anonymous:             4 kB
7ffd1c5f0000-7ffd1c5f2000 r-xp 00000000 00:00 0      [vdso]
Anonymous:             0 kB
";
        let code = 0x55d0_c0a0_0000..0x55d0_c400_0000;
        assert_eq!(untouched_code(maps), [code]);
        assert!(untouched_code("no mapping\n\nAnonymous: 0 kB\n").is_empty());
    }
}
