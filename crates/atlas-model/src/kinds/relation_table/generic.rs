//! Words that many sources use: the canonical edges of identity-security §4.2, the benchmark graph, and
//! the tables of code hosts, cloud sign-on and release permissions.

use super::{
    ACCESS, ACT_AS, ADD_CREDENTIAL, ADD_MEMBER, ADD_OWNER, ADMIN, ANSWERED_BY, ANSWERS, ASSUME, CHANGE_CODE, CONTAINS,
    ELIGIBLE, FULL_CONTROL, HAS_ROLE, HOLDS, HOLDS_SECRET, LIES_IN, LINKED, MEMBER, MODIFY_GRANTS, OWNS, PART,
    READ_SECRET, RESET, RUN_CODE, RUNS_AS, RelationRow, SEEN, SPEAKS_FOR, STORED, SYNCED, TRUSTS, against, along,
    fixed,
};
use crate::RelationClass::{Containment, Control, CredentialUse, Grant, Membership, Observation, Ownership};

pub(super) static ROWS: &[RelationRow] = &[
    // An edge list without kinds is a plain graph of access: it is walked, and never more than possible.
    along("Related", Grant, 0.5, ("{from} is related to {to}.", "Remove the relation from {from} to {to}."))
        .conditional(),
    // Membership. `MemberOf` itself is the directory's word too and stands here.
    along("MemberOf", Membership, 0.99, MEMBER),
    along("CloudMemberOf", Membership, 0.99, MEMBER),
    along("MaintainerOf", Membership, 0.99, ("{from} maintains the team {to}.", "Take {from} out of {to}.")),
    along(
        "ChildOf",
        Membership,
        0.99,
        ("{from} is part of {to} and has all of its access.", "Take {from} out from under {to}."),
    ),
    along("NestedIn", Membership, 0.99, MEMBER),
    along("IsMemberOf", Membership, 0.99, MEMBER),
    along("GroupMember", Membership, 0.99, MEMBER),
    along("MemberOfGroup", Membership, 0.99, MEMBER),
    along("HasRole", Membership, 0.99, HAS_ROLE),
    along("AssignedRole", Membership, 0.99, HAS_ROLE),
    along("EligibleFor", Grant, 0.6, ELIGIBLE).conditional(),
    // Belonging to a whole organisation gives nothing by itself.
    fixed("OrgMember", Membership, ("{from} belongs to the organisation {to}.", "Take {from} out of {to}.")),
    fixed("HasMember", Membership, ("{from} has the member {to}.", "Take {to} out of {from}.")),
    // Grants.
    along("HasEntitlement", Grant, 0.99, HOLDS),
    along("HasPermission", Grant, 0.99, HOLDS),
    along("Grants", Grant, 0.95, ("{from} has access to {to}.", "Take {to} out of {from}.")),
    along("Allows", Grant, 0.95, ("{from} allows {to}.", "Take {to} out of {from}.")),
    along("AppliesTo", Grant, 0.95, ("{from} applies to {to}.", "Take {to} out of the scope of {from}.")),
    along("AccessTo", Grant, 0.95, ACCESS),
    along("GivesAccessTo", Grant, 0.95, ACCESS),
    along("Permission", Grant, 0.95, ACCESS),
    along("AssignedTo", Grant, 0.95, ("{from} is assigned to {to}.", "Take {from} off {to}.")),
    along("HasAccess", Grant, 0.95, ACCESS),
    along("HasAccessTo", Grant, 0.95, ACCESS),
    along("CanAccess", Grant, 0.95, ACCESS),
    along("RepoPermission", Grant, 0.95, ACCESS),
    along(
        "PermissionSet",
        Grant,
        0.95,
        ("{from} has the permission set {level} in {to}.", "Take the permission set {level} in {to} from {from}."),
    ),
    along("CanRelease", Grant, 0.9, ("{from} can release {to}.", "Take the right to release {to} from {from}.")),
    along("CanWrite", Control, 0.9, ("{from} can change {to}.", "Take the right to change {to} from {from}.")),
    along("CanExecute", Control, 0.85, RUN_CODE),
    fixed("CanRead", Grant, ("{from} can read {to}.", "Take the right to read {to} from {from}.")),
    // Control.
    along("CanAssume", Control, 0.95, ASSUME),
    along("OidcCanAssume", Control, 0.95, ASSUME),
    along("CanImpersonate", Control, 0.95, ACT_AS),
    along("OrgAdmin", Control, 0.95, ("{from} owns the organisation {to}.", "Make {from} a plain member of {to}.")),
    along("Administers", Control, 0.9, ADMIN),
    along("CanManage", Control, 0.9, ADMIN),
    along("Manages", Control, 0.9, ADMIN),
    along("LocalAdmin", Control, 0.9, ADMIN),
    along("OwnerOf", Control, 0.95, OWNS),
    along("FullControl", Control, 0.9, FULL_CONTROL),
    along("CanActAs", Control, 0.95, ACT_AS),
    along("Impersonate", Control, 0.95, ACT_AS),
    along("CanAssumeRole", Control, 0.95, ASSUME),
    along("StsAssumeRole", Control, 0.95, ASSUME),
    along("CanRunAs", Control, 0.95, RUNS_AS),
    along("ResetPassword", Control, 0.9, RESET),
    along("CanDeploy", Control, 0.85, CHANGE_CODE),
    along("DeploysTo", Control, 0.85, CHANGE_CODE),
    along("CanPushTo", Control, 0.9, CHANGE_CODE),
    along("SameAs", Control, 0.9, SYNCED),
    along("AdminOf", Control, 0.9, ADMIN),
    along("AdminOfHost", Control, 0.9, ADMIN),
    along("Controls", Control, 0.9, FULL_CONTROL),
    along("OwnsObject", Control, 0.95, OWNS),
    along("CanAddMember", Control, 0.9, ADD_MEMBER),
    along("CanAddSelf", Control, 0.9, ("{from} can join {to}.", "Take the right to join {to} from {from}.")),
    along("CanAddOwner", Control, 0.9, ADD_OWNER),
    along("CanModifyGrants", Control, 0.9, MODIFY_GRANTS),
    along("CanResetCredential", Control, 0.9, RESET),
    along("CanResetPassword", Control, 0.9, RESET),
    along("CanAddCredential", Control, 0.9, ADD_CREDENTIAL),
    along("CanExec", Control, 0.85, RUN_CODE),
    along("CanModifyCode", Control, 0.85, CHANGE_CODE),
    along("CanWriteRef", Control, 0.9, CHANGE_CODE),
    along("CanRunWorkflow", Control, 0.9, RUN_CODE),
    along(
        "CanPassRoleNew",
        Control,
        0.8,
        ("{from} can start new compute that runs as {to}.", "Take the right to pass {to} from {from}."),
    ),
    along("RunsAs", Control, 0.95, RUNS_AS),
    along("SyncedTo", Control, 0.9, SYNCED),
    along("SsoTo", Control, 0.9, SYNCED),
    // Credentials.
    along("CanReadSecret", CredentialUse, 0.9, READ_SECRET),
    along("Authenticates", CredentialUse, 0.99, SPEAKS_FOR),
    along("HoldsSecretOf", CredentialUse, 0.9, HOLDS_SECRET),
    along(
        "HasSecret",
        CredentialUse,
        0.9,
        ("{from} has the secret {to}.", "Take the secret {to} out of {from} and rotate it."),
    ),
    along(
        "UsesCredential",
        CredentialUse,
        0.9,
        ("{from} uses the credential {to}.", "Give {from} a credential of its own instead of {to}."),
    ),
    fixed("StoredIn", CredentialUse, STORED),
    along("AuthenticatesAs", CredentialUse, 0.99, SPEAKS_FOR),
    along("CredentialFor", CredentialUse, 0.99, SPEAKS_FOR),
    along("KeyOf", CredentialUse, 0.99, SPEAKS_FOR),
    along("SecretOf", CredentialUse, 0.99, SPEAKS_FOR),
    along("TokenFor", CredentialUse, 0.99, SPEAKS_FOR),
    along("HoldsCredentialOf", CredentialUse, 0.9, HOLDS_SECRET),
    along("KnowsSecretOf", CredentialUse, 0.9, HOLDS_SECRET),
    along("HasKey", CredentialUse, 0.9, HOLDS),
    along("HasToken", CredentialUse, 0.9, HOLDS),
    along("ReadSecret", CredentialUse, 0.9, READ_SECRET),
    along("UsesSecret", CredentialUse, 0.9, HOLDS),
    // Containment. Control runs down it, whichever way the file writes it. Words that also join people
    // and groups (`BelongsTo`, `PartOf`) are no rows: there the ends decide.
    along("Contains", Containment, 0.95, CONTAINS),
    along("ParentOf", Containment, 0.95, CONTAINS),
    along("Holds", Containment, 0.95, CONTAINS),
    against("InOrg", 0.95, LIES_IN),
    against("InProject", 0.95, LIES_IN),
    against("InOU", 0.95, LIES_IN),
    against("InNamespace", 0.95, LIES_IN),
    against("InDomain", 0.95, LIES_IN),
    against("InAccount", 0.95, LIES_IN),
    against(
        "AccountOf",
        0.95,
        ("{from} is an account of {to}, so whoever controls {to} controls {from}.", "Move {from} out of {to}."),
    ),
    fixed("HasPart", Containment, PART),
    // Where a component is published says where it lies, not who may change it.
    fixed("Publishes", Containment, ("{from} publishes {to}.", "Publish {to} from another place than {from}.")),
    // Answering for a thing is no access to it.
    fixed("AccountableFor", Ownership, ANSWERS),
    fixed(
        "CodeOwnerOf",
        Ownership,
        ("{from} reviews changes to {to}.", "Name another code owner of {to} than {from}."),
    ),
    fixed("ManagerOf", Ownership, ("{from} is the manager of {to}.", "Correct who manages {to} in place of {from}.")),
    fixed("ReportsTo", Ownership, ("{from} reports to {to}.", "Correct to whom {from} reports instead of {to}.")),
    fixed("SponsorOf", Ownership, ANSWERS),
    fixed("ResponsibleFor", Ownership, ANSWERS),
    fixed("OwnedBy", Ownership, ANSWERED_BY),
    fixed("HasOwner", Ownership, ANSWERED_BY),
    fixed("ManagedBy", Ownership, ANSWERED_BY),
    // Seen, not granted.
    fixed("ObservedUse", Observation, ("{from} was seen to use {to}.", "Find out whether {from} still needs {to}.")),
    fixed("PeerOf", Observation, LINKED),
    fixed("SimilarTo", Observation, LINKED),
    fixed(
        "ConflictsWith",
        Observation,
        ("{from} and {to} must not be held together.", "Take {from} or {to} from whoever holds both."),
    ),
    fixed("Knows", Observation, LINKED),
    fixed("Used", Observation, SEEN),
    fixed("LastUsedBy", Observation, SEEN),
    fixed("SignedInTo", Observation, SEEN),
    fixed("LoggedOnTo", Observation, SEEN),
    // How synchronisation of a hybrid directory is wired.
    along("SyncsTo", Control, 0.9, SYNCED),
    fixed("SyncLink", Control, TRUSTS),
    fixed("ServicesLink", Control, LINKED),
    against_host(
        "RunsOn",
        (
            "{from} runs on {to}, so whoever controls {to} controls {from}.",
            "Move {from} to a host of its own, away from {to}.",
        ),
    ),
    fixed(
        "HasPtaAgent",
        Control,
        (
            "{from} checks passwords with an agent on {to}.",
            "Protect {to} as part of {from}, or end password checks there.",
        ),
    ),
];

/// A host controls what runs on it, though the file names the guest first.
const fn against_host(kind: &'static str, words: super::Words) -> RelationRow {
    let mut row = against(kind, 0.9, words);
    row.class = Control;
    row
}
