#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| doorward::administration::targets::client_metadata(data));
