//! Where countries stood before. A country moves only when its exposed share moved by more than a
//! tenth, and then it is said which and why.

use super::country::Land;

/// A country as it stood.
#[derive(Clone, Debug, PartialEq)]
pub struct Remembered {
    /// Id of the group.
    pub group: Box<str>,
    /// Its name, by which it is found again when its members, and so its id, changed.
    pub name: Box<str>,
    /// Centre in map units.
    pub x: f32,
    /// Centre in map units.
    pub y: f32,
    /// Share that reached tier 0, 0..=1.
    pub share: f32,
}

/// All countries as they stood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Positions(
    /// In drawing order.
    pub Vec<Remembered>,
);

/// A country that moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// Id of the group.
    pub group: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// Centre before.
    pub from: [f32; 2],
    /// Centre now.
    pub to: [f32; 2],
    /// Why, in a sentence.
    pub why: Box<str>,
}

/// Share from which on a change moves a country.
const NOTABLE: f32 = 0.1;

fn before<'a>(previous: &'a Positions, land: &Land) -> Option<&'a Remembered> {
    let all = &previous.0;
    all.iter().find(|p| p.group == land.id).or_else(|| all.iter().find(|p| p.name == land.name))
}

fn stays(old: &Remembered, land: &Land) -> bool {
    let crosses = (old.share > 0.0) != (land.exposed > 0);
    !crosses && (old.share - land.share()).abs() <= NOTABLE
}

/// The place that a country keeps.
pub(super) fn recall(previous: &Positions, land: &Land) -> Option<[f32; 2]> {
    before(previous, land).filter(|old| stays(old, land)).map(|old| [old.x, old.y])
}

/// What to remember, and what moved since.
pub(super) fn remember(previous: &Positions, lands: &[Land], at: &[[f32; 2]]) -> (Positions, Vec<Moved>) {
    let mut moved = Vec::new();
    let mut now = Vec::with_capacity(lands.len());
    for (land, &[x, y]) in lands.iter().zip(at) {
        if let Some(old) = before(previous, land)
            && (old.x - x).hypot(old.y - y) > 0.5
        {
            let percent = |share: f32| (100.0 * share).round();
            let why = if stays(old, land) {
                "its neighbours grew".to_owned()
            } else {
                let (a, b) = (percent(old.share), percent(land.share()));
                format!("{a} % of it reached tier 0, now {b} %")
            };
            moved.push(Moved {
                group: land.id.clone(),
                name: land.name.clone(),
                from: [old.x, old.y],
                to: [x, y],
                why: why.into(),
            });
        }
        let (group, name) = (land.id.clone(), land.name.clone());
        now.push(Remembered { group, name, x, y, share: land.share() });
    }
    (Positions(now), moved)
}
