//! Answers of `atlas review` as text for people.

use atlas_session::dto::{BulkPreview, LogAnswer, QueueAnswer, ReviewPage, ReviewProgress};

use crate::table::{cells, table};
pub(crate) use crate::text::inert;

pub(crate) fn queue(answer: &QueueAnswer) -> String {
    let mut rows = vec![cells(["score", "who", "why", "state"])];
    for i in &answer.items {
        let state = i.decided.as_ref().map_or_else(|| i.state.clone(), |d| format!("{d}, {}", i.state));
        rows.push(vec![format!("{:.2}", i.score), i.name.clone(), i.why.clone(), state]);
    }
    let mut out = format!("{} of {} decided", answer.decided, answer.items.len());
    if answer.beyond > 0 {
        out += &format!("; {} more stand out beyond the {} that one review asks", answer.beyond, answer.capacity);
    }
    if answer.settled > 0 {
        out += &format!("; {} settled by earlier reviews", answer.settled);
    }
    if let Some(note) = &answer.note {
        out += &format!("\n{note}");
    }
    format!("{out}\n\n{}", table(&rows, &[0]))
}

pub(crate) fn page(page: &ReviewPage) -> String {
    let mut out = format!("{} ({})\n", inert(&page.item.name), inert(&page.item.id));
    for line in &page.asked {
        out += &format!("{}\n", inert(line));
    }
    out += &format!("{}\n{}\n\n", inert(&page.freshness.sentence), inert(&page.peers.sentence));
    let mut rows = vec![cells(["", "thing", "held by", "also", "decided"])];
    for t in &page.things {
        let held =
            if t.peers > 0 { format!("{} of {}", t.holders, t.peers) } else { format!("{} of its lane", t.everywhere) };
        let also = t.also.iter().map(|n| n.name.as_str()).collect::<Vec<_>>().join(", ");
        let what = if t.missing { "missing" } else { "rare" };
        rows.push(vec![what.into(), t.name.clone(), held, also, t.decided.clone().unwrap_or_default()]);
    }
    out += &table(&rows, &[]);
    for opened in &page.opens {
        out += &format!("\nopens {}\n", inert(&opened.target.name));
        for step in opened.path.iter().flat_map(|p| &p.steps) {
            out += &format!("  {} [{}]\n", inert(&step.sentence), inert(&step.status));
        }
    }
    if !page.usual.is_empty() {
        let names = page.usual.iter().map(|n| n.name.as_str()).collect::<Vec<_>>().join(", ");
        out += &format!("\nalso reached by its usual access: {}\n", inert(&names));
    }
    out += &format!("\nscore {:.2} ({:.2} to {:.2})\n", page.item.score, page.item.min, page.item.max);
    for u in &page.unknown {
        out += &format!("unknown: {}: {}\n", inert(&u.input), inert(&u.weakens));
    }
    out += &format!("{}\n", inert(&page.item.standing));
    for d in &page.decisions {
        out += &format!(
            "{} {} {} by {} ({}) {}\n",
            d.id,
            inert(&d.at),
            d.decision,
            inert(&d.reviewer),
            d.state,
            inert(&d.rationale)
        );
    }
    out
}

pub(crate) fn progress(answer: &ReviewProgress) -> String {
    let mut rows = vec![cells(["lane", "identities", "items", "reviewed"])];
    for lane in &answer.lanes {
        rows.push(vec![
            lane.lane.clone(),
            lane.identities.to_string(),
            lane.items.to_string(),
            lane.decided.to_string(),
        ]);
    }
    let mut out = format!("{}\n\n{}", answer.sentence, table(&rows, &[1, 2, 3]));
    for (decision, n) in &answer.by_decision {
        out += &format!("{decision} {n}\n");
    }
    if let Some(undoes) = &answer.undoes {
        out += &format!("can be taken back: {}\n", inert(undoes));
    }
    for nudge in &answer.nudges {
        out += &format!("{}: {}\n", inert(&nudge.reviewer), nudge.sentence);
    }
    out
}

pub(crate) fn preview(answer: &BulkPreview) -> String {
    let mut rows = vec![cells(["score", "who", "hindered"])];
    for i in &answer.items {
        rows.push(vec![format!("{:.2}", i.score), i.name.clone(), i.refused.clone().unwrap_or_default()]);
    }
    let mut out = table(&rows, &[0]);
    if let Some(refused) = &answer.refused {
        out += &format!("\nrefused: {}. {}\n", inert(refused), inert(&answer.remedy));
    }
    out += &format!("\n{}\nExposed identities: {} before, {} after.\n", answer.sentence, answer.before, answer.after);
    out += &format!("token {}\n", answer.token);
    out
}

pub(crate) fn log(answer: &LogAnswer) -> String {
    answer
        .records
        .iter()
        .map(|r| {
            format!("{} {} {}\n   {}\n   {}\n", r.number, inert(&r.at), r.hash, inert(&r.sentence), inert(&r.record))
        })
        .collect()
}
