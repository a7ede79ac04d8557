//! The `atlas` command as a person calls it: one temporary folder, one workspace, words in, text out.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

/// A workspace in a folder of its own.
pub(crate) struct Atlas {
    folder: TempDir,
    /// A database in the place of a file.
    address: Option<String>,
}

/// How a call ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout.clone()).unwrap(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Atlas {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), address: None }
    }

    /// A database as the workspace, with nothing kept beside it.
    pub(crate) fn at(address: &str) -> Self {
        Self { address: Some(address.to_owned()), ..Self::new() }
    }

    /// A workspace with these paths imported.
    pub(crate) fn with<P: AsRef<OsStr>>(paths: &[P]) -> Self {
        let atlas = Self::new();
        atlas.import(paths);
        atlas
    }

    /// The sample organisation.
    pub(crate) fn sample() -> Self {
        let atlas = Self::new();
        let ended = atlas.run("sample", ["harbor"]);
        assert_eq!(ended.code, Some(0), "the sample is made: {}", ended.stderr);
        atlas
    }

    pub(crate) fn workspace(&self) -> PathBuf {
        self.folder.path().join("w.atlas")
    }

    /// Write a file beside the workspace.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Import, which must read something.
    pub(crate) fn import<P: AsRef<OsStr>>(&self, paths: &[P]) -> Ended {
        let ended = self.run("import", paths);
        assert!(matches!(ended.code, Some(0 | 1)), "the import reads: {ended:?}");
        ended
    }

    /// `atlas VERB -a WORKSPACE WORDS...`, whatever comes of it.
    pub(crate) fn run<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&self, verb: &str, words: I) -> Ended {
        let mut command = self.command(verb);
        Ended::of(&command.args(words).stdin(Stdio::null()).output().unwrap())
    }

    /// `atlas VERB -a WORKSPACE`, to be given words and started.
    pub(crate) fn command(&self, verb: &str) -> Command {
        let mut command = Command::new(binary());
        // What people add about a database is kept among the data of the user.
        command.args(verb.split(' ')).env("XDG_DATA_HOME", self.folder.path()).arg("-a");
        match &self.address {
            Some(address) => command.arg(address),
            None => command.arg(self.workspace()),
        };
        command
    }

    /// The document of `--json`.
    pub(crate) fn json<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&self, verb: &str, words: I) -> Value {
        let words = words.into_iter().map(|w| w.as_ref().to_owned()).chain(["--json".into()]);
        let ended = self.run(verb, words);
        assert!(matches!(ended.code, Some(0 | 1)), "atlas {verb} answers: {ended:?}");
        let document: Value = serde_json::from_str(&ended.stdout)
            .unwrap_or_else(|e| panic!("atlas {verb} --json is one document ({e}): {}", ended.stdout));
        let schema = format!("atlas.{}/1", verb.replace(' ', "."));
        assert_eq!(document["schema"], schema, "the document says what it is");
        document
    }
}

/// No words after the verb.
pub(crate) const NONE: [&str; 0] = [];

/// The command: `ATLAS_BIN`, else built into the folder of this test.
pub(crate) fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        if let Some(path) = std::env::var_os("ATLAS_BIN") {
            return path.into();
        }
        let test = std::env::current_exe().unwrap();
        let profile = test.parent().and_then(Path::parent).unwrap();
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--locked", "--package", "atlas-cli", "--target-dir"]);
        cargo.arg(profile.parent().unwrap());
        if profile.ends_with("release") {
            cargo.arg("--release");
        }
        assert!(cargo.status().unwrap().success(), "the command builds");
        profile.join("atlas")
    })
}

#[test]
fn help_teaches_and_wrong_use_is_exit_2() {
    let atlas = Atlas::new();
    let help = Command::new(binary()).arg("--help").output().unwrap();
    let text = String::from_utf8(help.stdout).unwrap();
    assert!(help.status.success(), "help is no error");
    for word in ["SELECT", "atlas sample", "Exit codes", "exposure", "outliers", "paths", "export"] {
        assert!(text.contains(word), "--help says {word:?}");
    }
    assert_eq!(atlas.run("nonsense", NONE).code, Some(2), "an unknown verb is wrong usage");
    let colour = atlas.run("nodes", ["colour=red"]);
    assert_ne!(colour.code, Some(0), "an unknown key of SELECT is no empty answer: {colour:?}");
}

#[test]
fn a_read_verb_without_a_workspace_says_so_and_makes_none() {
    let atlas = Atlas::new();
    for verb in ["info", "exposure", "clusters", "outliers", "paths", "nodes"] {
        let ended = atlas.run(verb, NONE);
        assert_eq!(ended.code, Some(3), "{verb} on nothing: {ended:?}");
        assert!(ended.stderr.contains("w.atlas"), "{verb} names the file: {}", ended.stderr);
    }
    assert!(!atlas.workspace().exists(), "reading makes no file");
}

#[test]
fn someone_elses_database_is_refused_and_not_touched() {
    let atlas = Atlas::new();
    let mut foreign = b"SQLite format 3\0".to_vec();
    foreign.resize(4096, 7);
    std::fs::write(atlas.workspace(), &foreign).unwrap();
    let graph = atlas.file("g.json", shared_graph());
    for (verb, words) in [("info", vec![]), ("import", vec![graph.into_os_string()])] {
        let ended = atlas.run(verb, words);
        assert!(matches!(ended.code, Some(3 | 4)), "{verb} refuses: {ended:?}");
        assert!(!ended.stderr.contains("panicked"), "{verb} does not panic: {}", ended.stderr);
        assert!(std::fs::read(atlas.workspace()).unwrap() == foreign, "{verb} leaves the file as it was");
    }
}

#[test]
fn importing_again_replaces_and_another_source_adds() {
    let atlas = Atlas::new();
    let graph = atlas.file("g.json", shared_graph());
    atlas.import(&[graph.as_os_str()]);
    let once = atlas.json("info", NONE)["counts"].clone();
    atlas.import(&[graph.as_os_str()]);
    assert_eq!(atlas.json("info", NONE)["counts"], once, "the same source again changes nothing");
    let other = atlas.file("teams.csv", "src,dst,kind\nx,y,MemberOf\n");
    atlas.import(&[other.as_os_str()]);
    let both = atlas.json("info", NONE)["counts"].clone();
    let more = once["relations"].as_u64().unwrap() + 1;
    assert_eq!(both["relations"], more, "another source adds its relation");
}

/// Two users, a role and what it gives.
pub(crate) fn shared_graph() -> &'static str {
    r#"{"graph":{"nodes":[
      {"id":"ann","kinds":["User"],"properties":{"name":"Ann"}},
      {"id":"bob","kinds":["User"],"properties":{"name":"Bob"}},
      {"id":"ops","kinds":["Role"],"properties":{"name":"Operators"}}],
     "edges":[
      {"kind":"MemberOf","start":{"value":"ann"},"end":{"value":"ops"}},
      {"kind":"MemberOf","start":{"value":"bob"},"end":{"value":"ops"}}]}}"#
}
