//! The parameters of a request to an endpoint that no browser visits: RFC 6749 section 3.2.

use std::collections::HashSet;

use super::OAuthError;

const MOST_PARAMETERS: usize = 64;
/// What may come more than once (RFC 8707 section 2, RFC 8693 section 2.1).
const REPEATED: [&str; 2] = ["resource", "audience"];

/// Form parameters, each at most once but `resource` and `audience`. An empty one counts as absent.
#[derive(Debug, Default)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads `application/x-www-form-urlencoded`.
    ///
    /// # Errors
    /// `invalid_request` when a parameter comes twice, when there are too many, or for bytes that are not UTF-8 or not
    /// well escaped.
    pub fn parse(form: &[u8]) -> Result<Self, OAuthError> {
        Self::read(form, None)
    }

    /// Reads a form in which any number of boxes of the name `ticked` may be ticked.
    ///
    /// # Errors
    /// Those of [`Parameters::parse`] about everything else.
    pub fn parse_ticked(form: &[u8], ticked: &str) -> Result<Self, OAuthError> {
        Self::read(form, Some(ticked))
    }

    fn read(form: &[u8], ticked: Option<&str>) -> Result<Self, OAuthError> {
        if !is_well_escaped(form) {
            return Err(OAuthError::invalid_request("a parameter holds a broken percent sequence"));
        }
        let (mut pairs, mut others) = (Vec::new(), 0_usize);
        for (name, value) in form_urlencoded::parse(form) {
            if Some(&*name) != ticked {
                others = others.saturating_add(1);
            }
            if others > MOST_PARAMETERS {
                return Err(OAuthError::invalid_request("too many parameters"));
            }
            // What is not UTF-8 has been replaced by this character, which no parameter of ours may hold anyway.
            if name.contains('\u{fffd}') || value.contains('\u{fffd}') {
                return Err(OAuthError::invalid_request("a parameter is not UTF-8"));
            }
            pairs.push((name.into_owned(), value.into_owned()));
        }
        Self::once_each(pairs, ticked)
    }

    /// Parameters that were read already, from a form of another kind.
    ///
    /// # Errors
    /// `invalid_request` when one comes twice, or holds U+0000.
    pub fn of(pairs: Vec<(String, String)>) -> Result<Self, OAuthError> {
        Self::once_each(pairs, None)
    }

    fn once_each(pairs: Vec<(String, String)>, ticked: Option<&str>) -> Result<Self, OAuthError> {
        // Nothing is called so, and PostgreSQL takes no text that holds it, not even to look for it.
        if pairs.iter().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
            return Err(OAuthError::invalid_request("a parameter holds U+0000"));
        }
        let mut names = HashSet::with_capacity(pairs.len());
        let repeated = |name: &str| REPEATED.contains(&name) || Some(name) == ticked;
        if pairs.iter().any(|(name, _)| !repeated(name) && !names.insert(name.as_str())) {
            return Err(OAuthError::invalid_request("a parameter comes more than once"));
        }
        Ok(Self(pairs))
    }

    /// All of them, empty ones included, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The values of a parameter that may be repeated, empty ones left out.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.iter().filter(move |(own, value)| *own == name && !value.is_empty()).map(|(_, value)| value)
    }

    /// The parameter's value, unless it is absent or empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(own, _)| own == name)?;
        (!value.is_empty()).then_some(value)
    }
}

/// Whether two hexadecimal digits follow every percent sign (RFC 3986 section 2.1).
fn is_well_escaped(form: &[u8]) -> bool {
    let mut pieces = form.split(|byte| *byte == b'%');
    pieces.next();
    pieces.all(|piece| matches!(piece, [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_parameter_is_absent_and_an_unknown_one_is_no_fault() {
        let parameters = Parameters::parse(b"code=&scope=a+b%20c&extra=1").unwrap();
        assert_eq!(parameters.get("code"), None);
        assert_eq!(parameters.get("scope"), Some("a b c"));
        assert_eq!(parameters.get("absent"), None);
    }

    #[test]
    fn resources_and_audiences_may_be_several() {
        let parameters = Parameters::parse(b"resource=a&resource=&resource=b&audience=c&audience=c").unwrap();
        assert_eq!(parameters.all("resource").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(parameters.all("audience").count(), 2);
        assert_eq!(parameters.all("scope").count(), 0);
    }

    #[test]
    fn boxes_of_one_name_may_all_be_ticked_and_nothing_else_comes_twice() {
        let form = format!("{}csrf=x", "scope=a&".repeat(100));
        let parameters = Parameters::parse_ticked(form.as_bytes(), "scope").unwrap();
        assert_eq!((parameters.all("scope").count(), parameters.get("csrf")), (100, Some("x")));
        let many = (0..65).map(|n| format!("a{n}=1")).collect::<Vec<_>>().join("&");
        for form in ["scope=a&csrf=x&csrf=x", "scope=%zz", "scope=%ff", "scope=%00", "scope=a&=&=", &many] {
            assert!(Parameters::parse_ticked(form.as_bytes(), "scope").is_err(), "{form}");
        }
    }

    #[test]
    fn what_is_doubled_endless_or_not_utf_8_is_refused() {
        let many = "a=1&".repeat(65);
        for form in [
            &b"code=a&code=a"[..],
            b"code=&code=a",
            b"c%6fde=a&code=b",
            b"a=%ff",
            b"a=%",
            b"a=%2",
            b"a=%zz",
            b"%c3%28=1",
            many.as_bytes(),
        ] {
            assert_eq!(Parameters::parse(form).unwrap_err().code, "invalid_request");
        }
    }
}
