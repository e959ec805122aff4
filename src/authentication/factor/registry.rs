//! The list of factors.

use std::sync::Arc;

use super::AnyFactor;

/// Every factor there is.
#[derive(Clone)]
pub struct Registry {
    factors: Vec<Arc<dyn AnyFactor>>,
}

impl Registry {
    /// The factor of this kind.
    pub fn get(&self, kind: &str) -> Option<Arc<dyn AnyFactor>> {
        self.factors.iter().find(|factor| factor.manner().kind == kind).cloned()
    }

    /// All kinds, in the order in which pages offer them.
    pub fn kinds(&self) -> Vec<&'static str> {
        self.factors.iter().map(|factor| factor.manner().kind).collect()
    }
}
