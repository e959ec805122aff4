//! Until when a certificate holds (RFC 5280 section 4.1.2.5).

use x509_parser::parse_x509_certificate;

use crate::clock::Timestamp;

/// When it lapses (`notAfter`); nothing for what is no certificate.
pub(super) fn not_after(der: &[u8]) -> Option<Timestamp> {
    let (_, certificate) = parse_x509_certificate(der).ok()?;
    Some(Timestamp::from_seconds(certificate.validity().not_after.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_read_in_both_ways_to_write_it() {
        for year in [2024, 2049, 2050, 2120] {
            let mut made = rcgen::CertificateParams::new(["localhost".to_owned()]).unwrap();
            made.not_after = rcgen::date_time_ymd(year, 2, 28);
            let certificate = made.self_signed(&rcgen::KeyPair::generate().unwrap()).unwrap();
            let end = not_after(certificate.der()).unwrap();
            assert_eq!(end.to_rfc3339(), format!("{year}-02-28T00:00:00Z"));
        }
    }

    #[test]
    fn what_is_no_certificate_has_no_end() {
        for der in [
            &b""[..],
            b"\x30",
            b"\x30\x80",
            b"\x30\x05abc",
            b"\x30\x03abc",
            b"no certificate",
            &[0x30, 0x84, 255, 255, 255, 255],
        ] {
            assert_eq!(not_after(der), None, "{der:?}");
        }
    }
}
