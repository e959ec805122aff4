//! Which version of a resource a request means (RFC 7644 section 3.14, RFC 9110 section 13.1).

/// The entity tags of an `If-Match`; any version if there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition(Option<String>);

impl Condition {
    /// As the header says it.
    pub fn of(tags: Option<&str>) -> Self {
        Self(tags.map(str::to_owned))
    }

    /// Whether the request names a version.
    pub fn is_any(&self) -> bool {
        self.0.is_none()
    }

    /// Whether this version is meant.
    pub fn allows(&self, tag: &str) -> bool {
        self.0.as_deref().is_none_or(|tags| names(tags, tag))
    }
}

/// Whether a list of entity tags names this one. Weak ones are the same when their texts are (RFC 9110 section 8.8.3.2).
pub fn names(tags: &str, tag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    tags.split(',').any(|one| one.trim() == "*" || bare(one) == bare(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_named_alone_in_a_list_or_by_a_star() {
        for tags in ["W/\"a\"", "\"a\"", "W/\"x\", W/\"a\"", "*", " W/\"a\" "] {
            assert!(names(tags, "W/\"a\""), "{tags}");
        }
        for tags in ["", "W/\"b\"", "a", "W/\"a", "\"ab\""] {
            assert!(!names(tags, "W/\"a\""), "{tags}");
        }
        assert!(Condition::default().allows("x") && Condition::default().is_any());
    }
}
