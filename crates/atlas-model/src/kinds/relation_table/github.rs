//! GitHub, as the BloodHound GitHub extension writes it (117 kinds of schema v1.3.0).
//!
//! Role permissions are raw facts; whether they pass branch protection is computed by the collector as
//! `GH_CanWriteBranch`, `GH_CanCreateBranch`, `GH_CanEditProtection`, and those are walked. Files that
//! state `traversable` on each edge decide for themselves. Where a file does not, administration of a
//! repository (`GH_AdminTo`) is walked beside the published list.

use super::{
    ADD_MEMBER, ADMIN, CHANGE_CODE, CONTAINS, HAS_ROLE, MAY, MEMBER, PART, RUN_CODE, RelationRow, SPEAKS_FOR, SYNCED,
    Words, along, fixed,
};
use crate::RelationClass::{Containment, Control, CredentialUse, Grant, Membership, Observation, Ownership};

const READ_ALERT: Words =
    ("{from} can read the leaked secret in {to}.", "Revoke the secret in {to}, and take the alerts from {from}.");
const EDIT_PROTECTION: Words =
    ("{from} can change or remove the protection of {to}.", "Take the right to edit protections of {to} from {from}.");
const BYPASS: Words =
    ("{from} can pass by the protection {to} ({name}).", "Take {from} off the list of those who may pass by {to}.");
const WORKFLOW: Words =
    ("{from} and {to} are parts of one workflow ({name}).", "Change the workflow that joins {from} to {to}.");
const SEE_ALERTS: Words = ("{from} can see the secret alerts of {to}.", "Take the secret alerts of {to} from {from}.");
const DEPLOY_KEYS: Words =
    ("{from} can add deploy keys to {to}.", "Take the right to manage deploy keys of {to} from {from}.");

/// A permission of a role that lets its holder do one thing and is no way in by itself.
const fn may(kind: &'static str) -> RelationRow {
    fixed(kind, Grant, MAY)
}

pub(super) static ROWS: &[RelationRow] = &[
    // Walked: membership, roles, ownership.
    along("GH_MemberOf", Membership, 0.99, MEMBER),
    along("GH_HasRole", Membership, 0.99, HAS_ROLE),
    along(
        "GH_HasBaseRole",
        Membership,
        0.99,
        ("{from} includes all that {to} allows.", "Take the base role {to} out of {from}."),
    ),
    along("GH_AddMember", Control, 0.9, ADD_MEMBER),
    along("GH_Owns", Control, 0.95, CONTAINS),
    along("GH_AdminTo", Control, 0.9, ADMIN),
    along(
        "GH_InstalledAs",
        Control,
        0.95,
        ("{from} acts through the installation {to}.", "Remove the installation {to} of {from}."),
    ),
    // Walked: computed ways to change code, protections and roles.
    along(
        "GH_CanWriteBranch",
        Control,
        0.9,
        ("{from} can push to {to}.", "Protect {to} so that {from} needs a review to push."),
    ),
    along(
        "GH_CanCreateBranch",
        Control,
        0.9,
        (
            "{from} can create branches in {to} and run workflows on them.",
            "Restrict who creates branches in {to}, and leave {from} out.",
        ),
    ),
    along("GH_CanEditProtection", Control, 0.9, EDIT_PROTECTION),
    along(
        "GH_WriteOrganizationCustomOrgRole",
        Control,
        0.9,
        (
            "{from} can write the roles of {to} and so give itself any right there.",
            "Take the right to write roles of {to} from {from}.",
        ),
    ),
    along(
        "GH_CanPwnRequest",
        Control,
        0.85,
        (
            "{from} can run code with the secrets of {to} by a pull request.",
            "Keep workflows of {to} from checking out pull requests such as those of {from}.",
        ),
    ),
    // Walked: secrets, tokens, other platforms.
    along(
        "GH_HasSecret",
        CredentialUse,
        0.9,
        ("{from} can use the secret {to}.", "Narrow the repositories that may use {to}, and leave {from} out."),
    ),
    along(
        "GH_HasVariable",
        CredentialUse,
        0.9,
        ("{from} can use the variable {to}.", "Keep secrets out of {to}, or hide it from {from}."),
    ),
    along("GH_CanReadSecretScanningAlert", CredentialUse, 0.9, READ_ALERT),
    along("GH_ValidToken", CredentialUse, 0.99, SPEAKS_FOR),
    along(
        "GH_CanAssumeIdentity",
        Control,
        0.95,
        ("{from} can act as {to} by federation.", "Narrow the subjects that {to} trusts, and leave {from} out."),
    ),
    along("GH_SyncedTo", Control, 0.9, SYNCED),
    // Raw permissions that replace a sign-in or a gate: inputs of rules (identity-security §4.6.5, GH-06 and GH-12).
    fixed("GH_ManageDeployKeys", Control, DEPLOY_KEYS),
    fixed("GH_EditRepoProtections", Control, EDIT_PROTECTION),
    // Structure.
    fixed("GH_Contains", Containment, PART),
    fixed("GH_HasBranch", Containment, PART),
    fixed("GH_HasWorkflow", Containment, PART),
    fixed("GH_HasEnvironment", Containment, PART),
    fixed("GH_HasJob", Containment, PART),
    fixed("GH_HasStep", Containment, PART),
    fixed(
        "GH_HasSamlIdentityProvider",
        Containment,
        ("{from} signs its members in through {to}.", "Protect {to} as part of {from}."),
    ),
    fixed(
        "GH_HasExternalIdentity",
        Containment,
        ("{from} knows the external identity {to}.", "Remove {to} from {from}."),
    ),
    fixed("GH_ProtectedBy", Containment, ("{from} protects {to}.", "Check that {from} still covers {to}.")),
    fixed("GH_AssignedTo", Membership, ("{from} is assigned to {to}.", "Take {from} out of {to}.")),
    fixed("GH_HasMember", Membership, ("{from} has the member {to}.", "Take {to} out of {from}.")),
    along(
        "GH_MapsToUser",
        Control,
        0.9,
        ("{from} is the external identity of {to}.", "Correct the mapping of {from} to {to}."),
    ),
    // Tokens and installations: what they may do at which level is not in the file.
    fixed("GH_HasPersonalAccessToken", Ownership, ("{from} owns the token {to}.", "Revoke the token {to} of {from}.")),
    fixed(
        "GH_HasPersonalAccessTokenRequest",
        Ownership,
        ("{from} asks for the token {to}.", "Deny the token {to} to {from}."),
    ),
    fixed(
        "GH_CanAccess",
        Grant,
        ("{from} can access {to}.", "Take {to} out of the repositories that {from} may access."),
    ),
    // Workflows and runners.
    fixed("GH_CallsWorkflow", Containment, WORKFLOW),
    fixed("GH_DependsOn", Containment, WORKFLOW),
    fixed("GH_DeploysTo", Grant, ("{from} deploys to {to}.", "Take {to} out of what {from} deploys to.")),
    fixed("GH_CanUseRunner", Grant, RUN_CODE),
    fixed("GH_CanDispatchTo", Grant, RUN_CODE),
    fixed("GH_UsesSecret", Observation, ("{from} names the secret {to}.", "Take {to} out of {from}.")),
    fixed("GH_UsesVariable", Observation, ("{from} names the variable {to}.", "Take {to} out of {from}.")),
    // Raw permissions on a repository.
    fixed("GH_ReadRepoContents", Grant, ("{from} can read the code of {to}.", "Take read access to {to} from {from}.")),
    along("GH_WriteRepoContents", Control, 0.9, CHANGE_CODE),
    fixed(
        "GH_WriteRepoPullRequests",
        Grant,
        ("{from} can open and merge pull requests in {to}.", "Take write access to {to} from {from}."),
    ),
    fixed("GH_BypassBranchProtection", Grant, BYPASS),
    fixed("GH_PushProtectedBranch", Grant, BYPASS),
    fixed("GH_BypassPullRequestAllowances", Grant, BYPASS),
    fixed("GH_RestrictionsCanPush", Grant, BYPASS),
    fixed("GH_ViewSecretScanningAlerts", Grant, SEE_ALERTS),
    may("GH_ManageWebhooks"),
    may("GH_DeleteAlertsCodeScanning"),
    may("GH_RunOrgMigration"),
    may("GH_ManageSecurityProducts"),
    may("GH_ManageRepoSecurityProducts"),
    may("GH_JumpMergeQueue"),
    may("GH_CreateSoloMergeQueueEntry"),
    may("GH_EditRepoCustomPropertiesValues"),
    may("GH_AddLabel"),
    may("GH_RemoveLabel"),
    may("GH_CloseIssue"),
    may("GH_ReopenIssue"),
    may("GH_ClosePullRequest"),
    may("GH_ReopenPullRequest"),
    may("GH_AddAssignee"),
    may("GH_DeleteIssue"),
    may("GH_RemoveAssignee"),
    may("GH_RequestPrReview"),
    may("GH_MarkAsDuplicate"),
    may("GH_SetMilestone"),
    may("GH_SetIssueType"),
    may("GH_ManageTopics"),
    may("GH_ManageSettingsWiki"),
    may("GH_ManageSettingsProjects"),
    may("GH_ManageSettingsMergeTypes"),
    may("GH_ManageSettingsPages"),
    may("GH_EditRepoMetadata"),
    may("GH_SetInteractionLimits"),
    may("GH_SetSocialPreview"),
    may("GH_EditRepoAnnouncementBanners"),
    may("GH_ReadCodeScanning"),
    may("GH_WriteCodeScanning"),
    may("GH_ViewDependabotAlerts"),
    may("GH_ResolveDependabotAlerts"),
    may("GH_DeleteDiscussion"),
    may("GH_ToggleDiscussionAnswer"),
    may("GH_ToggleDiscussionCommentMinimize"),
    may("GH_EditDiscussionCategory"),
    may("GH_CreateDiscussionCategory"),
    may("GH_ConvertIssuesToDiscussions"),
    may("GH_CloseDiscussion"),
    may("GH_ReopenDiscussion"),
    may("GH_EditCategoryOnDiscussion"),
    may("GH_ManageDiscussionBadges"),
    may("GH_EditDiscussionComment"),
    may("GH_DeleteDiscussionComment"),
    may("GH_CreateTag"),
    may("GH_DeleteTag"),
    may("GH_ResolveSecretScanningAlerts"),
    // Raw permissions on an organisation.
    may("GH_CreateRepository"),
    may("GH_InviteMember"),
    may("GH_AddCollaborator"),
    may("GH_CreateTeam"),
    may("GH_TransferRepository"),
    may("GH_ManageOrganizationWebhooks"),
    may("GH_OrgBypassCodeScanningDismissalRequests"),
    may("GH_OrgBypassSecretScanningClosureRequests"),
    may("GH_OrgReviewAndManageSecretScanningBypassRequests"),
    may("GH_OrgReviewAndManageSecretScanningClosureRequests"),
    may("GH_ReadOrganizationActionsUsageMetrics"),
    may("GH_ReadOrganizationCustomOrgRole"),
    may("GH_ReadOrganizationCustomRepoRole"),
    may("GH_WriteOrganizationActionsSecrets"),
    may("GH_WriteOrganizationActionsVariables"),
    may("GH_WriteOrganizationActionsSettings"),
    may("GH_WriteOrganizationCustomRepoRole"),
    may("GH_WriteOrganizationNetworkConfigurations"),
];
