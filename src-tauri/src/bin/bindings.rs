//! Writes `ui/src/ipc/bindings.ts`, the TypeScript side of the commands, and exits.

fn main() -> std::process::ExitCode {
    match access_atlas::write_bindings() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(reason) => {
            let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("{reason}\n").as_bytes());
            std::process::ExitCode::FAILURE
        }
    }
}
