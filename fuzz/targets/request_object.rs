#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| doorward::oauth::targets::request_object(data));
