//! Files of accounts, brought in: all of them, or none.
//!
//! The body is the file as it is, of any length up to `admin.max_import`. It lies in a file without a name for as long as the request
//! takes, since an import reads it twice. Once it is there, whoever sent it may go away: what was begun is brought to its end.

use std::{collections::BTreeMap, fs::File, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    Caller,
    failure::{admin, problem},
    read::{Query, essence, unreadable},
};
use crate::{
    administration::{
        Error,
        account::Accounts,
        transfer::{Firebase, Format, Options, Source, import::Report},
    },
    web::{
        body::Fate,
        error::{self, Problem},
        extract::upload::COME_BACK,
        private_file::{self, Unkept},
        site::Site,
    },
};

/// Where accounts are imported: a body there may be large.
pub const IMPORTS: &str = "/api/v1/imports";
/// How many files are read at the same time.
pub const AT_A_TIME: usize = 2;
/// How a Firebase project hashes. It is a secret, so it stands in no address.
const FIREBASE: &str = "firebase-parameters";

/// The formats, as they are named.
pub const FORMATS: [(&str, Format); 5] = [
    ("ndjson", Format::Ndjson),
    ("csv", Format::Csv),
    ("django", Format::Django),
    ("keycloak", Format::Keycloak),
    ("firebase", Format::Firebase),
];

/// How the file is to be read, and what is to come of it.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// Who wrote the file: `ndjson` (as an export here does), `csv`, `django`, `keycloak` or `firebase`. Of `application/x-ndjson`
    /// and `text/csv` it is known.
    format: Option<String>,
    /// Only look at every record, and write nothing.
    #[serde(default)]
    dry_run: bool,
    /// Take every address as proved: codes may be sent there from the start.
    #[serde(default)]
    vouch_for_addresses: bool,
}

/// What is wrong with a record.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountFault {
    /// Its line in NDJSON and CSV, else its number; counted from 1.
    at: u64,
    /// What is wrong.
    fault: String,
}

/// What stands in a file of accounts, and what came of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountImport {
    /// `imported`; of a dry run `dry_run`, or `refused` if something is wrong with the file.
    outcome: String,
    /// Accounts without a fault of their own.
    accounts: u64,
    /// How many passwords come in which scheme of hashing.
    passwords: BTreeMap<String, u64>,
    /// How many accounts come without a password.
    without_password: u64,
    /// How many authenticator apps come.
    totp: u64,
    /// How many accounts may not sign in.
    disabled: u64,
    /// What is wrong, record by record; at most 1,000.
    faults: Vec<AccountFault>,
    /// Faults that are not in the list.
    more_faults: u64,
}

impl AccountImport {
    fn of(report: Report, outcome: &str) -> Self {
        let Report { accounts, schemes, without_password, seeds, disabled, faults, more_faults } = report;
        Self {
            outcome: outcome.to_owned(),
            accounts,
            passwords: schemes.into_iter().map(|(scheme, count)| (scheme.to_owned(), count)).collect(),
            without_password,
            totp: seeds,
            disabled,
            faults: faults.into_iter().map(|(at, fault)| AccountFault { at, fault }).collect(),
            more_faults,
        }
    }
}

/// Makes the accounts of a file, with the password hashes of the system they come from: all of them, or none. The whole file is
/// looked at before anything is written; a fault anywhere refuses it with every fault named by its line.
#[utoipa::path(
    post, path = "/api/v1/imports", operation_id = "import_accounts", tag = "Accounts",
    params(
        Asked,
        ("Firebase-Parameters" = Option<String>, Header,
            description = "With the format `firebase`: a JSON object with the signer_key, salt_separator, rounds and mem_cost of the project"),
    ),
    request_body(
        description = "The file: NDJSON, CSV, or for the other formats the JSON that they export",
        content((String = "application/x-ndjson"), (String = "text/csv"), (serde_json::Value = "application/json")),
    ),
    responses(
        (status = 200, description = "What a dry run found", body = AccountImport),
        (status = 201, description = "The accounts are made", body = AccountImport),
        (status = 409, description = "Meanwhile somebody took a name or an address; nothing was made",
            body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 413, description = "The file is larger than `admin.max_import`",
            body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 415, description = "The content type is none of these, or not that of the format",
            body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "Something is wrong with the file; nothing was made. `faults` names each line",
            body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 503, description = "Other files are being imported; come back later",
            body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
)]
pub async fn import(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Query(asked): Query<Asked>,
    request: Request,
) -> Result<Response, Problem> {
    let format = format_of(request.headers(), asked.format.as_deref())?;
    let firebase = firebase_of(request.headers(), format)?;
    let place = site.imports.clone().try_acquire_owned().map_err(|_| Problem::busy(COME_BACK))?;
    let held = received(&site, request).await?;
    let options = Options { vouch: asked.vouch_for_addresses, firebase };
    let source = Source { file: Arc::new(held), format, options };
    let wanted = !asked.dry_run;
    let outcome = brought(caller.accounts(&site), source, place, wanted).await;
    let (report, imported) = outcome.map_err(admin)?;
    match (imported, wanted, report.is_clean()) {
        (true, ..) => Ok(error::json(StatusCode::CREATED, AccountImport::of(report, "imported"))),
        (false, true, _) => Err(refused(&report, format.unit())),
        (false, false, clean) => {
            let outcome = if clean { "dry_run" } else { "refused" };
            Ok(error::json(StatusCode::OK, AccountImport::of(report, outcome)))
        }
    }
}

/// What is found in a file, and whether its accounts are here now: they are brought in if that is `wanted` and nothing is wrong.
/// `kept` is let go of when it is over, which it will be though nobody waits for it.
pub async fn brought(
    accounts: Accounts,
    source: Source,
    kept: impl Send + 'static,
    wanted: bool,
) -> Result<(Report, bool), Error> {
    let work = tokio::spawn(async move {
        let _kept = kept;
        let report = accounts.examine(&source).await?;
        let imported = wanted && report.is_clean();
        if imported {
            accounts.import(&source, &mut |_| {}).await?;
        }
        Ok::<_, Error>((report, imported))
    });
    work.await.unwrap_or_else(|error| Err(Error::Faulty(format!("the import was interrupted: {error}"))))
}

/// A real import of a file with faults.
fn refused(report: &Report, unit: &str) -> Problem {
    let mut faults: Vec<String> =
        report.faults.iter().map(|(number, fault)| format!("{unit} {number}: {fault}")).collect();
    if report.more_faults > 0 {
        faults.push(format!("and {} more", report.more_faults));
    }
    let count = (report.faults.len() as u64).saturating_add(report.more_faults);
    let description = format!("nothing was imported: {count} faults in the file");
    problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid", description).for_api(faults)
}

/// Who wrote a body of this type, if it can be of that format.
fn format_of(headers: &HeaderMap, named: Option<&str>) -> Result<Format, Problem> {
    use Format::{Csv, Django, Firebase, Keycloak, Ndjson};
    let of_type: &[Format] = match essence(headers).as_str() {
        "application/x-ndjson" | "application/ndjson" | "application/jsonl" | "application/x-jsonlines" => {
            &[Ndjson, Django]
        }
        "text/csv" => &[Csv],
        "application/json" => &[Django, Keycloak, Firebase],
        _ => &[],
    };
    let known = |name: &str| FORMATS.iter().find(|(known, _)| *known == name).map(|(_, format)| *format);
    let format = match named {
        Some(name) => Some(
            known(name)
                .ok_or_else(|| unreadable("format: ndjson, csv, django, keycloak or firebase".into()))?,
        ),
        None => None,
    };
    match (format, of_type) {
        (Some(format), fits) if fits.contains(&format) => Ok(format),
        (None, [first @ (Ndjson | Csv), ..]) => Ok(*first),
        (None, [_, ..]) => {
            Err(unreadable("format: django, keycloak or firebase, for application/json".into()))
        }
        _ => {
            let description = "the content type must be application/x-ndjson for ndjson, text/csv for csv, application/json for \
                               keycloak and firebase, and either JSON type for django";
            Err(problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", description))
        }
    }
}

/// How the project hashes, of a format that needs to know.
fn firebase_of(headers: &HeaderMap, format: Format) -> Result<Option<Firebase>, Problem> {
    if format != Format::Firebase {
        return Ok(None);
    }
    let given =
        headers.get(FIREBASE).and_then(|value| serde_json::from_slice::<Firebase>(value.as_bytes()).ok());
    let project = given.filter(|project| project.check().is_ok());
    let fault = "the header Firebase-Parameters must be a JSON object with signer_key, salt_separator, rounds and mem_cost";
    project.map(Some).ok_or_else(|| {
        problem(StatusCode::BAD_REQUEST, "invalid", "the file cannot be read").for_api(vec![fault.into()])
    })
}

/// The body, in a file of its own.
async fn received(site: &Site, request: Request) -> Result<File, Problem> {
    let (parts, body) = request.into_parts();
    let largest = u64::from(site.config.admin.max_import);
    let fate = parts.extensions.get::<Fate>().cloned().unwrap_or_default();
    fate.allow_bulk(largest);
    private_file::receive(body, largest).await.map_err(|unkept| match unkept {
        Unkept::TooLarge => {
            let description = format!("a file has at most {largest} bytes (admin.max_import)");
            problem(StatusCode::PAYLOAD_TOO_LARGE, "too_large", description)
        }
        Unkept::Broken(error) => fate.problem().unwrap_or_else(|| {
            problem(StatusCode::BAD_REQUEST, "invalid", "the body did not arrive whole").with_detail(error)
        }),
        Unkept::File(error) => Problem::internal(format!("the file cannot be kept: {error}")),
    })
}
