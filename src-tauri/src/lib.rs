//! The `access-atlas` window: commands, events and permissions around [`atlas_session`].
//!
//! ```text
//! ui (webview) ── invoke ──▶ commands ── one call ──▶ Session
//!      ◀── progress event ── work ◀── Job::new(listener)
//! ```
//!
//! Nothing is decided here. A command finds the open session, gives the work a [`work::Work`] entry
//! so that it can be watched and cancelled, and runs it on a blocking thread; the window stays
//! responsive whatever the size of the graph. Absent: analysis, layout, wording, network.

#[cfg(test)]
mod command_names;
mod commands;
mod dialogs;
mod frame;
mod ipc;
mod memory;
mod menu;
mod notify;
mod open;
mod work;

use std::path::PathBuf;
use std::process::ExitCode;

use tauri::{Manager, WebviewUrl, WebviewWindowBuilder};

/// Start the window; the first argument names a workspace to open.
#[must_use]
pub fn run() -> ExitCode {
    let workspace = std::env::args_os().nth(1).map(PathBuf::from);
    let builder = ipc::builder();
    let handler = builder.invoke_handler();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(work::Work::default())
        .manage(menu::Menus::default())
        .on_menu_event(|app, event| menu::chosen(app, event.id().as_ref()))
        .on_window_event(|window, event| {
            if matches!(event, tauri::WindowEvent::CloseRequested { .. }) {
                frame::keep(window);
            }
        })
        .invoke_handler(ipc::with_scene(handler))
        .setup(move |app| {
            builder.mount_events(app);
            let memory = memory::Memory::load(&app.path().app_config_dir()?);
            app.manage(memory);
            app.manage(open::Open::new(workspace, app.path().app_data_dir()?));
            window(app)?;
            Ok(())
        });
    match app.run(tauri::generate_context!()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            tracing::error!("the window could not be opened: {e}");
            ExitCode::from(4)
        }
    }
}

fn window(app: &tauri::App) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
        .title("Access Atlas")
        .inner_size(1440.0, 900.0)
        .min_inner_size(900.0, 600.0)
        .on_navigation(ours)
        .build()?;
    frame::restore(&window);
    Ok(())
}

/// Only the window's own page may be shown: a text from a file can never become a place to go to.
fn ours(url: &tauri::Url) -> bool {
    let own = url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost");
    own || (cfg!(debug_assertions) && url.host_str() == Some("localhost"))
}

/// Write the TypeScript bindings into the tree.
///
/// # Errors
/// Where a type has no TypeScript, or the file cannot be written.
pub fn write_bindings() -> Result<(), String> {
    ipc::export(concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/ipc/bindings.ts"))
}

#[cfg(test)]
mod tests {
    use super::ours;

    #[test]
    fn the_window_goes_nowhere_else() {
        let goes = |u: &str| ours(&u.parse().unwrap());
        assert!(goes("tauri://localhost/index.html"), "the window's own page");
        assert!(!goes("https://example.org/"), "a remote page");
        assert!(!goes("file:///etc/passwd"), "a file of the disk");
        assert!(!goes("data:text/html,x"), "a page made of text");
    }
}
