//! Declares the commands of the window. A declared command is denied to every page unless the
//! capability in `capabilities/main.json` grants it; one that is not declared does not exist.

include!("src/command_names.rs");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=src/command_names.rs");
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
