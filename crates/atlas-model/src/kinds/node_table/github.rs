//! GitHub, as the BloodHound GitHub extension writes it (34 kinds, and the general kinds beside them).
//!
//! Decisions: an app and its installation act for as long as they exist, so they are machine identities
//! that stay. A workflow stands for its runs, which act and are gone, so it, its jobs and the runners
//! are workloads. An external identity is a person's account at the identity provider. A token, also
//! one only asked for, is a credential; an alert about a leaked one is a record, hence a resource.

use super::{NodeRow, container, credential, entitlement, ephemeral, human, resource, stable};

pub(super) static ROWS: &[NodeRow] = &[
    human("GitHubUser", "GitHub user", "GitHub users"),
    entitlement("GitHubTeam", "team", "teams"),
    resource("GitHubRepository", "repository", "repositories"),
    human("GH_User", "GitHub user", "GitHub users"),
    human("GH_EnterpriseManagedUser", "managed GitHub user", "managed GitHub users"),
    human("GH_ExternalIdentity", "external identity", "external identities"),
    stable("GH_App", "GitHub app", "GitHub apps"),
    stable("GH_AppInstallation", "app installation", "app installations"),
    ephemeral("GH_Runner", "runner", "runners"),
    ephemeral("GH_OrgRunner", "organisation runner", "organisation runners"),
    ephemeral("GH_RepoRunner", "repository runner", "repository runners"),
    ephemeral("GH_WorkflowJob", "workflow job", "workflow jobs"),
    entitlement("GH_Team", "team", "teams"),
    entitlement("GH_EnterpriseTeam", "enterprise team", "enterprise teams"),
    entitlement("GH_Role", "role", "roles"),
    entitlement("GH_EnterpriseRole", "enterprise role", "enterprise roles"),
    entitlement("GH_OrgRole", "organisation role", "organisation roles"),
    entitlement("GH_TeamRole", "team role", "team roles"),
    entitlement("GH_RepoRole", "repository role", "repository roles"),
    container("GH_Enterprise", "GitHub enterprise", "GitHub enterprises"),
    container("GH_Organization", "GitHub organisation", "GitHub organisations"),
    resource("GH_Environment", "deployment environment", "deployment environments"),
    container("GH_RunnerGroup", "runner group", "runner groups"),
    resource("GH_SamlIdentityProvider", "SAML identity provider", "SAML identity providers"),
    resource("GH_Repository", "repository", "repositories"),
    resource("GH_Branch", "branch", "branches"),
    resource("GH_BranchProtectionRule", "branch protection", "branch protections"),
    ephemeral("GH_Workflow", "workflow", "workflows"),
    resource("GH_WorkflowStep", "workflow step", "workflow steps"),
    resource("GH_Variable", "variable", "variables"),
    resource("GH_OrgVariable", "organisation variable", "organisation variables"),
    resource("GH_RepoVariable", "repository variable", "repository variables"),
    resource("GH_EnvironmentVariable", "environment variable", "environment variables"),
    credential("GH_PersonalAccessTokenRequest", "token request", "token requests"),
    credential("GH_PersonalAccessToken", "personal access token", "personal access tokens"),
    credential("GH_Secret", "secret", "secrets"),
    credential("GH_OrgSecret", "organisation secret", "organisation secrets"),
    credential("GH_RepoSecret", "repository secret", "repository secrets"),
    credential("GH_EnvironmentSecret", "environment secret", "environment secrets"),
    resource("GH_SecretScanningAlert", "secret alert", "secret alerts"),
    credential("GH_DeployKey", "deploy key", "deploy keys"),
    credential("DeployKey", "deploy key", "deploy keys"),
];
