//! A database that a test fills with plain Cypher, past the store, and its state as one text.
//!
//! Each test empties the database.

use std::collections::BTreeMap;
use std::sync::MutexGuard;

use graph_queries::neo4j::{Address, Credentials, Opening, open};
use graph_queries::{Store, StoreError};
use neo4rs::{BoltList, BoltMap, BoltType, Graph, Query, Row};
use serde_json::Value;

pub(crate) struct Server {
    pub(crate) address: Address,
    pub(crate) credentials: Credentials,
    /// One test at a time has the database.
    _turn: MutexGuard<'static, ()>,
}

/// When the tests read.
pub(crate) const NOW: &str = "2026-01-02T03:04:05Z";

/// A server with an empty database; `None`, after a line that says so, where none runs.
pub(crate) fn server() -> Option<Server> {
    let turn = super::turn();
    let (address, password) = crate::found::found()?;
    let credentials = Credentials { password, authority: None };
    let server = Server { address: Address::parse(&address).unwrap(), credentials, _turn: turn };
    server.cypher("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS", &[]);
    Some(server)
}

impl Server {
    /// Run a statement past the store.
    pub(crate) fn cypher(&self, query: &str, params: &[(&str, BoltType)]) -> Vec<Row> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let uri = format!("{}:{}", self.address.host, self.address.port);
            let graph = Graph::new(uri, &*self.address.user, &*self.credentials.password).unwrap();
            let query = params.iter().fold(Query::new(query.into()), |q, (k, v)| q.param(k, v.clone()));
            let mut stream = graph.execute(query).await.unwrap();
            let mut rows = Vec::new();
            while let Some(row) = stream.next().await.unwrap() {
                rows.push(row);
            }
            rows
        })
    }

    /// Fill it with nodes of labels and properties, and relations between the `id` of each.
    pub(crate) fn fill(&self, id: &str, nodes: &Value, relations: &Value) {
        let make = "UNWIND $rows AS row CREATE (n) SET n:$(row.labels), n += row.properties";
        self.cypher(make, &[("rows", bolt(nodes))]);
        let join = format!(
            "UNWIND $rows AS row MATCH (a), (b) WHERE a.`{id}` = row.from AND b.`{id}` = row.to
             CREATE (a)-[r:$(row.type)]->(b) SET r += row.properties"
        );
        self.cypher(&join, &[("rows", bolt(relations))]);
    }

    pub(crate) fn open(&self) -> Result<Box<dyn Store>, StoreError> {
        let opening = Opening { credentials: self.credentials.clone(), now: NOW.into(), ..Opening::default() };
        open(&self.address, opening)
    }

    /// Everything that stands in the database: labels, properties, relations, each with its number.
    pub(crate) fn state(&self) -> Vec<String> {
        let nodes = "MATCH (n) RETURN id(n) AS at, labels(n) AS what, properties(n) AS properties ORDER BY at";
        let relations = "MATCH (a)-[r]->(b) RETURN id(r) AS at, [id(a), type(r), id(b)] AS what,
          properties(r) AS properties ORDER BY at";
        let mut state = Vec::new();
        for row in self.cypher(nodes, &[]).iter().chain(&self.cypher(relations, &[])) {
            let at: i64 = row.get("at").unwrap();
            let what: BoltType = row.get("what").unwrap();
            state.push(format!("{at} {} {}", text(&what), text(&row.get("properties").unwrap())));
        }
        state
    }
}

/// A value as a text that does not depend on the order of a map.
fn text(value: &BoltType) -> String {
    match value {
        BoltType::Map(map) => {
            let sorted: BTreeMap<&str, String> = map.value.iter().map(|(k, v)| (k.value.as_str(), text(v))).collect();
            format!("{sorted:?}")
        }
        BoltType::List(list) => format!("{:?}", list.value.iter().map(text).collect::<Vec<_>>()),
        other => format!("{other:?}"),
    }
}

fn bolt(value: &Value) -> BoltType {
    match value {
        Value::Null => BoltType::Null(neo4rs::BoltNull),
        Value::Bool(flag) => (*flag).into(),
        Value::String(text) => text.as_str().into(),
        Value::Number(n) => n.as_i64().map_or_else(|| n.as_f64().unwrap().into(), BoltType::from),
        Value::Array(items) => BoltType::List(BoltList { value: items.iter().map(bolt).collect() }),
        Value::Object(pairs) => {
            let mut map = BoltMap::new();
            for (key, value) in pairs {
                map.put(key.as_str().into(), bolt(value));
            }
            BoltType::Map(map)
        }
    }
}
