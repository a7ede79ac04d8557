//! [`Menus`]: the native menus, made of the page's own list of commands.
//!
//! The page sends every command with its words, its chord and whether it can be run now; a choice goes
//! back as [`MenuChosen`] and the page runs it. Nothing is a menu item that is not a command, except what
//! the platform itself does to text. Rebuilt only where the list changes; words and enabled states are
//! set in place.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use tauri::menu::{IsMenuItem, Menu, MenuBuilder, MenuItem, MenuItemBuilder, Submenu, SubmenuBuilder};
use tauri::{AppHandle, Wry};
use tauri_specta::Event;

/// A command of the page, as a menu shows it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MenuRow {
    /// Its stable name.
    pub(crate) id: String,
    /// Its words.
    pub(crate) title: String,
    /// The menu it stands in.
    pub(crate) group: String,
    /// Its chord, `Mod+Shift+P`; null without one.
    pub(crate) keys: Option<String>,
    /// Whether it can be run now.
    pub(crate) enabled: bool,
    /// Whether a line is drawn above it.
    pub(crate) apart: bool,
}

/// The id of a command that was chosen from a menu.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize, specta::Type, Event)]
pub(crate) struct MenuChosen(pub(crate) String);

/// Longest title that a menu shows, in characters: names from files stand in some.
const LONGEST: usize = 80;
/// The menu that also holds what the platform does to text.
const EDIT: &str = "Edit";
/// Text editing: its id, its words, and what the web view calls it.
const OF_TEXT: [(&str, &str, &str); 3] =
    [("text-cut", "Cut", "Cut"), ("text-paste", "Paste", "Paste"), ("text-select-all", "Select all", "SelectAll")];

/// The menus that stand now.
#[derive(Default)]
pub(crate) struct Menus {
    now: Mutex<Standing>,
}

/// Items by the id of their command.
type Items = BTreeMap<String, MenuItem<Wry>>;

#[derive(Default)]
struct Standing {
    rows: Vec<MenuRow>,
    items: Items,
}

impl Menus {
    /// Show these rows.
    ///
    /// # Errors
    /// Where the platform refuses a menu.
    pub(crate) fn set(&self, app: &AppHandle, rows: Vec<MenuRow>) -> tauri::Result<()> {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        if same_shape(&now.rows, &rows) {
            for (was, row) in now.rows.iter().zip(&rows) {
                let Some(item) = now.items.get(&row.id) else { continue };
                if was.title != row.title {
                    item.set_text(label(&row.title))?;
                }
                if was.enabled != row.enabled {
                    item.set_enabled(row.enabled)?;
                }
            }
        } else {
            let (menu, items) = build(app, &rows)?;
            app.set_menu(menu)?;
            now.items = items;
        }
        now.rows = rows;
        Ok(())
    }
}

/// Whether only words and enabled states differ.
fn same_shape(a: &[MenuRow], b: &[MenuRow]) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|(x, y)| x.id == y.id && x.group == y.group && x.keys == y.keys && x.apart == y.apart)
}

/// The groups in the order in which they first appear.
fn groups(rows: &[MenuRow]) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    for row in rows {
        if !out.contains(&row.group.as_str()) {
            out.push(&row.group);
        }
    }
    out
}

fn build(app: &AppHandle, rows: &[MenuRow]) -> tauri::Result<(Menu<Wry>, Items)> {
    let mut items = BTreeMap::new();
    let mut menus: Vec<Submenu<Wry>> = Vec::new();
    for group in groups(rows) {
        let mut menu = SubmenuBuilder::new(app, format!("&{group}"));
        for (n, row) in rows.iter().filter(|r| r.group == group).enumerate() {
            if row.apart && n > 0 {
                menu = menu.separator();
            }
            let item = item(app, row)?;
            menu = menu.item(&item);
            items.insert(row.id.clone(), item);
        }
        if group == EDIT {
            menu = menu.separator();
            for (id, title, _) in OF_TEXT {
                menu = menu.item(&MenuItemBuilder::with_id(id, title).build(app)?);
            }
        }
        menus.push(menu.build()?);
    }
    let all: Vec<&dyn IsMenuItem<Wry>> = menus.iter().map(|m| m as &dyn IsMenuItem<Wry>).collect();
    Ok((MenuBuilder::new(app).items(&all).build()?, items))
}

fn item(app: &AppHandle, row: &MenuRow) -> tauri::Result<MenuItem<Wry>> {
    let plain = || MenuItemBuilder::with_id(&row.id, label(&row.title)).enabled(row.enabled);
    if let Some(keys) = row.keys.as_deref().and_then(accelerator) {
        // A chord that this platform cannot show is still one of the page's.
        if let Ok(item) = plain().accelerator(keys).build(app) {
            return Ok(item);
        }
    }
    plain().build(app)
}

/// A title as a menu shows it: `&` would underline a letter, and a long name would fill the screen.
fn label(title: &str) -> String {
    let mut out: String = title.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    if title.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out.replace('&', "&&")
}

/// The chord as the platform wants it; none for those that belong to whoever writes in a field, which a
/// menu would take away, and for single characters, which are text.
fn accelerator(keys: &str) -> Option<String> {
    const OF_FIELDS: [&str; 7] = ["Mod+C", "Mod+X", "Mod+V", "Mod+A", "Mod+Z", "Mod+Shift+Z", "Mod+Y"];
    let rest = keys.strip_prefix("Mod+")?;
    // "+" is on another key on every keyboard.
    (!OF_FIELDS.contains(&keys) && !rest.ends_with('+')).then(|| format!("CmdOrCtrl+{rest}"))
}

/// Something was chosen: a command goes to the page, text editing to the web view.
pub(crate) fn chosen(app: &AppHandle, id: &str) {
    if let Some((_, _, act)) = OF_TEXT.iter().find(|(own, _, _)| *own == id) {
        edit_text(app, act);
    } else {
        // A window that is closing has nobody to tell.
        let _ = MenuChosen(id.to_owned()).emit(app);
    }
}

#[cfg(target_os = "linux")]
fn edit_text(app: &AppHandle, act: &'static str) {
    use tauri::Manager;
    use webkit2gtk::WebViewExt;
    let Some(window) = app.get_webview_window("main") else { return };
    if let Err(e) = window.with_webview(move |view| view.inner().execute_editing_command(act)) {
        tracing::warn!("{act}: {e}");
    }
}

#[cfg(not(target_os = "linux"))]
fn edit_text(app: &AppHandle, act: &'static str) {
    use tauri::Manager;
    let Some(window) = app.get_webview_window("main") else { return };
    let name = if act == "SelectAll" { "selectAll".to_owned() } else { act.to_lowercase() };
    if let Err(e) = window.eval(format!("document.execCommand('{name}')")) {
        tracing::warn!("{act}: {e}");
    }
}

#[cfg(test)]
mod tests {
    use super::{MenuRow, accelerator, groups, label, same_shape};

    fn row(id: &str, group: &str, title: &str) -> MenuRow {
        MenuRow { id: id.into(), title: title.into(), group: group.into(), keys: None, enabled: true, apart: false }
    }

    #[test]
    fn groups_stand_in_the_order_of_the_list() {
        let rows = [row("a", "File", "A"), row("b", "View", "B"), row("c", "File", "C")];
        assert_eq!(groups(&rows), ["File", "View"]);
    }

    #[test]
    fn other_words_and_states_are_no_other_menu() {
        let a = [row("undo", "Edit", "Undo")];
        let mut b = [row("undo", "Edit", "Undo: mark vault")];
        b[0].enabled = false;
        assert!(same_shape(&a, &b), "the menu that is open stays open");
        assert!(!same_shape(&a, &[row("redo", "Edit", "Undo")]), "another command is another menu");
    }

    #[test]
    fn a_menu_takes_no_key_away_from_a_field() {
        assert_eq!(accelerator("Mod+Shift+P").as_deref(), Some("CmdOrCtrl+Shift+P"));
        for keys in ["Mod+C", "Mod+Z", "Mod+A", "?", "Alt+ArrowLeft", "Mod++"] {
            assert_eq!(accelerator(keys), None, "{keys} stays with the page");
        }
    }

    #[test]
    fn a_name_from_a_file_is_a_short_text() {
        assert_eq!(label("R&D\n"), "R&&D", "no letter is underlined, no line broken");
        assert_eq!(label(&"x".repeat(500)).chars().count(), 81);
    }
}
