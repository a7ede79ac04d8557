//! The sample: a seeded, made-up organisation with planted outliers and three escalation stories.
//!
//! Meridian Harbor runs a container port: 15 departments of people, a directory, cloud accounts,
//! pipelines, business systems and AI agents. Everything in it is invented. It exists to try the
//! program on something whole, to draw the first picture, and to test findings against what was
//! planted ([`truth`]).
//!
//! ```text
//!   departments (table) ─▶ staff ─┐
//!   fleets (table) ─▶ machines ───┤
//!   estate, cloud, pipelines, agents ─▶ Ledger ─▶ six made-up files ─▶ FactSink
//!   strays, stories ──────────────┘       └─ each is a source of its own
//! ```

mod agents;
mod cloud;
mod departments;
mod dice;
mod estate;
mod fleets;
mod ledger;
mod names;
mod pipelines;
mod staff;
mod stories;
mod strays;
mod systems;

use atlas_model::FactSink;

use dice::Dice;
use ledger::Ledger;
use names::Names;
use staff::Person;

/// What was planted in a sample, for tests of the analyses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Truth {
    /// Ids of identities whose access resembles no group; people and machines.
    pub fits_nowhere: Vec<String>,
    /// Ids of identities that fit a group and hold strange things besides.
    pub rare_extras: Vec<String>,
    /// Ids of identities that lack most of what their peers hold.
    pub missing_common: Vec<String>,
    /// The escalation stories.
    pub stories: Vec<Story>,
}

/// One way from an ordinary identity to a crown jewel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// Its name.
    pub name: &'static str,
    /// Ids along the way, from the ordinary identity to the crown jewel.
    pub nodes: Vec<String>,
}

/// An organisation in the making.
struct Organisation {
    ledger: Ledger,
    dice: Dice,
    names: Names,
    people: Vec<Person>,
    truth: Truth,
}

impl Organisation {
    fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let names = Names::new(&mut dice);
        let mut org = Self { ledger: Ledger::default(), dice, names, people: Vec::new(), truth: Truth::default() };
        systems::write(&mut org);
        staff::write(&mut org);
        estate::write(&mut org);
        cloud::write(&mut org);
        fleets::write(&mut org);
        pipelines::write(&mut org);
        agents::write(&mut org);
        strays::write(&mut org);
        stories::write(&mut org);
        org
    }
}

/// Write the sample: about 400 people and 1,500 machine identities. Its sources are named
/// `NAME/people`, `NAME/directory` and so on. The same seed gives the same facts.
pub fn write(name: &str, seed: u64, sink: &mut dyn FactSink) {
    Organisation::new(seed).ledger.tell(name, sink);
}

/// What [`write`] plants with this seed.
#[must_use]
pub fn truth(seed: u64) -> Truth {
    Organisation::new(seed).truth
}

/// Words as they stand in ids: lower case, joined by hyphens.
fn slug(words: &str) -> String {
    words.to_lowercase().replace(' ', "-")
}

/// The words of an id's last part: `sys/berth-planner` is "Berth planner".
fn words(id: &str) -> String {
    let bare = id.rsplit('/').next().unwrap_or(id).replace('-', " ");
    let mut letters = bare.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests;
