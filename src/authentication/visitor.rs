//! The browser at the other end, as the guide may know it.

use std::net::IpAddr;

/// Who is calling: cookies, address, and the name the browser gives itself.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The browser's secret, from its cookie; made anew when it had none.
    pub browser: String,
    /// The session's secret, from its cookie.
    pub session: Option<String>,
    /// The secrets of the sessions that are not in use, from theirs.
    pub others: Vec<String>,
    /// Where the request came from, behind trusted proxies.
    pub address: IpAddr,
    /// The `User-Agent`, shortened.
    pub user_agent: String,
    /// The language that the browser asks for, one of ours.
    pub language: String,
    /// For which other browser it may act; none makes itself such a one.
    pub stands_in: Option<StandIn>,
}

/// The first browser of a handover, for whose journey another device makes one attempt. Only the guide makes one, after
/// that browser has confirmed the device.
#[derive(Clone, Debug)]
pub struct StandIn {
    /// The digest of that browser's secret.
    pub(in crate::authentication) browser_hash: Vec<u8>,
    /// The session it had.
    pub(in crate::authentication) session_id: Option<String>,
}

impl Visitor {
    /// The network the address belongs to, for limits: an IPv4 address itself, the /64 of an IPv6 one.
    pub fn network(&self) -> String {
        network(self.address)
    }

    /// "Firefox (Linux)": enough for a person to recognise a device.
    pub fn label(&self) -> String {
        label(&self.user_agent)
    }
}

/// The network that an address belongs to, for limits.
pub fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            if let Some(inner) = address.to_ipv4_mapped() {
                inner.to_string()
            } else {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        }
    }
}

/// "Firefox (Linux)" from a `User-Agent`: names only, which are the same in every language.
pub fn label(user_agent: &str) -> String {
    // Order matters: Edge and Opera also say Chrome, Chrome also says Safari, Android also says Linux.
    let browsers = [
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrom", "Chrome"),
        ("Safari", "Safari"),
    ];
    let systems = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let named = |table: &[(&str, &'static str)]| {
        table.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    match (named(&browsers), named(&systems)) {
        (Some(browser), Some(system)) => format!("{browser} ({system})"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => user_agent.split(['/', ' ']).next().unwrap_or_default().chars().take(40).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_get_names_people_know() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36";
        assert_eq!(label(chrome), "Chrome (Linux)");
        assert_eq!(
            label("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1"),
            "Safari (iPhone)"
        );
        assert_eq!(label("curl/8.1"), "curl");
    }

    #[test]
    fn one_ipv6_customer_is_one_network() {
        let visitor = |address: &str| Visitor {
            browser: String::new(),
            session: None,
            others: Vec::new(),
            address: address.parse().unwrap(),
            user_agent: String::new(),
            language: "en".into(),
            stands_in: None,
        };
        assert_eq!(visitor("2001:db8:1:2:3::4").network(), visitor("2001:db8:1:2:ffff::9").network());
        assert_eq!(visitor("::ffff:192.0.2.1").network(), "192.0.2.1");
    }
}
