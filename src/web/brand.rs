//! How pages look here: which look holds for a page, and the style and logo that it refers to.
//!
//! The looks themselves are the operator's (`administration::brand`). They are read once a second at most, and pages never fail for
//! want of one. An address names one state of one look, so it never changes what it means.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use super::{answer, assets, error::Problem, extract::Path, page, site::Site};
use crate::{
    administration::brand::style,
    app::App,
    clock::Timestamp,
    storage::{
        self,
        brand::{Brand, INSTALLATION},
    },
};

/// How long a change takes to be seen.
const FRESH: Duration = Duration::from_secs(1);
const POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; sandbox; base-uri 'none'; frame-ancestors 'none'");

/// The looks as they were read last.
#[derive(Debug, Default)]
pub struct Looks(Mutex<Option<(Timestamp, Arc<All>)>>);

/// Looks by their owners.
pub type All = BTreeMap<String, Kept>;

/// One of them, with the text of its style: that is made when it is read, and not for every page.
#[derive(Debug)]
pub struct Kept {
    brand: Brand,
    css: String,
}

fn kept(brands: impl IntoIterator<Item = Brand>) -> All {
    let kept = |brand: Brand| (brand.owner.clone(), Kept { css: style(&brand), brand });
    brands.into_iter().map(kept).collect()
}

impl Looks {
    /// The looks that hold now.
    pub async fn current(&self, app: &App) -> Arc<All> {
        let now = app.clock.now();
        let before = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((read_at, all)) = &before
            && now.since(*read_at) < FRESH
        {
            return Arc::clone(all);
        }
        let read = async { storage::brand::all(&mut app.database.read().await?).await };
        let all = match read.await {
            Ok(all) => Arc::new(kept(all)),
            Err(error) => {
                tracing::warn!(error = error.to_string(), "the looks of pages cannot be read");
                before.map(|(_, all)| all).unwrap_or_default()
            }
        };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(&all)));
        all
    }

    /// Has them read anew, after a change that was made here.
    pub fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// What a page for this client is given: its own look, and for what that does not say the installation's. A style is of one look:
/// its colours were judged together.
pub fn of(all: &All, client_id: &str) -> page::Look {
    let own = all.get(client_id).filter(|_| client_id != INSTALLATION);
    let looks: Vec<&Kept> = own.into_iter().chain(all.get(INSTALLATION)).collect();
    let with = |has: fn(&Brand) -> bool| looks.iter().find(|look| has(&look.brand));
    let styled = with(Brand::is_styled);
    page::Look {
        name: looks.iter().find_map(|look| look.brand.name.clone()),
        logo: with(|brand| brand.logo_type.is_some())
            .map(|look| format!("/brand/{}/logo.png", look.brand.brand_id)),
        style: styled.map(|look| format!("/brand/{}/style.css", look.brand.brand_id)),
        css: styled.map(|look| look.css.clone()),
    }
}

/// `GET /brand/{id}/style.css`.
pub async fn show_style(State(site): State<Arc<Site>>, Path(id): Path<String>) -> Result<Response, Problem> {
    let all = site.looks.current(&site.app).await;
    let look = all.values().find(|look| look.brand.brand_id == id).ok_or_else(answer::missing)?;
    Ok((
        [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, assets::FOR_EVER)],
        look.css.clone(),
    )
        .into_response())
}

/// `GET /brand/{id}/logo.png`.
pub async fn show_logo(State(site): State<Arc<Site>>, Path(id): Path<String>) -> Result<Response, Problem> {
    let found = storage::brand::logo(&mut site.database.read().await?, &id).await?;
    let (content, media_type) = found.ok_or_else(answer::missing)?;
    let media_type = HeaderValue::try_from(media_type).map_err(Problem::internal)?;
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, HeaderValue::from_static(assets::FOR_EVER)),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    Ok((headers, content).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::variables::Variables;

    #[test]
    fn what_a_client_does_not_say_the_installation_does() {
        let house = Brand {
            brand_id: "h".into(),
            name: Some("Acme".into()),
            accent: Some("#115e56".into()),
            logo_type: Some("image/png".into()),
            ..Brand::default()
        };
        let shop = Brand {
            owner: "shop".into(),
            brand_id: "s".into(),
            name: Some("Shop".into()),
            ..Brand::default()
        };
        let all = kept([house.clone(), shop.clone()]);
        let look = of(&all, "shop");
        assert_eq!(look.name.as_deref(), Some("Shop"));
        assert_eq!(look.logo.as_deref(), Some("/brand/h/logo.png"));
        assert_eq!(look.style.as_deref(), Some("/brand/h/style.css"));
        assert_eq!(look.css, Some(style(&house)));
        for other in ["", "unheard-of"] {
            assert_eq!(of(&all, other).name.as_deref(), Some("Acme"), "{other}");
        }
        assert_eq!(of(&All::new(), "shop"), page::Look::default());
        let round = Brand {
            variables: Variables {
                light: [("round".to_owned(), "0".to_owned())].into(),
                ..Variables::default()
            },
            ..shop
        };
        let look = of(&kept([house, round.clone()]), "shop");
        assert_eq!(look.style.as_deref(), Some("/brand/s/style.css"), "and not half of the other");
        assert_eq!(look.css, Some(style(&round)));
    }
}
