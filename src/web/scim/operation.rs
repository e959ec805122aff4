//! One change of one resource, whether it comes as a request or as a part of a bulk.

use serde_json::Value;

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
            Some(directory.replace_user(&id, &condition, &body).await?)
        }
        (ResourceType::User, Patch(id, condition, body)) => {
            Some(directory.patch_user(&id, &condition, &body).await?)
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
