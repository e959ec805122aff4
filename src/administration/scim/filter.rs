//! Filters (RFC 7644 section 3.4.2.2): text from outside, read once, within limits, into what [`super::matching`] evaluates and
//! [`super::lead`] finds an index for. An attribute that there is not, or an operator that means nothing of it, is refused here.
//!
//! Beyond the grammar `emails[type eq "work"].value eq "x"` is read, which one widespread client sends.

use serde_json::Value;

use super::{
    fault::Fault,
    schema::{Attribute, Kind, Mutability, Place, ResourceType, find},
};
use crate::clock::Timestamp;

/// The most bytes of a filter, comparisons in it, and how deep it may go.
const LONGEST: usize = 4096;
const MOST_TERMS: usize = 100;
const DEEPEST: u32 = 16;

/// What a resource must fulfil.
#[derive(Clone, Debug)]
pub enum Filter {
    /// Both.
    And(Box<Filter>, Box<Filter>),
    /// One of them.
    Or(Box<Filter>, Box<Filter>),
    /// Not this.
    Not(Box<Filter>),
    /// One of the values of an attribute fulfils all of it.
    Within(Place, Box<Filter>),
    /// An attribute compares so.
    Compare(Comparison),
}

/// A comparison.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What is compared.
    pub place: Place,
    /// How.
    pub operator: Operator,
    /// With what.
    pub value: Value,
}

/// Table 3 of RFC 7644.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names are the clause's
pub enum Operator {
    Eq,
    Ne,
    Co,
    Sw,
    Ew,
    Gt,
    Ge,
    Lt,
    Le,
    Pr,
}

impl Operator {
    const ALL: [(&'static str, Self); 10] = [
        ("eq", Self::Eq),
        ("ne", Self::Ne),
        ("co", Self::Co),
        ("sw", Self::Sw),
        ("ew", Self::Ew),
        ("gt", Self::Gt),
        ("ge", Self::Ge),
        ("lt", Self::Lt),
        ("le", Self::Le),
        ("pr", Self::Pr),
    ];

    fn read(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, operator)| *operator)
    }
}

/// Whose attributes the names are.
#[derive(Clone, Copy)]
pub(super) enum Scope {
    /// A resource's.
    Resource(ResourceType),
    /// Those within an attribute.
    Within(&'static Attribute),
}

impl Scope {
    fn find(self, name: &str) -> Option<Place> {
        match self {
            Self::Resource(resource) => Place::find(resource, name),
            Self::Within(attribute) => find(attribute.within, name).map(|attribute| Place {
                extension: None,
                attribute,
                within: None,
            }),
        }
    }
}

impl Filter {
    /// Reads a filter of resources of one type.
    ///
    /// # Errors
    /// `invalidFilter`, saying at which byte it stopped making sense.
    pub fn parse(text: &str, resource: ResourceType) -> Result<Self, Fault> {
        if text.len() > LONGEST {
            return Err(Fault::filter(format!("the filter has more than {LONGEST} bytes")));
        }
        let mut parser = Parser::new(text);
        let filter = parser.any_of(Scope::Resource(resource), 0)?;
        parser.end()?;
        Ok(filter)
    }

    /// Whether it looks at this attribute of the resource.
    pub fn mentions(&self, name: &str) -> bool {
        match self {
            Self::And(one, other) | Self::Or(one, other) => one.mentions(name) || other.mentions(name),
            Self::Not(filter) => filter.mentions(name),
            Self::Within(place, _) => place.attribute.name == name,
            Self::Compare(comparison) => comparison.place.attribute.name == name,
        }
    }
}

/// Reads filters and the paths of PATCH.
pub(super) struct Parser<'a> {
    text: &'a str,
    at: usize,
    terms: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, terms: 0 }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn fault(&self, what: &str) -> Fault {
        Fault::filter(format!("{what} at byte {}", self.at))
    }

    fn spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(' ').len();
    }

    /// Goes on behind `mark`, if it is next.
    pub(super) fn take(&mut self, mark: char) -> bool {
        let is = self.rest().starts_with(mark);
        if is {
            self.at += mark.len_utf8();
        }
        is
    }

    /// The letters, digits and marks that names, operators and the URNs of schemas are made of.
    pub(super) fn word(&mut self) -> &'a str {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$' | ':' | '.');
        let rest = self.rest();
        let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// Whether the word `keyword` is next, with what may follow it; goes on behind it.
    fn keyword(&mut self, keyword: &str) -> bool {
        let before = self.at;
        self.spaces();
        let is = self.word().eq_ignore_ascii_case(keyword) && self.rest().starts_with([' ', '(']);
        if !is {
            self.at = before;
        }
        is
    }

    pub(super) fn end(&mut self) -> Result<(), Fault> {
        self.spaces();
        if self.rest().is_empty() { Ok(()) } else { Err(self.fault("the filter should end")) }
    }

    /// `or` binds less than `and`.
    pub(super) fn any_of(&mut self, scope: Scope, depth: u32) -> Result<Filter, Fault> {
        let mut filter = self.all_of(scope, depth)?;
        while self.keyword("or") {
            filter = Filter::Or(Box::new(filter), Box::new(self.all_of(scope, depth)?));
        }
        Ok(filter)
    }

    fn all_of(&mut self, scope: Scope, depth: u32) -> Result<Filter, Fault> {
        let mut filter = self.one(scope, depth)?;
        while self.keyword("and") {
            filter = Filter::And(Box::new(filter), Box::new(self.one(scope, depth)?));
        }
        Ok(filter)
    }

    fn one(&mut self, scope: Scope, depth: u32) -> Result<Filter, Fault> {
        if depth >= DEEPEST {
            return Err(self.fault("the filter goes too deep"));
        }
        if self.keyword("not") {
            return Ok(Filter::Not(Box::new(self.grouped(scope, depth)?)));
        }
        self.spaces();
        if self.rest().starts_with('(') { self.grouped(scope, depth) } else { self.term(scope, depth) }
    }

    fn grouped(&mut self, scope: Scope, depth: u32) -> Result<Filter, Fault> {
        self.spaces();
        if !self.take('(') {
            return Err(self.fault("a ( is expected"));
        }
        let filter = self.any_of(scope, depth.saturating_add(1))?;
        self.spaces();
        if self.take(')') { Ok(filter) } else { Err(self.fault("a ) is expected")) }
    }

    fn term(&mut self, scope: Scope, depth: u32) -> Result<Filter, Fault> {
        self.terms = self.terms.saturating_add(1);
        if self.terms > MOST_TERMS {
            return Err(self.fault(&format!("the filter has more than {MOST_TERMS} comparisons")));
        }
        let began = self.at;
        let name = self.word();
        let Some(place) = scope.find(name).filter(|place| place.last().mutability != Mutability::WriteOnly)
        else {
            self.at = began;
            return Err(self.fault(if name.is_empty() {
                "an attribute is expected"
            } else {
                "there is no such attribute"
            }));
        };
        if self.rest().starts_with('[') {
            return self.selected(place, depth);
        }
        self.compared(place).map(Filter::Compare)
    }

    fn selected(&mut self, place: Place, depth: u32) -> Result<Filter, Fault> {
        let inner = self.selection(place, depth)?;
        let inner = if self.take('.') {
            let name = self.word();
            let found = Scope::Within(place.attribute).find(name);
            let found = found.ok_or_else(|| self.fault("there is no such attribute before this"))?;
            let compared = Filter::Compare(self.compared(found)?);
            Filter::And(Box::new(inner), Box::new(compared))
        } else {
            inner
        };
        Ok(Filter::Within(place, Box::new(inner)))
    }

    /// What stands in brackets behind the name of an attribute.
    pub(super) fn selection(&mut self, place: Place, depth: u32) -> Result<Filter, Fault> {
        if place.within.is_some() || !place.attribute.several || !self.take('[') {
            return Err(self.fault("this attribute has no values to choose from"));
        }
        let inner = self.any_of(Scope::Within(place.attribute), depth.saturating_add(1))?;
        self.spaces();
        if self.take(']') { Ok(inner) } else { Err(self.fault("a ] is expected")) }
    }

    fn compared(&mut self, place: Place) -> Result<Comparison, Fault> {
        self.spaces();
        let Some(operator) = Operator::read(self.word()) else {
            return Err(self.fault("an operator is expected before this"));
        };
        if operator == Operator::Pr {
            return Ok(Comparison { place, operator, value: Value::Null });
        }
        // Several values are meant by their most telling part: `emails co "example"`.
        let place = match find(place.last().within, "value") {
            Some(value) if place.within.is_none() => Place { within: Some(value), ..place },
            _ => place,
        };
        self.spaces();
        let value = self.literal()?;
        let value = comparable(place.last(), operator, value).map_err(|what| self.fault(what))?;
        Ok(Comparison { place, operator, value })
    }

    /// A value as JSON writes it.
    fn literal(&mut self) -> Result<Value, Fault> {
        let rest = self.rest();
        let length = if rest.starts_with('"') {
            let mut escaped = false;
            let end = rest.char_indices().skip(1).find(|(_, c)| {
                let ends = *c == '"' && !escaped;
                escaped = *c == '\\' && !escaped;
                ends
            });
            end.map(|(at, _)| at.saturating_add(1))
        } else {
            Some(rest.find([' ', ')', ']']).unwrap_or(rest.len()))
        };
        let text = length.and_then(|length| rest.get(..length)).unwrap_or_default();
        let value =
            serde_json::from_str(text).ok().filter(|value: &Value| !value.is_array() && !value.is_object());
        let value = value.ok_or_else(|| self.fault("a value as JSON writes it is expected"))?;
        self.at += text.len();
        Ok(value)
    }
}

/// The value as it is compared with this attribute, if that means anything.
fn comparable(attribute: &Attribute, operator: Operator, value: Value) -> Result<Value, &'static str> {
    use Operator::{Co, Eq, Ew, Ne, Sw};
    let same = matches!(operator, Eq | Ne);
    match (attribute.kind, &value) {
        (_, Value::Null) if same => Ok(value),
        (Kind::Complex, _) => Err("this attribute has parts, one of which is to be named, before this"),
        (Kind::Boolean, Value::Bool(_)) if same => Ok(value),
        (Kind::Boolean, Value::String(text)) if same => match text.to_ascii_lowercase().as_str() {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err("true or false is expected before this"),
        },
        (Kind::Boolean, _) => Err("this attribute is compared with true or false, by eq or ne, before this"),
        (Kind::DateTime, Value::String(text)) if !matches!(operator, Co | Sw | Ew) => {
            if Timestamp::from_rfc3339(text).is_some() {
                Ok(value)
            } else {
                Err("a moment of RFC 3339 is expected before this")
            }
        }
        (_, Value::String(text)) if text.contains('\0') => Err("no text holds U+0000, as before this"),
        (_, Value::String(_)) => Ok(value),
        _ => Err("a text is expected before this"),
    }
}

#[cfg(test)]
mod tests;
