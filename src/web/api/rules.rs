//! Who may call what: every route of the admin side with what it asks for. A route that does not stand here is refused.

use axum::http::Method;

use crate::administration::role::Permission::{self, *};

/// What a route asks of its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Nothing: it tells nothing that is not in this program's source.
    Nothing,
    /// That they administer, whatever they may do.
    Anything,
    /// This.
    For(Permission),
}

/// A route and what it asks for.
pub type Rule = (&'static str, &'static str, Asks);

use Asks::{Anything, For, Nothing};

/// All of them.
#[rustfmt::skip] // a line each
pub const RULES: &[Rule] = &[
    ("GET",    "/api/v1/openapi.json", Nothing),
    ("GET",    "/api/v1", Nothing),
    ("GET",    "/api/v1/me", Anything),
    ("GET",    "/api/v1/clients", For(ClientsRead)),
    ("POST",   "/api/v1/clients", For(ClientsWrite)),
    ("GET",    "/api/v1/clients/{client_id}", For(ClientsRead)),
    ("PATCH",  "/api/v1/clients/{client_id}", For(ClientsWrite)),
    ("DELETE", "/api/v1/clients/{client_id}", For(ClientsWrite)),
    ("POST",   "/api/v1/clients/{client_id}/enable", For(ClientsWrite)),
    ("POST",   "/api/v1/clients/{client_id}/disable", For(ClientsWrite)),
    ("POST",   "/api/v1/clients/{client_id}/secrets", For(ClientsWrite)),
    ("DELETE", "/api/v1/clients/{client_id}/secrets/old", For(ClientsWrite)),
    ("GET",    "/api/v1/clients/{client_id}/problems", For(ClientsRead)),
    ("DELETE", "/api/v1/clients/{client_id}/problems", For(ClientsWrite)),
    ("GET",    "/api/v1/accounts", For(AccountsRead)),
    ("POST",   "/api/v1/accounts", For(AccountsWrite)),
    ("GET",    "/api/v1/accounts/{account_id}", For(AccountsRead)),
    ("PATCH",  "/api/v1/accounts/{account_id}", For(AccountsWrite)),
    ("DELETE", "/api/v1/accounts/{account_id}", For(AccountsWrite)),
    ("POST",   "/api/v1/accounts/{account_id}/enable", For(AccountsHelp)),
    ("POST",   "/api/v1/accounts/{account_id}/disable", For(AccountsHelp)),
    ("DELETE", "/api/v1/accounts/{account_id}/sessions", For(AccountsHelp)),
    ("POST",   "/api/v1/accounts/{account_id}/reset", For(AccountsHelp)),
    ("POST",   "/api/v1/accounts/{account_id}/unfreeze", For(AccountsHelp)),
    ("DELETE", "/api/v1/accounts/{account_id}/factors/{factor}", For(AccountsHelp)),
    ("GET",    "/api/v1/attributes", For(AccountsRead)),
    ("GET",    "/api/v1/invitations", For(AccountsRead)),
    ("POST",   "/api/v1/invitations", For(AccountsWrite)),
    ("GET",    "/api/v1/invitations/{invitation_id}", For(AccountsRead)),
    ("DELETE", "/api/v1/invitations/{invitation_id}", For(AccountsWrite)),
    ("POST",   "/api/v1/invitations/{invitation_id}/send", For(AccountsWrite)),
    ("GET",    "/api/v1/roles", For(AccountsRead)),
    ("PUT",    "/api/v1/accounts/{account_id}/role", For(RolesWrite)),
    ("DELETE", "/api/v1/accounts/{account_id}/role", For(RolesWrite)),
    ("GET",    "/api/v1/keys", For(KeysRead)),
    ("POST",   "/api/v1/keys/rotate", For(KeysWrite)),
    ("POST",   "/api/v1/keys/{kid}/revoke", For(KeysWrite)),
    ("GET",    "/api/v1/policy", For(PolicyRead)),
    ("PUT",    "/api/v1/policy", For(PolicyWrite)),
    ("GET",    "/api/v1/policy/simulation", For(PolicyRead)),
    ("POST",   "/api/v1/policy/simulation", For(PolicyRead)),
    ("GET",    "/api/v1/policy/versions", For(PolicyRead)),
    ("GET",    "/api/v1/policy/versions/{version}", For(PolicyRead)),
    ("GET",    "/api/v1/policy/versions/{version}/difference", For(PolicyRead)),
    ("POST",   "/api/v1/policy/versions/{version}/restore", For(PolicyWrite)),
    ("GET",    "/api/v1/audit", For(AuditRead)),
    ("GET",    "/api/v1/audit/export", For(AuditRead)),
    ("GET",    "/api/v1/status", For(StatusRead)),
    ("GET",    "/api/v1/webhooks", For(WebhooksRead)),
    ("POST",   "/api/v1/webhooks", For(WebhooksWrite)),
    ("GET",    "/api/v1/webhooks/{webhook_id}", For(WebhooksRead)),
    ("PUT",    "/api/v1/webhooks/{webhook_id}", For(WebhooksWrite)),
    ("DELETE", "/api/v1/webhooks/{webhook_id}", For(WebhooksWrite)),
    ("POST",   "/api/v1/webhooks/{webhook_id}/enable", For(WebhooksWrite)),
    ("POST",   "/api/v1/webhooks/{webhook_id}/disable", For(WebhooksWrite)),
    ("POST",   "/api/v1/webhooks/{webhook_id}/test", For(WebhooksWrite)),
    ("POST",   "/api/v1/webhooks/{webhook_id}/secrets", For(WebhooksWrite)),
    ("GET",    "/api/v1/webhooks/{webhook_id}/deliveries", For(WebhooksRead)),
    ("POST",   "/api/v1/webhooks/{webhook_id}/replay", For(WebhooksWrite)),
    ("GET",    "/scim/v2/ServiceProviderConfig", Nothing),
    ("GET",    "/scim/v2/ResourceTypes", Nothing),
    ("GET",    "/scim/v2/ResourceTypes/{name}", Nothing),
    ("GET",    "/scim/v2/Schemas", Nothing),
    ("GET",    "/scim/v2/Schemas/{schema}", Nothing),
    ("GET",    "/scim/v2/Users", For(ScimRead)),
    ("POST",   "/scim/v2/Users", For(ScimWrite)),
    ("POST",   "/scim/v2/Users/.search", For(ScimRead)),
    ("GET",    "/scim/v2/Users/{id}", For(ScimRead)),
    ("PUT",    "/scim/v2/Users/{id}", For(ScimWrite)),
    ("PATCH",  "/scim/v2/Users/{id}", For(ScimWrite)),
    ("DELETE", "/scim/v2/Users/{id}", For(ScimWrite)),
    ("GET",    "/scim/v2/Groups", For(ScimRead)),
    ("POST",   "/scim/v2/Groups", For(ScimWrite)),
    ("POST",   "/scim/v2/Groups/.search", For(ScimRead)),
    ("GET",    "/scim/v2/Groups/{id}", For(ScimRead)),
    ("PUT",    "/scim/v2/Groups/{id}", For(ScimWrite)),
    ("PATCH",  "/scim/v2/Groups/{id}", For(ScimWrite)),
    ("DELETE", "/scim/v2/Groups/{id}", For(ScimWrite)),
    ("POST",   "/scim/v2/Bulk", For(ScimWrite)),
    ("GET",    "/scim/v2/Me", Anything),
    ("GET",    "/admin", For(StatusRead)),
    ("GET",    "/admin/clients", For(ClientsRead)),
    ("GET",    "/admin/clients/new", For(ClientsWrite)),
    ("POST",   "/admin/clients/new", For(ClientsWrite)),
    ("GET",    "/admin/clients/{client_id}", For(ClientsRead)),
    ("POST",   "/admin/clients/{client_id}", For(ClientsWrite)),
    ("POST",   "/admin/clients/{client_id}/secret", For(ClientsWrite)),
    ("POST",   "/admin/clients/{client_id}/act", For(ClientsWrite)),
    ("POST",   "/admin/clients/{client_id}/delete", For(ClientsWrite)),
    ("POST",   "/admin/clients/{client_id}/test", For(ClientsWrite)),
    ("GET",    "/admin/test", For(ClientsWrite)),
    ("GET",    "/admin/accounts", For(AccountsRead)),
    ("GET",    "/admin/accounts/new", For(AccountsWrite)),
    ("POST",   "/admin/accounts/new", For(AccountsWrite)),
    ("GET",    "/admin/accounts/{account_id}", For(AccountsRead)),
    ("POST",   "/admin/accounts/{account_id}", For(AccountsWrite)),
    ("POST",   "/admin/accounts/{account_id}/help", For(AccountsHelp)),
    ("POST",   "/admin/accounts/{account_id}/factor", For(AccountsHelp)),
    ("POST",   "/admin/accounts/{account_id}/role", For(RolesWrite)),
    ("POST",   "/admin/accounts/{account_id}/delete", For(AccountsWrite)),
    ("GET",    "/admin/invitations", For(AccountsRead)),
    ("POST",   "/admin/invitations", For(AccountsWrite)),
    ("POST",   "/admin/invitations/{invitation_id}", For(AccountsWrite)),
    ("GET",    "/admin/keys", For(KeysRead)),
    ("POST",   "/admin/keys/rotate", For(KeysWrite)),
    ("POST",   "/admin/keys/revoke", For(KeysWrite)),
    ("GET",    "/admin/policy", For(PolicyRead)),
    ("GET",    "/admin/policy/edit", For(PolicyWrite)),
    ("POST",   "/admin/policy/edit", For(PolicyWrite)),
    ("GET",    "/admin/policy/history", For(PolicyRead)),
    ("GET",    "/admin/policy/history/{version}", For(PolicyRead)),
    ("POST",   "/admin/policy/history/{version}", For(PolicyWrite)),
    ("GET",    "/admin/transfer", For(AccountsWrite)),
    ("POST",   "/admin/transfer/import", For(AccountsWrite)),
    ("POST",   "/admin/transfer/export", For(AccountsWrite)),
    ("GET",    "/admin/webhooks", For(WebhooksRead)),
    ("POST",   "/admin/webhooks", For(WebhooksWrite)),
    ("GET",    "/admin/webhooks/{webhook_id}", For(WebhooksRead)),
    ("POST",   "/admin/webhooks/{webhook_id}", For(WebhooksWrite)),
    ("POST",   "/admin/webhooks/{webhook_id}/act", For(WebhooksWrite)),
    ("POST",   "/admin/webhooks/{webhook_id}/delete", For(WebhooksWrite)),
    ("GET",    "/admin/audit", For(AuditRead)),
];

/// What a route asks for; nothing is known of one that does not stand in the list.
pub fn find(method: &Method, path: &str) -> Option<Asks> {
    // HEAD is GET without its body.
    let method = if method == Method::HEAD { &Method::GET } else { method };
    let rule = RULES.iter().find(|(of, at, _)| *of == method.as_str() && *at == path);
    rule.map(|(_, _, asks)| *asks)
}
