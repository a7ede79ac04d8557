//! Tables: headers, attributes, odd rows.

use super::{check, facts, file, run};
use crate::Options;
use crate::csv::Mapping;

#[test]
fn a_pair_of_tables_is_one_source() {
    let nodes = "id,kind,name,attrs,tier,class,lifecycle,dept\n\
                 u1,User,Änne,\"{\"\"tier\"\": 2, \"\"enabled\"\": false}\",,identity,human,ops\n\
                 r1,Role,,,0,nonsense,,\n\
                 r2,Role,,\"{\"\"tier\"\": \"\"prod\"\"}\",x,,,\n";
    let edges = "source;target;kind;attrs;since\n\
                 u1;r1;Holds;\"{\"\"level\"\": \"\"write\"\", \"\"n\"\": 1.50}\";2024\n\
                 u1;r9;Holds;;\n";
    let inputs = [file("x/t.edges.csv", edges), file("x/t.nodes.csv", nodes)];
    let (report, inventory) = run(inputs, &Options::default());
    assert_eq!(
        facts(&inventory),
        [
            "u1 [User] Änne {\"dept\":\"ops\",\"tier\":2,\"enabled\":false}",
            "r1 [Role] {\"class\":\"nonsense\"}",
            "r2 [Role] {\"tier\":\"x\"}",
            "u1 -Holds(write)-> r1 {\"since\":\"2024\",\"level\":\"write\",\"n\":1.50}",
            "u1 -Holds-> r9",
        ],
        "nodes come first; an end that the table of nodes lacks stays a placeholder"
    );
    let hints: Vec<_> = inventory.nodes.iter().map(|n| n.hints).collect();
    assert_eq!((hints[0].tier, hints[0].enabled), (Some(2), Some(false)));
    assert_eq!(hints[0].class.map(|c| c.word()), Some("identity"));
    assert_eq!(hints[0].lifecycle.map(|l| l.word()), Some("human"));
    assert_eq!((hints[1].tier, hints[1].class), (Some(0), None));
    assert_eq!(hints[2].tier, None, "a tier that is no number is a property");
    assert_eq!(&*inventory.sources[0].source, "t");
    assert_eq!(&*inventory.sources[0].namespace, "t", "ids of a table live in their source");
    assert_eq!(inventory.relations[1].place.to_string(), "line 3");
    assert_eq!((report.losses, report.notes), (0, 0), "{:?}", inventory.issues);
}

#[test]
fn an_edge_list_alone_makes_its_nodes() {
    check("e.csv", "from\tto\n1\t2\n2\t 1 \n", &["1 [Node]", "2 [Node]", "1 -Related-> 2", "2 -Related-> 1"], &[]);
}

#[test]
fn odd_rows_are_named_by_their_line() {
    check(
        "r.csv",
        "src,dst,kind,note\na,b\nc,d,K\ne,f,K,x,y\n,g,K,\nh,i,,\nj,k,K,,\n\"open,e,f\nl,m,K,z\n",
        &[
            "c [Node]",
            "d [Node]",
            "h [Node]",
            "i [Node]",
            "j [Node]",
            "k [Node]",
            "l [Node]",
            "m [Node]",
            "c -K-> d",
            "h -Related-> i",
            "j -K-> k",
            "l -K-> m {\"note\":\"z\"}",
        ],
        &[
            "loss line 2: the row has too few fields to be understood",
            "note line 3: the row has fewer fields than the header: 3 instead of 4",
            "loss line 4: the row has more fields than the header",
            "loss line 5: the row lacks an end of its relation and was left out: \"src\" is empty",
            "note line 6: the row has no kind",
            "loss line 8: a quote is opened and not closed",
        ],
    );
}

#[test]
fn latin1_and_broken_attributes_are_kept() {
    check(
        "l.csv",
        b"src,dst,kind,attrs\nJos\xe9,b,K,{'a': 1}\nc,d,K,\"[1]\"\n",
        &[
            "José [Node]",
            "b [Node]",
            "c [Node]",
            "d [Node]",
            "José -K-> b {\"attrs\":\"{'a': 1}\"}",
            "c -K-> d {\"attrs\":\"[1]\"}",
        ],
        &[
            "note line 2: the text is not UTF-8",
            "note line 2: the attributes are no JSON object",
            "note line 3: the attributes are no JSON object",
        ],
    );
}

#[test]
fn spreadsheets_that_state_their_delimiter_are_read() {
    check("s.csv", "sep=;\r\nsrc;dst;kind\r\na;b;K\r\n", &["a [Node]", "b [Node]", "a -K-> b"], &[]);
}

#[test]
fn a_header_that_explains_nothing_is_described() {
    check("h.csv", "foo,bar\n1,2\n", &[], &["fatal the whole file: its columns are \"foo\", \"bar\""]);
    let (_, inventory) = run([file("h.csv", "foo,bar\n1,2\n")], &Options::default());
    assert!(inventory.issues[0].remedy.contains("[[table]]"), "a mapping file is shown");
}

#[test]
fn a_mapping_explains_it() {
    let options = Options { mapping: Some(Mapping::parse("m.toml", Mapping::EXAMPLE).unwrap()), ..Options::default() };
    let inputs = [
        file("d/grants-1.csv", "app,user,role,since\ncrm,anna,admin,2020\n"),
        file("d/users.csv", "user,full_name\nanna,Anna A.\n"),
    ];
    let (_, inventory) = run(inputs, &options);
    assert_eq!(
        facts(&inventory),
        [
            "anna [User] Anna A. {}".trim_end_matches(" {}"),
            "anna [User]",
            "crm [App]",
            "anna -HasAccess(admin)-> crm {\"since\":\"2020\"}",
        ],
        "{:?}",
        inventory.issues
    );
    let (report, inventory) = run([file("users.csv", "id,full_name\n1,x\n")], &options);
    assert!(report.is_fatal());
    assert!(inventory.issues[0].reason.contains("user"), "the missing column is named");
}
