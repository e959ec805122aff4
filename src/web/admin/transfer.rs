//! Accounts in numbers: a file of them looked at and brought in, and all of them given out.
//!
//! What an upload brings lies in a file without a name for as long as the request takes: an import reads
//! it twice. Each request carries the whole file, so that it does not matter which node answers.

use std::sync::Arc;

use axum::{
    extract::{FromRequest, Request, State},
    response::Response,
};
use tokio::sync::OwnedSemaphorePermit;

use super::{
    Admin,
    frame::{frame, refused},
    sent,
};
use crate::{
    administration::{
        Error,
        transfer::{Firebase, Format, Options, Source, export::Form, import::Report},
    },
    oauth::parameters::Parameters,
    web::{
        api::{
            given_out,
            import::{FORMATS, brought},
        },
        error::Problem,
        extract::{Fields, upload::uncut},
        guest::Guest,
        page::{AdminTransfer, Fault, ImportFault, ImportReport, ImportScheme},
        private_file,
        site::Site,
    },
};

/// Most bytes of a file that a browser sends; longer ones are for the API and the command line.
const LARGEST: usize = 16_000_000;
/// Faults that a page lists.
const LISTED: usize = 200;

/// A form with a file of accounts, of somebody who may bring them in: [`super::guard`] has seen to that.
pub struct Sent {
    fields: Parameters,
    file: Vec<u8>,
    _place: Option<OwnedSemaphorePermit>,
}

impl FromRequest<Arc<Site>> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Problem> {
        let sent::Sent { fields, mut files, place } = sent::sent(request, site, LARGEST).await?;
        uncut(&files, LARGEST)?;
        let file = files.remove("file").unwrap_or_default();
        Ok(Self { fields, file, _place: place })
    }
}

/// `GET /admin/transfer`.
pub async fn show(State(site): State<Arc<Site>>, guest: Guest, admin: Admin) -> Result<Response, Problem> {
    let view = empty(&site, &guest, &admin);
    guest.page_for(&site, &admin.account, &view)
}

fn empty(site: &Site, guest: &Guest, admin: &Admin) -> AdminTransfer {
    AdminTransfer {
        frame: frame(site, guest, admin, "transfer"),
        formats: FORMATS.iter().map(|(name, _)| *name).collect(),
        format: "ndjson".into(),
        megabytes: LARGEST / 1_000_000,
        ..AdminTransfer::default()
    }
}

/// `POST /admin/transfer/import`: looks at every record, and brings them in if that was asked for and nothing is wrong.
pub async fn import(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    sent: Sent,
) -> Result<Response, Problem> {
    let Sent { fields, file, _place } = sent;
    admin.guard(&site, &guest, &fields)?;
    let mut view = empty(&site, &guest, &admin);
    view.format = fields.get("format").unwrap_or_default().to_owned();
    view.vouch = fields.get("vouch").is_some();
    view.parameters = fields.get("parameters").unwrap_or_default().to_owned();
    match found(&site, &admin, &fields, &view, file).await {
        Ok((report, imported)) => {
            view.imported = imported;
            view.report = Some(shown(report));
        }
        Err(Wrong::Fault(fault)) => view.frame.error = Some(fault),
        Err(Wrong::Error(error)) => {
            let (fault, faults) = refused(error)?;
            (view.frame.error, view.frame.faults) = (Some(fault), faults);
        }
    }
    guest.page_for(&site, &admin.account, &view)
}

/// Why nothing was brought in.
enum Wrong {
    /// The form is wrong.
    Fault(Fault),
    /// The file is, or anything else.
    Error(Error),
}

impl From<Error> for Wrong {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

async fn found(
    site: &Site,
    admin: &Admin,
    fields: &Parameters,
    view: &AdminTransfer,
    file: Vec<u8>,
) -> Result<(Report, bool), Wrong> {
    if file.is_empty() {
        return Err(Wrong::Fault(Fault::new("error-admin-import-file").about("file")));
    }
    let format = FORMATS.iter().find(|(name, _)| *name == view.format).map(|(_, format)| *format);
    let format =
        format.ok_or_else(|| Wrong::Fault(Fault::new("error-admin-import-format").about("format")))?;
    let firebase = match format {
        Format::Firebase => {
            let read = serde_json::from_str::<Firebase>(&view.parameters).ok();
            let checked = read.filter(|project| project.check().is_ok());
            let wrong = || Wrong::Fault(Fault::new("error-admin-import-parameters").about("parameters"));
            Some(checked.ok_or_else(wrong)?)
        }
        _ => None,
    };
    let held = private_file::holding(&file);
    let held = held.map_err(|error| Error::Faulty(format!("the file cannot be kept: {error}")))?;
    drop(file);
    let options = Options { vouch: view.vouch, firebase };
    let source = Source { file: Arc::new(held), format, options };
    let wanted = fields.get("act") == Some("import");
    Ok(brought(admin.caller.accounts(site), source, (), wanted).await?)
}

fn shown(report: Report) -> ImportReport {
    let listed = report.faults.len().min(LISTED);
    ImportReport {
        clean: report.is_clean(),
        more: report.more_faults.saturating_add(report.faults.len().saturating_sub(listed) as u64),
        accounts: report.accounts,
        disabled: report.disabled,
        without_password: report.without_password,
        seeds: report.seeds,
        schemes: report.schemes.into_iter().map(|(name, count)| ImportScheme { name, count }).collect(),
        faults: report
            .faults
            .into_iter()
            .take(LISTED)
            .map(|(number, fault)| ImportFault { number, fault })
            .collect(),
    }
}

/// `POST /admin/transfer/export`: all accounts, without anything secret.
pub async fn export(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    admin.guard(&site, &guest, &fields)?;
    let form = match fields.get("format") {
        Some("csv") => Form::Csv,
        _ => Form::Ndjson,
    };
    given_out(&site, &admin.caller, form).await
}
