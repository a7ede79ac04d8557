//! The sentences of a world.

use atlas_analysis::clusters::GroupKind;
use atlas_analysis::outliers::Outlier;
use atlas_graph::NodeId;

use super::WorldInput;
use super::country::Land;
use crate::plain::visible;
use crate::style::lane_words;

/// A number with thousands set apart.
pub(crate) fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// "1 person", "26 people".
pub(super) fn counted(n: usize, (one, many): (&str, &str)) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// The line that says how to read the world.
pub(super) fn reading(input: &WorldInput<'_>, lands: &[Land]) -> String {
    let people: usize = lands.iter().map(|l| l.members.len()).sum();
    let exposed: usize = lands.iter().map(|l| l.exposed).sum();
    let regions = lands.iter().filter(|l| l.kind == GroupKind::Region).count();
    let who = counted(people, lane_words(input.lane));
    let groups = counted(regions, ("group", "groups"));
    let reach = match exposed {
        _ if input.coast.is_empty() => "no crown jewel is known yet".to_owned(),
        0 => "nobody reaches a crown jewel".to_owned(),
        1 => "1 reaches a crown jewel".to_owned(),
        n => format!("{} reach a crown jewel", number(n)),
    };
    let loose = lands.iter().any(|l| l.kind == GroupKind::Region && !l.peer);
    let dashed = if loose { ". Dashed: loosely related, not peers" } else { "" };
    format!("{who} in {groups} of similar access, {reach}{dashed}")
}

/// "1,226 of 1,226 people shown".
pub(super) fn shown(input: &WorldInput<'_>, lands: &[Land], drawn: usize) -> String {
    let people: usize = lands.iter().map(|l| l.members.len()).sum();
    let lane = |n: &NodeId| input.lane.is_none_or(|l| input.snapshot.lane(*n) == l);
    let all = input.snapshot.identities().filter(lane).count().max(people);
    let (_, many) = lane_words(input.lane);
    let singly = if drawn < people { format!(", {} of them singly", number(drawn)) } else { String::new() };
    format!("{} of {} {many} shown{singly}", number(people), number(all))
}

/// The tooltip of a country.
pub(super) fn country(land: &Land) -> String {
    let what = match land.kind {
        GroupKind::Region if land.peer => "peer group of",
        GroupKind::Region => "loosely related region of",
        GroupKind::Base => "nothing beyond what nearly everyone has:",
        GroupKind::Small => "groups too small for a country:",
    };
    let size = counted(land.members.len(), lane_words(Some(land.lane)));
    let reach = match land.exposed {
        0 => "none reaches a crown jewel".to_owned(),
        n => format!("{} of them reach a crown jewel", number(n)),
    };
    format!("{}: {what} {size}; {reach}", land.name)
}

/// The tooltip of a member.
pub(super) fn member(input: &WorldInput<'_>, node: NodeId, exposed: bool, outlier: Option<&Outlier>) -> String {
    let mut out = visible(input.snapshot.name(node));
    if exposed {
        out.push_str(", reaches a crown jewel");
    }
    if let Some(o) = outlier.filter(|o| o.finding) {
        out.push_str(&format!(", does not fit: {:.2}", o.score));
    }
    out
}
