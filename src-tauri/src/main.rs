//! The Access Atlas window: `access-atlas [WORKSPACE]`.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    access_atlas::run()
}
