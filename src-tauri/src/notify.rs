//! Notifications of the desktop, by its own protocol (freedesktop.org Desktop Notifications 1.2). Other
//! platforms blink in the taskbar instead, and the window keeps the message either way.

/// Show a notification; false where nobody shows it. Texts may hold names from files: markup is escaped.
#[cfg(target_os = "linux")]
pub(crate) async fn show(title: &str, body: &str) -> bool {
    use std::collections::HashMap;
    const NAME: &str = "org.freedesktop.Notifications";
    const EXPIRES_MS: i32 = 8000;
    let sent = async {
        let bus = zbus::Connection::session().await?;
        let hints: HashMap<&str, zbus::zvariant::Value<'_>> = HashMap::new();
        let icon = "access-atlas";
        let content =
            ("Access Atlas", 0_u32, icon, short(title), escaped(&short(body)), Vec::<&str>::new(), hints, EXPIRES_MS);
        bus.call_method(Some(NAME), "/org/freedesktop/Notifications", Some(NAME), "Notify", &content).await
    };
    match sent.await {
        Ok(_) => true,
        Err(e) => {
            tracing::debug!("no notification was shown: {e}");
            false
        }
    }
}

/// Show a notification; false where nobody shows it.
#[cfg(not(target_os = "linux"))]
pub(crate) async fn show(_title: &str, _body: &str) -> bool {
    false
}

#[cfg(any(target_os = "linux", test))]
fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(200).collect()
}

#[cfg(any(target_os = "linux", test))]
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_makes_no_markup() {
        assert_eq!(super::escaped(&super::short("<a href=x>\n&")), "&lt;a href=x&gt;&amp;");
    }
}
