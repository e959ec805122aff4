#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| doorward::jose::targets::dpop_proof(data));
