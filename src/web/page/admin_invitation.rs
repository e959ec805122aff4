//! The page of the console about invitations.

use serde::Serialize;

use super::{AdminFrame, View};
use crate::clock::Timestamp;

/// All invitations, and a form for another.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminInvitations {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// Whether somebody may be invited.
    pub may_change: bool,
    /// Nobody may use an invitation.
    pub closed: bool,
    /// They.
    pub invitations: Vec<InvitationLine>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// What was typed.
    pub form: InvitationForm,
    /// The link of the one that was made just now, to be handed over.
    pub link: Option<String>,
}

/// An invitation in the list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct InvitationLine {
    /// Its identifier.
    pub id: String,
    /// The only address that it is good for; may be empty.
    pub email: String,
    /// `open`, `used` or `lapsed`.
    pub state: &'static str,
    /// When its mail was written last.
    pub sent_at: Option<Timestamp>,
    /// When it lapses.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
    /// For which account.
    pub account_id: Option<String>,
}

/// Whom to invite.
#[derive(Clone, Debug, Default, Serialize)]
pub struct InvitationForm {
    /// Their address.
    pub email: String,
    /// Groups of their account, one a line.
    pub groups: String,
    /// The language of the mail.
    pub language: String,
}

impl View for AdminInvitations {
    fn template(&self) -> String {
        "admin/invitations.html".into()
    }
}
