//! One change of one resource, whether it comes as a request or as a part of a bulk.

use serde_json::Value;
use tracing::Instrument;

use crate::administration::scim::{
    Directory, Resource, condition::Condition, fault::Fault, schema::ResourceType,
};

/// What is to be done.
#[derive(Clone, Debug)]
pub enum Operation {
    /// POST.
    Create(Value),
    /// PUT.
    Replace(String, Condition, Value),
    /// PATCH.
    Patch(String, Condition, Value),
    /// DELETE.
    Delete(String, Condition),
}

/// What comes of some work that is brought to its end though nobody waits for it any longer: a group of many members is changed in
/// several writes.
pub async fn to_its_end<T: Send + 'static>(
    work: impl Future<Output = Result<T, Fault>> + Send + 'static,
) -> Result<T, Fault> {
    let work = tokio::spawn(work.in_current_span());
    work.await.unwrap_or_else(|error| Err(Fault::internal(format!("a change was interrupted: {error}"))))
}

/// The resource as it is now; nothing if it is gone.
pub async fn perform(
    directory: &Directory,
    resource: ResourceType,
    operation: Operation,
    with_members: bool,
) -> Result<Option<Resource>, Fault> {
    use Operation::{Create, Delete, Patch, Replace};
    Ok(match (resource, operation) {
        (ResourceType::User, Create(body)) => Some(directory.create_user(&body).await?),
        (ResourceType::User, Replace(id, condition, body)) => {
            Some(Box::pin(directory.replace_user(&id, &condition, &body)).await?)
        }
        (ResourceType::User, Patch(id, condition, body)) => {
            Some(Box::pin(directory.patch_user(&id, &condition, &body)).await?)
        }
        (ResourceType::User, Delete(id, condition)) => {
            directory.delete_user(&id, &condition).await?;
            None
        }
        (ResourceType::Group, Create(body)) => Some(directory.create_group(&body).await?),
        (ResourceType::Group, Replace(id, condition, body)) => {
            Some(directory.replace_group(&id, &condition, &body).await?)
        }
        (ResourceType::Group, Patch(id, condition, body)) => {
            directory.patch_group(&id, &condition, &body).await?;
            Some(directory.group(&id, with_members).await?)
        }
        (ResourceType::Group, Delete(id, condition)) => {
            directory.delete_group(&id, &condition).await?;
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_was_begun_is_brought_to_its_end_though_nobody_waits() {
        let (end, ended) = tokio::sync::oneshot::channel();
        let work = to_its_end(async move {
            tokio::task::yield_now().await;
            end.send(()).map_err(|()| Fault::internal("nobody is told"))
        });
        tokio::select! {
            biased;
            _ = work => panic!("it takes longer"),
            () = std::future::ready(()) => {}
        }
        ended.await.unwrap();
        assert_eq!(to_its_end(async { Ok(7) }).await, Ok(7));
    }
}
