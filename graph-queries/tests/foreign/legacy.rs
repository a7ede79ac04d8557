//! A database as BloodHound 4 wrote it.

use serde_json::json;

use crate::server::Server;
use crate::worlds::{node, relation};

const DOMAIN: &str = "S-1-5-21-1-2-3";

/// The same kind of story as its application wrote it: `highvalue`, no `lastseen`.
pub(crate) fn bloodhound_legacy(server: &Server) {
    let sid = |rid: &str| format!("{DOMAIN}-{rid}");
    let nodes = json!([
        node(
            &["Base", "User"],
            json!({"objectid": sid("1101"), "name": "ANN@CORP.LOCAL", "enabled": true,
            "highvalue": false, "owned": false})
        ),
        node(
            &["Base", "Group"],
            json!({"objectid": sid("1202"), "name": "SAFE KEEPERS@CORP.LOCAL", "highvalue": true})
        ),
        node(&["Base", "GPO"], json!({"objectid": "G-1", "name": "POLICY@CORP.LOCAL", "highvalue": false})),
        node(&["Base", "OU"], json!({"objectid": "O-1", "name": "STAFF@CORP.LOCAL", "highvalue": false})),
    ]);
    let relations = json!([
        relation(&sid("1101"), "AddMember", &sid("1202"), json!({"isacl": true})),
        relation("G-1", "GpLink", "O-1", json!({"enforced": false})),
    ]);
    server.fill("objectid", &nodes, &relations);
}
