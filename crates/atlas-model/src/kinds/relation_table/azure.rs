//! Entra ID and Azure: the 35 kinds that are walked, and application permissions, which are inputs
//! (traversable kinds as published by BloodHound; rules ENT-01..16 of identity-security §4.6.4).

use super::{
    ADD_CREDENTIAL, ADD_MEMBER, ADD_OWNER, CONTAINS, ELIGIBLE, HAS_ROLE, INPUT, MEMBER, MODIFY_GRANTS, OWNS, RESET,
    RUN_CODE, RUNS_AS, RelationRow, Words, along, fixed,
};
use crate::RelationClass::{Containment, Control, CredentialUse, Grant, Membership};

const TENANT_ADMIN: Words =
    ("{from} administers the whole tenant {to}.", "Take the administrator role in {to} from {from}.");
const APP_ADMIN: Words = (
    "{from} administers applications and can sign in as {to}.",
    "Take the application administrator role over {to} from {from}.",
);
const CONTRIBUTOR: Words =
    ("{from} can change the resource {to} and run code in it.", "Take the contributor role on {to} from {from}.");
const VAULT: Words = (
    "{from} can read what the vault {to} keeps.",
    "Take the access to the vault {to} from {from}, then rotate what it keeps.",
);
const GRANT_ROLES: Words = ("{from} can grant roles in {to}.", "Take the right to grant roles in {to} from {from}.");

pub(super) static ROWS: &[RelationRow] = &[
    along("AZMemberOf", Membership, 0.99, MEMBER),
    along("AZHasRole", Membership, 0.99, HAS_ROLE),
    along("AZContains", Containment, 0.95, CONTAINS),
    along("AZOwns", Control, 0.95, OWNS),
    along("AZOwner", Control, 0.95, ("{from} has the owner role on {to}.", "Take the owner role on {to} from {from}.")),
    along("AZContributor", Control, 0.85, CONTRIBUTOR),
    along("AZUserAccessAdministrator", Control, 0.9, MODIFY_GRANTS),
    along("AZAddMembers", Control, 0.9, ADD_MEMBER),
    along("AZAddOwner", Control, 0.9, ADD_OWNER),
    along("AZAddSecret", Control, 0.9, ADD_CREDENTIAL),
    along("AZAppAdmin", Control, 0.9, APP_ADMIN),
    along("AZCloudAppAdmin", Control, 0.9, APP_ADMIN),
    along("AZGlobalAdmin", Control, 0.99, TENANT_ADMIN),
    along("AZPrivilegedRoleAdmin", Control, 0.95, GRANT_ROLES),
    along("AZPrivilegedAuthAdmin", Control, 0.9, RESET),
    along("AZResetPassword", Control, 0.85, RESET),
    along("AZExecuteCommand", Control, 0.85, RUN_CODE),
    along("AZRunsAs", Control, 0.95, RUNS_AS),
    along("AZManagedIdentity", Control, 0.95, RUNS_AS),
    along("AZGetSecrets", CredentialUse, 0.9, VAULT),
    along("AZGetKeys", CredentialUse, 0.9, VAULT),
    along("AZGetCertificates", CredentialUse, 0.9, VAULT),
    along("AZKeyVaultKVContributor", CredentialUse, 0.9, VAULT),
    along("AZVMContributor", Control, 0.85, RUN_CODE),
    along(
        "AZVMAdminLogin",
        Control,
        0.9,
        ("{from} can sign in to {to} as administrator.", "Take the administrator login on {to} from {from}."),
    ),
    along("AZAvereContributor", Control, 0.85, CONTRIBUTOR),
    along("AZWebsiteContributor", Control, 0.85, CONTRIBUTOR),
    along("AZLogicAppContributor", Control, 0.85, CONTRIBUTOR),
    along("AZAutomationContributor", Control, 0.85, CONTRIBUTOR),
    along(
        "AZNodeResourceGroup",
        Control,
        0.95,
        ("{from} keeps its nodes in {to}.", "Limit who may change {to} in place of {from}."),
    ),
    along("AZMGAddMember", Control, 0.9, ADD_MEMBER),
    along("AZMGAddOwner", Control, 0.9, ADD_OWNER),
    along("AZMGAddSecret", Control, 0.9, ADD_CREDENTIAL),
    along("AZMGGrantAppRoles", Control, 0.9, GRANT_ROLES),
    along("AZMGGrantRole", Control, 0.9, GRANT_ROLES),
    // Beside the published list: named by an earlier version of it, or newer.
    along("AZAKSContributor", Control, 0.85, CONTRIBUTOR),
    along("AZRoleEligible", Grant, 0.6, ELIGIBLE).conditional(),
    along("AZEligibleFor", Grant, 0.6, ELIGIBLE).conditional(),
    along(
        "AZRoleApprover",
        Control,
        0.2,
        ("{from} approves activations of {to}.", "Name another approver of {to} than {from}."),
    )
    .conditional(),
    along(
        "AZAuthenticatesTo",
        CredentialUse,
        0.95,
        ("{from} signs in as {to} by federation.", "Remove the federated credential {from} from {to}."),
    ),
    // Application permissions: inputs of the rules above.
    fixed("AZMGApplication_ReadWrite_All", Grant, INPUT),
    fixed("AZMGAppRoleAssignment_ReadWrite_All", Grant, INPUT),
    fixed("AZMGDirectory_ReadWrite_All", Grant, INPUT),
    fixed("AZMGGroup_ReadWrite_All", Grant, INPUT),
    fixed("AZMGGroupMember_ReadWrite_All", Grant, INPUT),
    fixed("AZMGRoleManagement_ReadWrite_Directory", Grant, INPUT),
    fixed("AZMGServicePrincipalEndpoint_ReadWrite_All", Grant, INPUT),
    // Relations of the collector's own files, before they are combined.
    along("AZGroupMember", Membership, 0.99, MEMBER),
    along("AZGroupOwner", Control, 0.9, ADD_MEMBER),
    along("AZAppOwner", Control, 0.9, ADD_CREDENTIAL),
    along("AZServicePrincipalOwner", Control, 0.9, ADD_CREDENTIAL),
    fixed("AZScopedTo", Grant, ("{from} is limited to {to}.", "Narrow the scope of {from} on {to}.")),
];
