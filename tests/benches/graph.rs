//! Questions to a graph in memory: `cargo bench -p atlas-tests --bench graph -- FILE QUESTIONS`.
//! QUESTIONS is a JSON file with ids: `{"tier0": [..], "pairs": {QUESTION: {NAME: [[from, to], ..]}}}`. One JSON
//! line: CPU milliseconds of each question, and its answers, to be held beside those of the peers.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod rows;

use atlas_graph::{
    Accept, NEVER, NodeId, PathQuestion, Walks, all_shortest, dominators, exposure, k_paths, min_cut, shortest,
};
use serde_json::{Map, Value, json};

/// Rounds of each question; the least counts.
const ROUNDS: u32 = 7;
/// No limit that a path of these graphs comes near; the peers have none.
const MAX_STEPS: u32 = 100;

/// A question about two nodes, and its answer.
type ByPair<'a> = &'a dyn Fn(NodeId, NodeId) -> Value;

#[derive(Default)]
struct Report {
    times: Map<String, Value>,
    answers: Map<String, Value>,
}

impl Report {
    /// Time a question, `per` of which are asked at once.
    fn ask(&mut self, name: &str, per: usize, mut question: impl FnMut() -> Value) {
        let mut least = f64::INFINITY;
        for _ in 0..ROUNDS {
            let began = rows::cpu();
            let answer = question();
            least = least.min(rows::cpu() - began);
            self.answers.insert(name.into(), answer);
        }
        self.times.insert(name.into(), json!(least * 1e3 / per as f64));
    }
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let [document, questions] = &words[..] else {
        println!("name an OpenGraph file and questions; `./x bench graph` makes both");
        return;
    };
    let snapshot = rows::freeze(document);
    let questions: Value = serde_json::from_slice(&std::fs::read(questions).unwrap()).unwrap();
    let node = |id: &Value| snapshot.find(id.as_str().unwrap()).next().unwrap();
    let tier0: Vec<NodeId> = questions["tier0"].as_array().unwrap().iter().map(node).collect();
    let identities: Vec<NodeId> = snapshot.identities().collect();
    let walks = Walks::new(&snapshot, &Accept::default());
    let mut report = Report::default();

    let mut reach = None;
    report.ask("exposure", 1, || {
        reach = Some(exposure(&walks, &tier0, NEVER).unwrap());
        Value::Null
    });
    let reach = reach.unwrap();
    let exposed_to = |target: &NodeId| {
        let at = reach.targets().iter().position(|t| t == target).unwrap();
        identities.iter().filter(|&&n| reach.reaches(n, at)).count()
    };
    report.answers.insert("exposure".into(), tier0.iter().map(exposed_to).collect());

    let one = |a, b| json!(shortest(&walks, a, &[b], NEVER).unwrap().map(|p| p.edges.len()));
    let count = |a, b| json!(all_shortest(&walks, &[a], &[b], MAX_STEPS, 10, NEVER).unwrap().total as u64);
    let ten = |a, b| {
        let question = PathQuestion { starts: vec![a], targets: vec![b], max_steps: MAX_STEPS, ..Default::default() };
        k_paths(&walks, &question, NEVER).unwrap().paths.iter().map(|p| p.edges.len()).collect()
    };
    let by_pair: [(&str, ByPair<'_>); 3] = [("shortest", &one), ("all shortest", &count), ("ten best", &ten)];
    for (what, question) in by_pair {
        for (name, pairs) in questions["pairs"][what].as_object().unwrap() {
            let pairs: Vec<(NodeId, NodeId)> =
                pairs.as_array().unwrap().iter().map(|p| (node(&p[0]), node(&p[1]))).collect();
            report.ask(&format!("{what} {name}"), pairs.len(), || pairs.iter().map(|&(a, b)| question(a, b)).collect());
        }
    }
    report.ask("dominators", 1, || {
        dominators(&walks, &tier0, NEVER).unwrap();
        Value::Null
    });
    report.ask("minimum cut", 1, || json!(min_cut(&walks, &identities, &tier0, |_, _| 1, NEVER).unwrap().value));
    println!("{}", json!({ "times": report.times, "answers": report.answers }));
}
