//! OpenGraph payloads: what is tolerated, what is refused, and what that costs.

use super::check;

fn graph(nodes: &str, edges: &str) -> String {
    format!("{{\"graph\":{{\"nodes\":[{nodes}],\"edges\":[{edges}]}}}}")
}

const A: &str = r#"{"id":"a","kinds":["User"]}"#;
const B: &str = r#"{"id":"b","kinds":["Role"]}"#;
const AB: &str = r#"{"kind":"K","start":{"value":"a"},"end":{"value":"b"}}"#;

#[test]
fn a_payload_is_read_in_any_order_with_all_it_says() {
    let text = "\u{feff}{\n \"$schema\": \"x\",\n \"graph\": {\n  \"edges\": [\n   {\"kind\": \"Has\", \"start\": {\"value\": \"a\", \"match_by\": \"id\"},\n    \"end\": {\"value\": \"b\"}, \"properties\": {\"permission\": \"admin\", \"traversable\": false}}\n  ],\n  \"nodes\": [{\"properties\": {\"name\": \"Änne\", \"tier\": 0}, \"kinds\": [\"User\", \"Base\"], \"id\": \"a\"}]\n },\n \"metadata\": {\"source_kind\": \"S\"}\n}\n";
    let (report, inventory) = super::run([super::file("x.json", text)], &Default::default());
    assert_eq!(
        super::facts(&inventory),
        [
            "a [User Base] Änne {\"name\": \"Änne\", \"tier\": 0}",
            "a -Has(admin)-> b {\"permission\": \"admin\", \"traversable\": false}",
        ],
        "properties are the text of the file"
    );
    assert!(inventory.issues.is_empty(), "a mark at the start is no issue: {:?}", inventory.issues);
    assert_eq!(&*inventory.sources[0].source, "S", "also where it stands behind the graph");
    assert_eq!(inventory.nodes[0].hints.tier, Some(0));
    assert_eq!(inventory.relations[0].traversable, Some(false));
    assert_eq!(inventory.relations[0].place.line, 5, "the line on which the record begins");
    assert_eq!(inventory.nodes[0].place.line, 8);
    assert_eq!((report.losses, report.notes), (0, 0));
}

#[test]
fn ends_are_matched_by_id_name_and_property() {
    check(
        "x.json",
        graph(
            A,
            r#"{"kind":"K","start":{"value":"a"},"end":{"match_by":"name","value":"Bo","kind":"User"}},
               {"kind":"K","start":{"match_by":"property","property_matchers":[{"key":"n","operator":"equals","value":1},{"key":"on","value":true}]},"end":{"value":"a","match_by":"id"}},
               {"kind":"K","start":{"property_matchers":[{"key":"mail","operator":"equals","value":"x@y"}]},"end":{"value":7}}"#,
        ),
        &["a [User]", "a -K-> <User name=Bo>", "<any n=1 on=true> -K-> a", "<any mail=x@y> -K-> 7"],
        &["note edges[2], line 3: an end of the edge is a number"],
    );
}

#[test]
fn odd_records_are_tolerated_and_named() {
    check(
        "x.json",
        graph(
            r#"{"id":7,"kinds":"User"},
               {"id":"b","kinds":["A","B","C","D","A"],"properties":null},
               {"id":"c","kinds":["TAG_x",3,""],"properties":{"objectid":"c","deep":{"er":1}},"more":1},
               {"id":"d","properties":[]}"#,
            r#"{"kind":"Is a","start":"b","end":{"value":"c"}}"#,
        ),
        &["7 [User]", "b [A B C D]", "c [TAG_x] {\"objectid\":\"c\",\"deep\":{\"er\":1}}", "d []", "b -Is a-> c"],
        &[
            "note nodes[0]: the id is a number: 7",
            "note nodes[0]: kinds is one text",
            "note nodes[1], line 2: the node has more than three kinds: A, B, C, D",
            "note nodes[2], line 3: a property value is an object or a mixed list",
            "note nodes[2], line 3: the properties hold objectid",
            "note nodes[2], line 3: the node has keys beside",
            "note nodes[2], line 3: a kind begins with tag_",
            "note nodes[2], line 3: kinds is no list of texts: one is a number",
            "note nodes[2], line 3: kinds is no list of texts: one is empty",
            "loss nodes[3], line 4: the properties are no object",
            "note edges[0], line 4: an end of the edge is a text",
            "note edges[0], line 4: the kind of an edge has other characters",
        ],
    );
}

#[test]
fn unusable_records_cost_only_themselves() {
    check(
        "x.json",
        graph(
            &format!(r#"{{"kinds":[]}},null,{{"id":null}},{{"id":" "}},[1],{A}"#),
            &format!(
                r#"{{"kind":3}},{{}},{{"kind":"K","start":{{"value":"a"}},"end":{{"value":null}}}},
                {{"kind":"K","start":{{"value":"a","match_by":"shape"}},"end":{{"value":"b"}}}},
                {{"kind":"K","start":{{"match_by":"property","property_matchers":[]}},"end":{{"value":"b"}}}},{AB}"#
            ),
        ),
        &["a [User]", "a -K-> b"],
        &[
            "loss nodes[0]: the node has no usable id: it is missing",
            "loss nodes[1]: this is no node: it is null",
            "loss nodes[2]: the node has no usable id: it is null",
            "loss nodes[3]: the node has no usable id: it is empty",
            "loss nodes[4]: this is no node: it is a list",
            "loss edges[0]: the edge has no usable kind: it is a number",
            "loss edges[1]: the edge has no usable kind: it is missing",
            "loss edges[2]: an end of the edge names no node: end is null",
            "loss edges[3], line 2: match_by is none of",
            "loss edges[4], line 3: the property_matchers of an end",
        ],
    );
}

#[test]
fn broken_records_cost_only_themselves() {
    let whole = graph(&format!("{A},{B}"), AB);
    let wrong = |broken: &str| graph(&format!("{A},{broken},{B}"), AB);
    let good = ["a [User]", "b [Role]", "a -K-> b"];
    for broken in [
        r#"{"id":"x" "kinds":["U"]}"#,
        r#"{"id":"x,"kinds":["U"]}"#,
        r#"{"id":"x","kinds":["U"],"properties":{"y":1}"#,
        r#"{"id":"x","kinds":["U"]}}"#,
        r#"{"id":"x","kinds":["U"}"#,
        "{\"id\":\"x\ny\",\"kinds\":[\"U\"]}",
        r#"{"id":"\ud800","kinds":["U"]}"#,
        "nope",
        "{'id':'x'}",
        r#"{"id":x"#,
    ] {
        let want = if broken.ends_with("}}") { vec![good[0], "x [U]", good[1], good[2]] } else { good.to_vec() };
        check("x.json", wrong(broken), &want, &["loss nodes["]);
    }
    check(
        "x.json",
        wrong(&format!("{A} {A}")),
        &[good[0]; 3].iter().chain(&good[1..]).copied().collect::<Vec<_>>(),
        &["note nodes[2]: the comma"],
    );
    let mut latin = wrong(r#"{"id":"xé","kinds":["U"]}"#).into_bytes();
    let at = latin.iter().position(|b| *b == 0xC3).unwrap();
    latin.remove(at);
    check("x.json", latin, &good, &["loss nodes[1]: the record is no valid JSON"]);
    check("x.json", whole, &good, &[]);
}

#[test]
fn the_last_node_may_break_into_the_edges() {
    check(
        "x.json",
        graph(&format!(r#"{A},{{"id":"x","kinds":["U"]"#), &format!("{AB},{AB}")),
        &["a [User]", "a -K-> b", "a -K-> b"],
        &["loss nodes[1]: the record is no valid JSON"],
    );
    check(
        "x.json",
        graph(A, r#"{"kind":"K","start":{"value":"a"},"end":{"value":"b"}"#),
        &["a [User]"],
        &["loss edges[0]: the record is no valid JSON", "loss edges[1]: from here to the end"],
    );
}

#[test]
fn a_cut_keeps_every_whole_record() {
    let text = graph(&format!("{A},{B}"), AB);
    let ends: Vec<usize> = [A, B, AB].iter().map(|r| text.find(r).unwrap() + r.len()).collect();
    let first = ends[0];
    for cut in first..text.len() {
        let (report, inventory) = super::run([super::file("x.json", &text[..cut])], &Default::default());
        let whole = ends.iter().filter(|end| **end <= cut).count();
        assert_eq!(super::facts(&inventory).len(), whole, "cut at {cut}: {}", &text[..cut]);
        assert_eq!(report.losses, 1, "cut at {cut} is reported once: {:?}", inventory.issues);
    }
    check("x.json", &text[..first - 5], &[], &["loss nodes[0]: the file ends too early", "fatal"]);
}

#[test]
fn depth_and_length_are_bounded() {
    let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    check(
        "x.json",
        graph(&format!(r#"{},{{"id":"x","properties":{{"p":{}}}}},{A}"#, deep(100_000), deep(100_000)), ""),
        &["a [User]"],
        &["loss nodes[0]: this is no node: it is a list", "loss nodes[1]: the properties are nested too deeply"],
    );
    check(
        "x.json",
        format!("{{\"graph\":{{\"nodes\":{}", "[".repeat(100_000)),
        &[],
        &["loss nodes[0]: the file ends too early", "fatal"],
    );
    let long = "x".repeat(3 << 20);
    let mut options = crate::Options::default();
    options.limits.record_bytes = 2 << 20;
    let text = graph(&format!(r#"{A},{{"id":"{long}"}},{B}"#), AB);
    let (report, inventory) = super::run([super::file("x.json", text)], &options);
    assert_eq!((report.nodes(), report.relations(), report.losses), (2, 1, 1));
    assert!(inventory.issues[0].reason.contains("too long"), "{:?}", inventory.issues);
}

#[test]
fn records_longer_than_a_block_are_read_whole() {
    let long = "é".repeat(700_000);
    let text = graph(&format!(r#"{A},{{"id":"x","kinds":["U"],"properties":{{"p":"{long}"}}}},{B}"#), AB);
    let (report, inventory) = super::run([super::file("x.json", text)], &Default::default());
    assert_eq!((report.nodes(), report.relations(), report.losses), (3, 1, 0));
    assert_eq!(inventory.nodes[1].properties.len(), 2 * 700_000 + r#"{"p":""}"#.len());
}

#[test]
fn it_makes_no_difference_where_a_block_ends() {
    let record = r#"{"id":"\u00e4\\\"é","kinds":["U"],"properties":{"a":-1.5e-3,"b":[true,false],"d":null,"c":-7}}"#;
    let want = [format!("ä\\\"é [U] {}", &record[record.find("{\"a\"").unwrap()..record.len() - 1])];
    let prefix = "{\"graph\":{\"nodes\":[";
    for shift in 0..=record.len() {
        let spaces = " ".repeat(crate::json::BLOCK - prefix.len() - shift);
        let text = format!("{prefix}{spaces}{record}]}}}}");
        let (report, inventory) = super::run([super::file("x.json", text)], &Default::default());
        assert_eq!(
            super::facts(&inventory),
            want,
            "the block ends {shift} bytes into the record: {:?}",
            inventory.issues
        );
        assert_eq!(report.losses + report.notes, 0, "{shift}: {:?}", inventory.issues);
    }
}

#[test]
fn what_is_not_the_graph_is_passed_over_and_named() {
    check(
        "x.json",
        format!(
            r#"{{"padding":[{{"a":"]"}}],"metadata":{{"source_kind":null,"version":1}},"graph":{{"nodes":[{A},],"groups":[],"edges":null}},}} {{}}"#
        ),
        &["a [User]"],
        &[
            "note line 1: a key that the format does not know was passed over: \"padding\"",
            "note line 1: a key that the format does not know was passed over: \"version\"",
            "note line 1: a key that the format does not know was passed over: \"groups\"",
            "loss line 1: there is more behind the end",
        ],
    );
    check("x.json", r#"{"graph":{"nodes":[],"edges":[]}}"#, &[], &[]);
}

#[test]
fn files_of_other_kinds_are_refused_by_name() {
    for (text, word) in [
        ("", "empty"),
        ("  \n ", "empty"),
        ("[1,2,3]", "no graph"),
        (r#"{"graph":null}"#, "graph is no object"),
        (r#"{"graph":{}}"#, "neither nodes nor edges"),
        (r#"{"data":[],"meta":{"type":"users"}}"#, "SharpHound"),
        ("{\"id\":\"a\",\"kinds\":[]}\n{\"id\":\"b\"}\n", "JSON lines"),
        (r#"{"nodes":[],"edges":[]}"#, "not inside a graph"),
        ("{nonsense", "no valid JSON"),
        ("\0\0\0\0", "binary"),
    ] {
        let (report, inventory) = super::run([super::file("x.json", text)], &Default::default());
        assert!(report.is_fatal(), "{text:?} is not usable");
        let said = super::issues(&inventory).join("\n");
        assert!(said.contains(word), "{text:?}: {said}");
    }
}

#[test]
fn equal_issues_are_counted_not_repeated() {
    let edges = vec![r#"{"kind":"K","start":"a","end":{"value":"b"}}"#; 100_000].join(",");
    let (report, inventory) = super::run([super::file("x.json", graph(A, &edges))], &Default::default());
    assert_eq!(report.notes, 100_000, "all are counted");
    let said = super::issues(&inventory);
    assert_eq!(said.len(), 4, "three places and a count: {said:?}");
    assert!(said[3].starts_with("note up to edges[99999]: 99997 more"), "{}", said[3]);
}

#[test]
fn utf16_is_decoded() {
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend(graph(&A.replace("\"a\"", "\"ä😀\""), "").encode_utf16().flat_map(u16::to_le_bytes));
    check("x.json", bytes, &["ä😀 [User]"], &["note the whole file: the text is UTF-16"]);
}

#[test]
fn an_extension_definition_says_what_is_walked() {
    use atlas_model::Walk;
    let text = r#"{"schema":{"name":"X"},"node_kinds":[{"name":"X_A"}],"relationship_kinds":[
        {"name":"X_Do","is_traversable":true},{"name":"X_See","is_traversable":false},{"name":"X_Q"},{}]}"#;
    let (report, inventory) = super::run([super::file("schema.json", text)], &Default::default());
    let rules: Vec<_> = inventory.profiles[0].relations.iter().map(|r| (&*r.kind, r.walk)).collect();
    assert_eq!(
        rules,
        [("X_Do", Some(Walk::Along)), ("X_See", Some(Walk::No)), ("X_Q", None)],
        "a kind without a word about it stays open"
    );
    assert_eq!(report.losses, 1, "the nameless one is named: {:?}", inventory.issues);
}
