//! The end of all that goes on in an account's name: its owner leaves or was not the one who began it, or an operator says so.

use crate::{
    clock::Timestamp,
    storage::{self, Write},
};

/// Ends every session and grant of an account, what is proved of it in journeys under way, its remembered devices, and changes of its
/// address or number that wait for their code.
pub async fn end_everything(
    write: &mut Write,
    account_id: &str,
    now: Timestamp,
) -> Result<(), storage::Error> {
    storage::session::end_others(write, account_id, "", "", now).await?;
    storage::grant::revoke_of_account(write, account_id, now).await?;
    storage::remembered_device::forget_all(write, account_id).await?;
    storage::contact_change::forget(write, account_id).await?;
    Ok(())
}
