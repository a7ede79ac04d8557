// The one list of commands, shared with the build script. `ipc.rs` tests that it equals what is
// collected there and what the capability grants.

/// Every command, in the order of `ipc::builder`.
pub(crate) const COMMANDS: &[&str] = &[
    "start",
    "workspace",
    "open_workspace",
    "open_sample",
    "import_files",
    "scene",
    "search",
    "inspect",
    "inspect_group",
    "paths",
    "choke_points",
    "outliers",
    "clusters",
    "exposure",
    "escalations",
    "kinds",
    "export_scene",
    "set_tier",
    "set_kind",
    "set_setting",
    "cancel",
    "choose_files",
    "choose_workspace",
    "choose_target",
];
