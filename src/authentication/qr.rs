//! QR codes for other devices to read.

use qrcode::{EcLevel, QrCode, render::svg};

/// A drawing of `text` as SVG without its XML declaration; `None` only when it is too long.
pub fn drawing(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    // Black on white with a white border, also where the page is dark: readers need it (ISO/IEC 18004 section 9.1).
    let image = code
        .render::<svg::Color>()
        .min_dimensions(240, 240)
        .quiet_zone(true)
        .dark_color(svg::Color("#000"))
        .light_color(svg::Color("#fff"))
        .build();
    image.find("<svg").and_then(|start| image.get(start..)).map(str::to_owned)
}
