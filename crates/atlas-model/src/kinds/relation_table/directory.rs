//! Active Directory: the 62 kinds that are walked and the 23 that are inputs of a composition
//! (traversable kinds as published by BloodHound; likelihoods of identity-security §4.6.3).
//! `MemberOf` and `Contains` are generic words and stand there.

use super::{
    ADD_MEMBER, FULL_CONTROL, INPUT, MEMBER, OWNS, RELAY, RESET, RelationRow, SESSION, SYNCED, TRUSTS, Words, along,
    fixed,
};
use crate::RelationClass::{Containment, Control, CredentialUse, Grant, Membership, Observation};

const WRITE: Words = ("{from} can change the attributes of {to}.", "Remove the write access of {from} to {to}.");
const WRITE_DACL: Words = (
    "{from} can change the permissions of {to}.",
    "Remove the right to change permissions (WriteDacl) on {to} from {from}.",
);
const WRITE_OWNER: Words =
    ("{from} can make itself the owner of {to}.", "Remove the right to take ownership of {to} from {from}.");
const KEY_CREDENTIAL: Words = (
    "{from} can add a sign-in key to {to} and then sign in as it.",
    "Remove the right to write key credentials of {to} from {from}.",
);
const DELEGATION: Words = (
    "{from} can act as other users towards {to}.",
    "Remove the delegation from {from} to {to}, and mark sensitive accounts as not to be delegated.",
);
const READ_PASSWORD: Words =
    ("{from} can read the password of {to}.", "Take the right to read the password of {to} from {from}.");
const ESC: Words = (
    "{from} can get a certificate that signs in as anyone in {to} ({name}).",
    "Correct the certificate template or authority through which {from} reaches {to}.",
);
const SID_HISTORY: Words = (
    "{from} carries the former identity of {to} and has all of its access.",
    "Clear the SID history of {from} that names {to}.",
);
const CERTIFICATE_MAPPING: Words = (
    "{from} can map a certificate to {to} and sign in as it.",
    "Remove the right to write sign-in mappings of {to} from {from}.",
);
const LINK_POLICY: Words =
    ("{from} can link a group policy to {to}.", "Remove the right to link policies to {to} from {from}.");
const MANAGE_CA: Words = ("{from} manages the certificate authority {to}.", "Take the management of {to} from {from}.");
const ENROLL: Words =
    ("{from} may enrol for certificates at {to} ({name}).", "Remove the right of {from} to enrol at {to}.");
const PKI: Words =
    ("{from} and {to} belong to one chain of certificates ({name}).", "Remove {from} from the chain of {to}.");

pub(super) static ROWS: &[RelationRow] = &[
    // Membership, containment and trust.
    along("ClaimSpecialIdentity", Control, 0.9, MEMBER),
    along("HasSIDHistory", Control, 0.9, SID_HISTORY),
    along("GPLink", Containment, 0.95, ("The policy {from} is applied to {to}.", "Unlink {from} from {to}.")),
    along("DCFor", Control, 0.9, ("{from} is a domain controller of {to}.", "Protect {from} as part of {to}.")),
    along("SameForestTrust", Control, 0.5, TRUSTS).conditional(),
    along("CrossForestTrust", Control, 0.5, TRUSTS).conditional(),
    along(
        "SpoofSIDHistory",
        Control,
        0.5,
        ("{from} can pretend to former identities of {to}.", "Turn on SID filtering of the trust of {to} in {from}."),
    )
    .conditional(),
    along(
        "AbuseTGTDelegation",
        Control,
        0.5,
        (
            "{from} can reuse sign-ins that {to} delegates to it.",
            "Turn off ticket delegation over the trust of {to} in {from}.",
        ),
    )
    .conditional(),
    along(
        "HasTrustKeys",
        Control,
        0.5,
        ("{from} holds the trust keys of {to}.", "Rotate the keys of the trust between {from} and {to}."),
    ),
    along("SyncedToEntraUser", Control, 0.9, SYNCED),
    along("SyncedToADUser", Control, 0.9, SYNCED),
    // Control of objects.
    along("GenericAll", Control, 0.9, FULL_CONTROL),
    along("GenericWrite", Control, 0.9, WRITE),
    along("WriteDacl", Control, 0.9, WRITE_DACL),
    along("WriteOwner", Control, 0.9, WRITE_OWNER),
    along("WriteOwnerLimitedRights", Control, 0.9, WRITE_OWNER),
    along("Owns", Control, 0.9, OWNS),
    along("OwnsLimitedRights", Control, 0.9, OWNS),
    along(
        "AllExtendedRights",
        Control,
        0.9,
        (
            "{from} has all extended rights on {to}, such as resetting its password.",
            "Remove the extended rights on {to} from {from}.",
        ),
    ),
    along("ForceChangePassword", Control, 0.85, RESET),
    along("AddMember", Control, 0.9, ADD_MEMBER),
    along("AddSelf", Control, 0.9, ("{from} can add itself to {to}.", "Take the right to join {to} from {from}.")),
    along("AddKeyCredentialLink", Control, 0.85, KEY_CREDENTIAL),
    along(
        "AddAllowedToAct",
        Control,
        0.7,
        (
            "{from} can decide who may act as others towards {to}.",
            "Remove the right to set delegation on {to} from {from}.",
        ),
    ),
    along("AllowedToAct", Control, 0.7, DELEGATION),
    along("AllowedToDelegate", Control, 0.7, DELEGATION),
    along(
        "WriteAccountRestrictions",
        Control,
        0.7,
        (
            "{from} can change the account restrictions of {to}.",
            "Remove the right to change account restrictions of {to} from {from}.",
        ),
    ),
    along(
        "WriteSPN",
        Control,
        0.4,
        (
            "{from} can set a service name on {to} and try to crack its password.",
            "Remove the right to write service names of {to} from {from}.",
        ),
    )
    .conditional(),
    along("WriteAltSecurityIdentities", Control, 0.6, CERTIFICATE_MAPPING),
    along("WritePublicInformation", Control, 0.6, CERTIFICATE_MAPPING),
    along("WriteGPLink", Control, 0.9, LINK_POLICY),
    along(
        "DCSync",
        Control,
        0.9,
        ("{from} can copy all password hashes of {to}.", "Remove the replication rights on {to} from {from}."),
    ),
    // Credentials that can be read.
    along("ReadLAPSPassword", Control, 0.9, READ_PASSWORD),
    along("SyncLAPSPassword", Control, 0.9, READ_PASSWORD),
    along("ReadGMSAPassword", Control, 0.9, READ_PASSWORD),
    along("DumpSMSAPassword", Control, 0.9, READ_PASSWORD),
    along(
        "GoldenCert",
        Control,
        0.9,
        (
            "{from} holds the signing key of an authority that {to} trusts.",
            "Protect {from} as part of {to}, with the key in a hardware module.",
        ),
    ),
    // Hosts.
    along(
        "AdminTo",
        Control,
        0.9,
        ("{from} is an administrator of {to}.", "Take {from} out of the administrators of {to}."),
    ),
    along(
        "CanRDP",
        Control,
        0.6,
        ("{from} can sign in to {to} by remote desktop.", "Take the right to remote desktop on {to} from {from}."),
    ),
    along(
        "CanPSRemote",
        Control,
        0.6,
        ("{from} can run PowerShell on {to}.", "Take {from} out of the remote management users of {to}."),
    ),
    along(
        "ExecuteDCOM",
        Control,
        0.6,
        ("{from} can start programs on {to} through DCOM.", "Take {from} out of the DCOM users of {to}."),
    ),
    along(
        "SQLAdmin",
        Control,
        0.6,
        ("{from} administers the database server on {to}.", "Take the server administration on {to} from {from}."),
    ),
    along("HasSession", Observation, 0.6, SESSION).conditional(),
    // Certificate services.
    along("ADCSESC1", Control, 0.85, ESC),
    along("ADCSESC3", Control, 0.6, ESC),
    along("ADCSESC4", Control, 0.6, ESC),
    along("ADCSESC6a", Control, 0.6, ESC),
    along("ADCSESC6b", Control, 0.6, ESC),
    along("ADCSESC9a", Control, 0.6, ESC),
    along("ADCSESC9b", Control, 0.6, ESC),
    along("ADCSESC10a", Control, 0.6, ESC),
    along("ADCSESC10b", Control, 0.6, ESC),
    along("ADCSESC13", Control, 0.6, ESC),
    along("ManageCA", Control, 0.6, MANAGE_CA),
    along(
        "ManageCertificates",
        Control,
        0.6,
        ("{from} approves certificates of {to}.", "Take the management of certificates of {to} from {from}."),
    ),
    // Coercion and relay.
    along(
        "CoerceToTGT",
        Control,
        0.4,
        (
            "{from} can capture the sign-in ticket of a controller of {to}.",
            "Turn off unconstrained delegation on {from}, which endangers {to}.",
        ),
    )
    .conditional(),
    along("CoerceAndRelayNTLMToSMB", Control, 0.4, RELAY).conditional(),
    along("CoerceAndRelayNTLMToLDAP", Control, 0.4, RELAY).conditional(),
    along("CoerceAndRelayNTLMToLDAPS", Control, 0.4, RELAY).conditional(),
    along("CoerceAndRelayNTLMToADCS", Control, 0.4, RELAY).conditional(),
    // Inputs of a composition: none of these is enough by itself.
    fixed("GetChanges", Grant, INPUT),
    fixed("GetChangesAll", Grant, INPUT),
    fixed("GetChangesInFilteredSet", Grant, INPUT),
    fixed("Enroll", Grant, ENROLL),
    fixed("EnrollOnBehalfOf", Grant, ENROLL),
    fixed("DelegatedEnrollmentAgent", Grant, ENROLL),
    fixed("WritePKIEnrollmentFlag", Grant, INPUT),
    fixed("WritePKINameFlag", Grant, INPUT),
    fixed("OwnsRaw", Grant, INPUT),
    fixed("WriteOwnerRaw", Grant, INPUT),
    fixed("RemoteInteractiveLogonRight", Grant, INPUT),
    fixed("PublishedTo", Containment, PKI),
    fixed("EnterpriseCAFor", Containment, PKI),
    fixed("RootCAFor", Containment, PKI),
    fixed("NTAuthStoreFor", Containment, PKI),
    fixed("IssuedSignedBy", CredentialUse, PKI),
    fixed("TrustedForNTAuth", CredentialUse, PKI),
    fixed("ExtendedByPolicy", Containment, PKI),
    fixed("OIDGroupLink", Containment, PKI),
    fixed(
        "HostsCAService",
        Containment,
        ("{from} hosts the authority {to}.", "Move {to} to a host of its own, away from {from}."),
    ),
    fixed("LocalToComputer", Containment, ("{from} is a local group of {to}.", "Remove {from} from {to}.")),
    fixed("MemberOfLocalGroup", Membership, MEMBER),
    fixed(
        "ProtectAdminGroups",
        Control,
        ("{from} guards the permissions of {to}.", "Check why {from} no longer guards {to}."),
    ),
    // Listed as walked by an earlier version of the published list, or not any more.
    fixed("TrustedBy", Control, TRUSTS),
    along("ADCSESC7", Control, 0.6, MANAGE_CA),
];
