//! How pages look, as a form: those of the installation, and those of a sign-in to one client. The page itself has the look that it
//! is about.
//!
//! A form carries its logo with it, so a large body is read for who may change the look, and for a few at a time.

use std::sync::Arc;

use axum::{
    extract::{FromRequest, Request, State},
    response::Response,
};
use tokio::sync::OwnedSemaphorePermit;

use super::{
    Admin,
    frame::{found, frame, refused},
    sent,
};
use crate::{
    administration::{
        Error,
        brand::{
            LARGEST, Logo, Refused,
            draft::{Draft, Fault as Wrong, Wrong as Kind, id},
        },
        role::Permission,
    },
    oauth::parameters::Parameters,
    storage::{brand::Brand, client::Client},
    text::{
        palette::Shades,
        variables::{Mode, OUR_ROUND, ROUND, TONES, Variables},
    },
    web::{
        answer,
        api::version_of_brand,
        error::Problem,
        extract::{Fields, Path},
        guest::Guest,
        page::{AdminBrand, AdminFrame, BrandFault, BrandField, BrandGroup, BrandOwner, Fault},
        site::Site,
    },
};

/// Letters of what was typed that are shown again.
const SHOWN: usize = 200;

/// A form with a logo, of somebody who may set it: [`super::guard`] has seen to that.
pub struct Sent {
    fields: Parameters,
    file: Vec<u8>,
    _place: Option<OwnedSemaphorePermit>,
}

impl FromRequest<Arc<Site>> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Problem> {
        let sent::Sent { fields, mut files, place } = sent::sent(request, site, LARGEST).await?;
        Ok(Self { fields, file: files.remove("logo").unwrap_or_default(), _place: place })
    }
}

/// Whose look it is.
struct Whose(Option<Client>);

impl Whose {
    async fn client(site: &Site, client_id: &str) -> Result<Self, Problem> {
        found(site.clients().find(client_id).await).map(|client| Self(Some(client)))
    }

    fn id(&self) -> Option<&str> {
        self.0.as_ref().map(|client| client.client_id.as_str())
    }

    fn there(&self, notice: &str) -> Response {
        let place = match self.id() {
            None => "/admin/brand".to_owned(),
            Some(client_id) => {
                let id: String = form_urlencoded::byte_serialize(client_id.as_bytes()).collect();
                format!("/admin/clients/{id}/brand")
            }
        };
        answer::see_other(&format!("{place}?notice={notice}"))
    }
}

/// `GET /admin/brand`.
pub async fn show(State(site): State<Arc<Site>>, guest: Guest, admin: Admin) -> Result<Response, Problem> {
    shown(&site, &guest, &admin, &Whose(None)).await
}

/// `GET /admin/clients/{client_id}/brand`.
pub async fn show_of_client(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(client_id): Path<String>,
) -> Result<Response, Problem> {
    let whose = Whose::client(&site, &client_id).await?;
    shown(&site, &guest, &admin, &whose).await
}

/// `POST /admin/brand`: makes the look say what the form says.
pub async fn save(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    sent: Sent,
) -> Result<Response, Problem> {
    admin.guard(&site, &guest, &sent.fields)?;
    saved(&site, &guest, &admin, &Whose(None), sent).await
}

/// `POST /admin/clients/{client_id}/brand`.
pub async fn save_of_client(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(client_id): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    admin.guard(&site, &guest, &sent.fields)?;
    let whose = Whose::client(&site, &client_id).await?;
    saved(&site, &guest, &admin, &whose, sent).await
}

/// `POST /admin/brand/remove`: returns to ours.
pub async fn remove(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    admin.guard(&site, &guest, &fields)?;
    removed(&site, &guest, &admin, &Whose(None), &fields).await
}

/// `POST /admin/clients/{client_id}/brand/remove`: returns to the look of the installation.
pub async fn remove_of_client(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(client_id): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    admin.guard(&site, &guest, &fields)?;
    let whose = Whose::client(&site, &client_id).await?;
    removed(&site, &guest, &admin, &whose, &fields).await
}

async fn find(site: &Site, whose: &Whose) -> Result<Brand, Problem> {
    found(site.brands().find(whose.id()).await)
}

async fn shown(site: &Site, guest: &Guest, admin: &Admin, whose: &Whose) -> Result<Response, Problem> {
    let brand = find(site, whose).await?;
    let view = view(site, guest, admin, (whose, &brand), &Draft::from(&brand), &[]);
    page(site, guest, admin, whose, &view)
}

fn page(
    site: &Site,
    guest: &Guest,
    admin: &Admin,
    whose: &Whose,
    view: &AdminBrand,
) -> Result<Response, Problem> {
    guest.page_like(site, &admin.account, whose.id().unwrap_or_default(), view)
}

async fn saved(
    site: &Site,
    guest: &Guest,
    admin: &Admin,
    whose: &Whose,
    sent: Sent,
) -> Result<Response, Problem> {
    let Sent { fields, file, _place } = sent;
    let before = find(site, whose).await?;
    let draft = read(&fields);
    let logo = match (file.is_empty(), fields.get("no_logo")) {
        (false, _) => Logo::Draw(file),
        (true, Some(_)) => Logo::Remove,
        (true, None) => Logo::Keep,
    };
    let outcome = if fields.get("version") == Some(version_of_brand(&before)) {
        admin.caller.brands(site).replace(&before, draft.clone(), logo).await
    } else {
        Err(Error::Raced.into())
    };
    let (faults, error) = match outcome {
        Ok(_) => {
            site.looks.forget();
            return Ok(whose.there("saved"));
        }
        Err(Refused::Faults(faults)) => (faults, (Fault::new("error-admin-invalid"), Vec::new())),
        Err(Refused::Error(error)) => (Vec::new(), refused(error)?),
    };
    let mut view = view(site, guest, admin, (whose, &before), &draft, &faults);
    (view.frame.error, view.frame.faults) = (Some(error.0), error.1);
    page(site, guest, admin, whose, &view)
}

async fn removed(
    site: &Site,
    guest: &Guest,
    admin: &Admin,
    whose: &Whose,
    fields: &Parameters,
) -> Result<Response, Problem> {
    let before = find(site, whose).await?;
    let outcome = if fields.get("version") == Some(version_of_brand(&before)) {
        admin.caller.brands(site).remove(&before).await
    } else {
        Err(Error::Raced)
    };
    let Err(error) = outcome else {
        site.looks.forget();
        return Ok(whose.there("done"));
    };
    let mut view = view(site, guest, admin, (whose, &before), &Draft::from(&before), &[]);
    view.frame.error = Some(refused(error)?.0);
    page(site, guest, admin, whose, &view)
}

/// What the form says.
fn read(fields: &Parameters) -> Draft {
    let typed =
        |name: &str| fields.get(name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let mut variables = Variables::default();
    for mode in Mode::ALL {
        let set = TONES.iter().filter_map(|&(name, _)| Some((name.to_owned(), typed(&id(name, mode))?)));
        variables.of_mut(mode).extend(set);
    }
    variables.light.extend(typed(ROUND).map(|round| (ROUND.to_owned(), round)));
    Draft { name: typed("name"), accent: typed("accent"), accent_dark: typed("accent_dark"), variables }
}

/// The form, as it was typed or as the look is.
fn view(
    site: &Site,
    guest: &Guest,
    admin: &Admin,
    (whose, brand): (&Whose, &Brand),
    draft: &Draft,
    faults: &[Wrong],
) -> AdminBrand {
    let (here, write) = match whose.0 {
        None => ("brand", Permission::BrandsWrite),
        Some(_) => ("clients", Permission::ClientsWrite),
    };
    AdminBrand {
        client: whose.0.as_ref().map(|client| BrandOwner {
            id: client.client_id.clone(),
            name: client.metadata.client_name.clone(),
        }),
        version: version_of_brand(brand).to_owned(),
        may_change: admin.caller.may(write),
        is_set: !brand.brand_id.is_empty(),
        logo: brand.logo_type.as_ref().map(|_| format!("/brand/{}/logo.png", brand.brand_id)),
        megabytes: LARGEST / 1_000_000,
        ..form(frame(site, guest, admin, here), draft, faults)
    }
}

/// The fields of a look.
fn form(frame: AdminFrame, draft: &Draft, faults: &[Wrong]) -> AdminBrand {
    let field = |part: &'static str, mode: Mode, value: Option<&String>, ours: &str| {
        let id = id(part, mode);
        BrandField {
            part,
            value: value.map(|text| text.chars().take(SHOWN).collect()).unwrap_or_default(),
            ours: ours.to_owned(),
            is_wrong: faults.iter().any(|fault| fault.id() == id),
            id,
        }
    };
    let group = |mode: Mode| {
        let ours = Shades::ours(mode).named();
        let fields = TONES.iter().map(|&(name, _)| {
            let own = ours.iter().find(|(other, _)| *other == name).map(|(_, colour)| colour.to_string());
            field(name, mode, draft.variables.of(mode).get(name), &own.unwrap_or_default())
        });
        BrandGroup { mode: if mode == Mode::Dark { "dark" } else { "light" }, fields: fields.collect() }
    };
    let accent = Shades::ours(Mode::Light).accent.to_string();
    let beside = |fault: &Wrong| !["name", "logo", "accent"].contains(&fault.part.as_str());
    AdminBrand {
        frame,
        name: field("name", Mode::Light, draft.name.as_ref(), ""),
        picture: field("logo", Mode::Light, None, ""),
        accents: vec![
            field("accent", Mode::Light, draft.accent.as_ref(), &accent),
            field("accent", Mode::Dark, draft.accent_dark.as_ref(), ""),
        ],
        round: field(ROUND, Mode::Light, draft.variables.light.get(ROUND), OUR_ROUND),
        groups: Mode::ALL.map(group).into(),
        is_open: !draft.variables.is_empty() || faults.iter().any(beside),
        wrong: faults.iter().map(told).collect(),
        ..AdminBrand::default()
    }
}

/// What is wrong with a part, in the person's words.
fn told(fault: &Wrong) -> BrandFault {
    let mut told = BrandFault {
        id: fault.id(),
        part: fault.part.clone(),
        dark: fault.mode == Mode::Dark,
        key: match &fault.wrong {
            Kind::Name => "error-brand-name",
            Kind::Colour(_) | Kind::Unknown => "error-brand-colour",
            Kind::Length(_) => "error-brand-round",
            Kind::Alone => "error-brand-alone",
            Kind::Faint(_) => "error-brand-contrast",
            Kind::Picture(unfit) => unfit.key(),
            Kind::Large => "error-brand-large",
        },
        ..BrandFault::default()
    };
    if let Kind::Faint(pair) = &fault.wrong {
        (told.upper, told.lower) = (pair.upper.1.to_string(), pair.lower.1.to_string());
        (told.ratio, told.least) = (format!("{:.2}", pair.rounded()), pair.least.to_string());
    }
    told
}
