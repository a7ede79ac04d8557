//! Ways that the database finds are those of the same question in memory, and a limit of time ends it.

use std::time::{Duration, Instant};

use atlas_graph::{Accept, AllShortest, EdgeId, NEVER, Snapshot, Walks, all_shortest};
use atlas_model::{End, KindBook, Profile, StepStatus, Walk};
use graph_queries::{PathEnds, PathSearch, PathsFound, Store, StoreError};

use super::server::server;
use super::world::{Desk, Telling, import};

/// One question and the terms that decide which relations it may use.
struct Question<'a> {
    book: &'a KindBook,
    from: PathEnds,
    to: PathEnds,
    max_steps: u32,
    limit: u32,
    time: Duration,
}

fn accept() -> Accept {
    Accept { statuses: vec![StepStatus::Verified, StepStatus::Possible], ..Accept::default() }
}

fn ask(store: &dyn Store, revision: u32, question: &Question<'_>) -> Result<PathsFound, StoreError> {
    let takes = |kind: &str, level: Option<&str>, traversable: Option<bool>| {
        let step = question.book.step(kind, level, traversable);
        step.walk == Walk::Along && accept().statuses.contains(&step.status)
    };
    let of = |walk: Walk| {
        let kinds = question.book.relations.values().filter(|k| k.walk == walk);
        kinds.map(|k| k.kind.clone()).collect::<Vec<_>>()
    };
    store.paths(
        revision,
        &PathSearch {
            from: std::slice::from_ref(&question.from),
            to: std::slice::from_ref(&question.to),
            max_steps: question.max_steps,
            limit: question.limit,
            time: question.time,
            kinds: &of(Walk::Along),
            never: &of(Walk::Against),
            takes: &takes,
        },
        &(),
    )
}

/// Every shortest way as ids and costs, without edges that no file states.
fn ways(snapshot: &Snapshot, question: &Question<'_>) -> (String, AllShortest) {
    let named = |ends: &PathEnds| {
        let fits = |n| {
            (ends.ids.is_empty() || ends.ids.iter().any(|id| **id == *snapshot.id(n)))
                && ends.kinds.iter().all(|k| snapshot.kinds(n).contains(k))
                && ends.names.iter().all(|g| atlas_model::glob_matches(g, snapshot.name(n)))
        };
        snapshot.nodes().filter(|&n| fits(n)).collect::<Vec<_>>()
    };
    let derived: Vec<EdgeId> =
        snapshot.edges().map(|(_, e)| e).filter(|&e| snapshot.meaning(e).rule.is_some()).collect();
    let walks = Walks::new(snapshot, &Accept { removed_edges: derived, ..accept() });
    let (from, to) = (named(&question.from), named(&question.to));
    let found = all_shortest(&walks, &from, &to, question.max_steps, 1000, NEVER).unwrap();
    let text = found
        .paths
        .iter()
        .map(|p| {
            let ids: Vec<&str> = p.nodes.iter().map(|&n| snapshot.id(n)).collect();
            let kinds: Vec<String> = p.edges.iter().map(|&e| format!("{:?}", snapshot.meaning(e))).collect();
            format!("{ids:?} {} {kinds:?}\n", p.cost)
        })
        .collect();
    (text, found)
}

fn id(text: &str) -> PathEnds {
    PathEnds { ids: vec![text.into()], ..PathEnds::default() }
}

/// People, groups and repositories, joined at random by relations that are walked or not by kind,
/// level and their own word.
fn tangle(t: &mut Telling<'_>, mut seed: u64) {
    let mut dice = |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % n
    };
    for at in 0..40 {
        let kinds: &[&str] = [&["User"] as &[&str], &["Group"], &["Repo"]][at % 3];
        t.node(&format!("n{at}"), &format!("Name {}", at % 7), kinds, "{}");
    }
    let levels = ["admin", "read", "a'b}) DETACH DELETE n //", "write", "viewer", "", "pull"];
    for _ in 0..110 {
        let (from, to) = (format!("n{}", dice(40)), format!("n{}", dice(40)));
        let (kind, level) = match dice(6) {
            0 | 1 => ("MemberOf", None),
            2 | 3 => ("RepoPermission", Some(levels[dice(levels.len())])),
            4 => ("Walks", Some(levels[dice(levels.len())])),
            _ => (["InOrg", "Contains", "Knows", "Strange Thing`"][dice(4)], None),
        };
        t.relation(&from, kind, level, End::Id(&to), "{}");
    }
}

#[test]
fn the_database_finds_what_memory_finds() {
    let Some(server) = server() else { return };
    let neo4j = server.open();
    let (mut asked, mut found) = (0, 0);
    for seed in 1..=4 {
        let desk = Desk::new();
        let mut embedded = desk.store();
        let newest = import(&mut *embedded, "tangle", "", |t| tangle(t, seed));
        neo4j.push(&*embedded, newest, &()).unwrap();
        let builder = embedded.freeze(newest, &()).unwrap();
        let seen = builder.seen_kinds();
        assert_eq!(
            neo4j.joined_kinds(newest, Duration::from_secs(60), &()).unwrap().triples,
            seen.triples,
            "the database counts what is joined as memory does"
        );
        let book = KindBook::resolve(&Profile::default(), &Profile::default(), &seen);
        let whole = builder.freeze("", &book);
        let users = PathEnds { kinds: vec!["User".into()], ..PathEnds::default() };
        let named = PathEnds { names: vec!["name ?".into()], kinds: vec!["Repo".into()], ..PathEnds::default() };
        let ends = [
            (users.clone(), id("n2")),
            (id("n0"), named.clone()),
            (users, named),
            (PathEnds { names: vec!["*3".into()], ..PathEnds::default() }, id("n5")),
        ];
        for (from, to) in ends {
            for max_steps in [1, 3, 12] {
                let question = Question {
                    book: &book,
                    from: from.clone(),
                    to: to.clone(),
                    max_steps,
                    limit: 10_000,
                    time: Duration::from_secs(60),
                };
                let there = ask(&neo4j, newest, &question).unwrap();
                assert!(!there.more, "all ways were looked at");
                let part = there.builder.freeze("", &book);
                let (here_told, here) = ways(&whole, &question);
                let (there_told, there) = ways(&part, &question);
                let what = format!("seed {seed}, {from:?} to {to:?} in {max_steps}");
                assert_eq!(there_told, here_told, "{what}");
                assert_eq!((there.total, there.already_there.len()), (here.total, here.already_there.len()), "{what}");
                asked += 1;
                found += usize::from(here.total > 0);
            }
        }
    }
    assert!(found * 3 > asked, "the worlds hold ways: {found} of {asked}");
}

/// Layers in which everyone reaches everyone of the next: so many ways of equal length that nobody
/// lives to see the last.
fn endless(t: &mut Telling<'_>) {
    for layer in 0..16 {
        for at in 0..12 {
            t.node(&format!("l{layer}-{at}"), "", &["Group"], "{}");
            for next in 0..12 {
                t.relation(
                    &format!("l{layer}-{at}"),
                    "MemberOf",
                    None,
                    End::Id(&format!("l{}-{next}", layer + 1)),
                    "{}",
                );
            }
        }
    }
    for at in 0..12 {
        t.relation(&format!("l16-{at}"), "MemberOf", None, End::Id("goal"), "{}");
    }
}

#[test]
fn a_question_that_does_not_end_is_ended_here_and_there() {
    let Some(server) = server() else { return };
    let desk = Desk::new();
    let mut embedded = desk.store();
    let newest = import(&mut *embedded, "layers", "", endless);
    let neo4j = server.open();
    neo4j.push(&*embedded, newest, &()).unwrap();
    let book = KindBook::resolve(
        &Profile::default(),
        &Profile::default(),
        &embedded.freeze(newest, &()).unwrap().seen_kinds(),
    );
    let question = |limit, seconds| Question {
        book: &book,
        from: id("l0-0"),
        to: id("goal"),
        max_steps: 20,
        limit,
        time: Duration::from_secs(seconds),
    };
    let running =
        "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'ALL SHORTEST (a)' RETURN count(*) AS n";
    let first = ask(&neo4j, newest, &question(100, 60)).unwrap();
    assert!(first.more, "a hundred of them are soon found, and it is said that there are more");

    let began = Instant::now();
    let said = ask(&neo4j, newest, &question(u32::MAX, 2)).unwrap_err();
    assert!(matches!(said, StoreError::OutOfTime { .. }), "the limit is what ended it: {said}");
    let took = began.elapsed();
    assert!(took > Duration::from_secs(2) && took < Duration::from_secs(12), "soon after the limit: {took:?}");
    let mut left = server.cypher(running);
    for _ in 0..30 {
        if left == [1] {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
        left = server.cypher(running);
    }
    assert_eq!(left, [1], "the server computes on for nobody; the one that is left is the question after it");
    assert!(neo4j.revisions().is_ok(), "and the store can be asked again");
}

#[test]
fn ends_that_name_nothing_are_said() {
    let Some(server) = server() else { return };
    let desk = Desk::new();
    let mut embedded = desk.store();
    let newest = import(&mut *embedded, "tangle", "", |t| tangle(t, 1));
    let neo4j = server.open();
    neo4j.push(&*embedded, newest, &()).unwrap();
    let book = KindBook::default();
    let question =
        |from| Question { book: &book, from, to: id("n5"), max_steps: 3, limit: 10, time: Duration::from_secs(60) };
    let said = ask(&neo4j, newest, &question(id("' OR true //"))).err().unwrap();
    assert!(matches!(said, StoreError::NoNode { .. }), "{said}");
    let nobody = PathEnds { names: vec!["\\E(?{".into()], ..PathEnds::default() };
    assert!(ask(&neo4j, newest, &question(nobody)).unwrap().from.is_empty(), "signs of an expression are letters");
    let said = ask(&*embedded, newest, &question(id("n1"))).err().unwrap().to_string();
    assert!(said.contains("ask without --in-database"), "{said}");
}
