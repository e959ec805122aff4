//! Accounts in numbers: a file of them looked at and brought in, and all of them given out.
//!
//! What an upload brings lies in a file of its own, readable by nobody else, for as long as the request takes: an import reads
//! it twice. Each request carries the whole file, so that it does not matter which node answers.

use std::{
    fs::{File, OpenOptions},
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::PathBuf,
    sync::Arc,
};

use axum::{
    body::Body,
    extract::{FromRequest, FromRequestParts, Request, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures_util::stream;
use tokio::{io::AsyncReadExt, sync::OwnedSemaphorePermit};

use super::{
    Admin, CSRF,
    frame::{frame, refused},
};
use crate::{
    administration::{
        Error,
        transfer::{Firebase, Format, Options, Source, export::Form, import::Report},
    },
    oauth::parameters::Parameters,
    web::{
        api::failure,
        body::Fate,
        error::Problem,
        extract::{
            Fields,
            upload::{COME_BACK, is_multipart, read_file, whole},
        },
        guest::Guest,
        page::{AdminTransfer, Fault, ImportFault, ImportReport, ImportScheme},
        site::Site,
    },
};

/// Most bytes of a file that a browser sends; longer ones are for the command line.
const LARGEST: usize = 16_000_000;
/// Bytes of a file that are sent at a time.
const CHUNK: usize = 64 * 1024;
/// Faults that a page lists.
const LISTED: usize = 200;

/// The formats, as the form names them.
const FORMATS: [(&str, Format); 5] = [
    ("ndjson", Format::Ndjson),
    ("csv", Format::Csv),
    ("django", Format::Django),
    ("keycloak", Format::Keycloak),
    ("firebase", Format::Firebase),
];

/// A file that is nobody else's, and gone with this.
struct Private(PathBuf);

impl Private {
    fn create(site: &Site) -> std::io::Result<(Self, File)> {
        let path = std::env::temp_dir().join(format!("doorward-{}", site.random.token()));
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
        Ok((Self(path), file))
    }
}

impl Drop for Private {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0) {
            tracing::error!(%error, path = %self.0.display(), "a file of accounts could not be removed");
        }
    }
}

/// A form with a file of accounts, of somebody who may bring them in: [`super::guard`] has seen to that.
pub struct Sent {
    fields: Parameters,
    file: Vec<u8>,
    _place: Option<OwnedSemaphorePermit>,
}

impl FromRequest<Arc<Site>> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Problem> {
        if !is_multipart(request.headers()) {
            let Fields(fields) = Fields::from_request(request, site).await?;
            return Ok(Self { fields, file: Vec::new(), _place: None });
        }
        let (mut parts, body) = request.into_parts();
        site.csrf.same_origin(&parts.headers).map_err(Problem::forged)?;
        Admin::from_request_parts(&mut parts, site).await?;
        let place = site.uploads.clone().try_acquire_owned().map_err(|_| Problem::busy(COME_BACK))?;
        if let Some(fate) = parts.extensions.get::<Fate>() {
            fate.allow(whole(LARGEST));
        }
        let (fields, mut files) = read_file(&parts.headers, body, LARGEST).await?;
        let file = files.remove("file").unwrap_or_default();
        Ok(Self { fields, file, _place: Some(place) })
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
    guest.guard(&site, CSRF, &fields)?;
    let mut view = empty(&site, &guest, &admin);
    view.format = fields.get("format").unwrap_or_default().to_owned();
    view.vouch = fields.get("vouch").is_some();
    view.parameters = fields.get("parameters").unwrap_or_default().to_owned();
    match brought(&site, &admin, &fields, &view, file).await {
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

async fn brought(
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
    let kept = Private::create(site).and_then(|(private, mut out)| {
        out.write_all(&file)?;
        Ok(private)
    });
    let private = kept.map_err(|error| Error::Faulty(format!("the file cannot be kept: {error}")))?;
    drop(file);
    let options = Options { vouch: view.vouch, firebase };
    let source = Source { path: private.0.clone(), format, options };
    let accounts = admin.caller.accounts(site);
    let report = accounts.examine(&source).await.map_err(|error| nameless(error, &private))?;
    let wanted = fields.get("act") == Some("import");
    if !(wanted && report.is_clean()) {
        return Ok((report, false));
    }
    accounts.import(&source, &mut |_| {}).await.map_err(|error| nameless(error, &private))?;
    Ok((report, true))
}

/// The same without where the file lies, which means nothing to whoever sent it.
fn nameless(error: Error, private: &Private) -> Error {
    let path = format!("{}: ", private.0.display());
    match error {
        Error::Invalid(faults) => {
            Error::Invalid(faults.into_iter().map(|fault| fault.replace(&path, "")).collect())
        }
        error => error,
    }
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
    guest.guard(&site, CSRF, &fields)?;
    let (form, name, kind) = match fields.get("format") {
        Some("csv") => (Form::Csv, "accounts.csv", "text/csv; charset=utf-8"),
        _ => (Form::Ndjson, "accounts.ndjson", "application/x-ndjson"),
    };
    let (private, file) = Private::create(&site).map_err(Problem::internal)?;
    let mut out = std::io::BufWriter::new(file);
    admin.caller.accounts(&site).export(form, &mut out).await.map_err(failure)?;
    out.flush().map_err(Problem::internal)?;
    let file = tokio::fs::File::open(&private.0).await.map_err(Problem::internal)?;
    let pieces = stream::try_unfold((file, private), |(mut file, private)| async move {
        let mut piece = vec![0; CHUNK];
        let read = file.read(&mut piece).await?;
        piece.truncate(read);
        Ok::<_, std::io::Error>((read > 0).then_some((piece, (file, private))))
    });
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::try_from(format!("attachment; filename=\"{name}\"")).map_err(Problem::internal)?,
        ),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}
