//! AWS and Google Cloud: derived steps that are walked, and policy statements that are inputs
//! (identity-security §4.6.1, §4.6.7).

use super::{ACT_AS, ADD_CREDENTIAL, ASSUME, INPUT, MODIFY_GRANTS, RUNS_AS, RelationRow, Words, along, fixed};
use crate::RelationClass::{Containment, Control, CredentialUse, Grant, Membership};

const ATTACHED: Words = ("{from} has the policy {to}.", "Detach {to} from {from}.");

pub(super) static ROWS: &[RelationRow] = &[
    // AWS.
    along("STSAssumeRoleAllow", Control, 0.95, ASSUME),
    along("AssumeRole", Control, 0.95, ASSUME),
    fixed("TrustsAwsPrincipal", Control, ("{from} trusts {to}.", "Take {to} out of the trust of {from}.")),
    along(
        "PassRole",
        Control,
        0.8,
        ("{from} can pass {to} to new compute.", "Narrow the roles that {from} may pass, and leave {to} out."),
    )
    .conditional(),
    along("CreateAccessKey", Control, 0.9, ADD_CREDENTIAL),
    along("UpdateAssumeRolePolicy", Control, 0.9, MODIFY_GRANTS),
    along("MemberAwsGroup", Membership, 0.99, super::MEMBER),
    along("HasPolicy", Grant, 0.99, ATTACHED),
    along("AttachedPolicy", Grant, 0.99, ATTACHED),
    along("InstanceProfile", Control, 0.95, RUNS_AS),
    along("HasExecutionRole", Control, 0.95, RUNS_AS),
    along(
        "HasAccessKey",
        CredentialUse,
        0.9,
        ("{from} has the access key {to}.", "Delete the key {to} of {from}, or rotate it."),
    ),
    fixed("Statement", Grant, INPUT),
    fixed("PermissionsBoundary", Containment, ("{from} is bounded by {to}.", "Check that {to} still bounds {from}.")),
    // Google Cloud.
    along("GetAccessToken", Control, 0.95, ACT_AS),
    along("ImplicitDelegation", Control, 0.9, ACT_AS),
    along("SignBlob", Control, 0.9, ACT_AS),
    along("SignJwt", Control, 0.9, ACT_AS),
    along("SetIamPolicy", Control, 0.9, MODIFY_GRANTS),
    along("ActAs", Control, 0.8, ACT_AS),
    along("CreateServiceAccountKey", Control, 0.9, ADD_CREDENTIAL),
];
