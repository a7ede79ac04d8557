//! THE table of node kinds: what a kind of a known platform, or a generic word, is.
//!
//! A row lists kinds that mean the same. Letters compare exactly first and then without ASCII case
//! (a file may write `user`). Words are for legends: one, several.

use crate::Lifecycle::{self, Autonomous, Ephemeral, Human, Stable, Unknown};
use crate::NodeClass::{self, Container, Credential, Entitlement, Identity, Resource};

/// Kinds that mean the same.
pub(super) struct NodeRow {
    /// As written in files.
    pub(super) kinds: &'static [&'static str],
    pub(super) class: NodeClass,
    pub(super) lifecycle: Lifecycle,
    /// One and several, in words.
    pub(super) words: (&'static str, &'static str),
}

const fn row(
    kinds: &'static [&'static str],
    class: NodeClass,
    lifecycle: Lifecycle,
    words: (&'static str, &'static str),
) -> NodeRow {
    NodeRow { kinds, class, lifecycle, words }
}

/// Every kind that is known.
pub(super) const NODE_KINDS: &[NodeRow] = &[
    // People.
    row(&["Person", "Human", "Employee", "Contractor"], Identity, Human, ("person", "people")),
    row(
        &[
            "User",
            "AZUser",
            "GH_User",
            "GitHubUser",
            "Okta_User",
            "OktaUser",
            "AWSUser",
            "IamUser",
            "GCPUser",
            "EntraUser",
            "GSuiteUser",
            "SF_User",
            "SNOW_User",
        ],
        Identity,
        Human,
        ("user", "users"),
    ),
    row(
        &["GH_ExternalIdentity", "SSOUser", "AWSSSOUser"],
        Identity,
        Human,
        ("external identity", "external identities"),
    ),
    // Machines that stay.
    row(
        &[
            "Machine",
            "ServiceAccount",
            "ServicePrincipal",
            "ManagedIdentity",
            "Bot",
            "ApiClient",
            "KubernetesServiceAccount",
            "GCPServiceAccount",
        ],
        Identity,
        Stable,
        ("service account", "service accounts"),
    ),
    row(
        &["AZServicePrincipal", "AZManagedIdentity", "EntraServicePrincipal"],
        Identity,
        Stable,
        ("service principal", "service principals"),
    ),
    row(
        &[
            "AZApp",
            "GH_App",
            "GH_AppInstallation",
            "Okta_Application",
            "Okta_APIServiceIntegration",
            "OAuthApp",
            "EntraApplication",
        ],
        Identity,
        Stable,
        ("application", "applications"),
    ),
    row(
        &["Computer", "Device", "Host", "Server", "AZDevice", "Okta_Device", "SCCM_ClientDevice"],
        Identity,
        Stable,
        ("computer", "computers"),
    ),
    row(
        &["AZVM", "AZVMScaleSet", "EC2Instance", "VirtualMachine", "VM"],
        Identity,
        Stable,
        ("virtual machine", "virtual machines"),
    ),
    row(&["MSSQL_Login", "MSSQL_DatabaseUser", "DatabaseUser"], Identity, Stable, ("login", "logins")),
    row(&["CloudRole", "AWSRole", "IamRole"], Identity, Stable, ("cloud role", "cloud roles")),
    row(&["gMSA", "GMSA", "sMSA"], Identity, Stable, ("managed service account", "managed service accounts")),
    // Machines that come and go.
    row(
        &[
            "Workload",
            "Pod",
            "Job",
            "CronJob",
            "Container_Instance",
            "CIJob",
            "PipelineRun",
            "Runner",
            "GH_Runner",
            "LambdaFunction",
            "Function",
            "AZFunctionApp",
            "EphemeralIdentity",
            "RoleSession",
        ],
        Identity,
        Ephemeral,
        ("workload", "workloads"),
    ),
    row(&["Pipeline", "CIPipeline", "GH_Workflow", "GH_WorkflowJob"], Identity, Ephemeral, ("pipeline", "pipelines")),
    // Agents.
    row(
        &["Agent", "AIAgent", "AgentIdentity", "AgentUser", "AZAgentIdentity"],
        Identity,
        Autonomous,
        ("agent", "agents"),
    ),
    // Groups.
    row(
        &[
            "Group",
            "AZGroup",
            "Okta_Group",
            "OktaGroup",
            "AWSGroup",
            "IamGroup",
            "GCPGroup",
            "EntraGroup",
            "ADLocalGroup",
            "LocalGroup",
            "SsoGroup",
            "SSOGroup",
            "SF_Group",
            "SF_PublicGroup",
        ],
        Entitlement,
        Unknown,
        ("group", "groups"),
    ),
    row(&["Team", "GH_Team", "GitHubTeam"], Entitlement, Unknown, ("team", "teams")),
    // Roles, policies, permissions.
    row(
        &[
            "Role",
            "GH_Role",
            "GH_OrgRole",
            "GH_RepoRole",
            "GH_TeamRole",
            "AZRole",
            "Okta_Role",
            "Okta_CustomRole",
            "Okta_RoleAssignment",
            "ClusterRole",
            "MSSQL_ServerRole",
            "MSSQL_DatabaseRole",
            "MSSQL_ApplicationRole",
            "SF_Profile",
            "SF_Role",
            "SNOW_Role",
            "SCCM_AdminUser",
            "SCCM_SecurityRole",
        ],
        Entitlement,
        Unknown,
        ("role", "roles"),
    ),
    row(
        &["PermissionSet", "SF_PermissionSet", "SF_PermissionSetGroup", "AWSPermissionSet"],
        Entitlement,
        Unknown,
        ("permission set", "permission sets"),
    ),
    row(
        &["Entitlement", "Permission", "Scope", "Privilege", "Right", "AccessPackage", "SF_Permission"],
        Entitlement,
        Unknown,
        ("entitlement", "entitlements"),
    ),
    row(
        &["Policy", "AWSPolicy", "IamPolicy", "ManagedPolicy", "InlinePolicy", "IssuancePolicy"],
        Entitlement,
        Unknown,
        ("policy", "policies"),
    ),
    row(&["RoleBinding", "ClusterRoleBinding", "GCPBinding"], Entitlement, Unknown, ("binding", "bindings")),
    // Containers.
    row(
        &[
            "Org",
            "Organization",
            "Organisation",
            "GH_Organization",
            "Okta_Organization",
            "AWSOrganization",
            "AwsOrganization",
            "GCPOrganization",
            "GH_Enterprise",
            "SF_Organization",
        ],
        Container,
        Unknown,
        ("organisation", "organisations"),
    ),
    row(
        &[
            "Account",
            "AwsAccount",
            "AWSAccount",
            "CloudAccount",
            "Subscription",
            "AZSubscription",
            "Project",
            "GCPProject",
            "SNOW_Account",
        ],
        Container,
        Unknown,
        ("account", "accounts"),
    ),
    row(&["Domain", "Forest"], Container, Unknown, ("domain", "domains")),
    row(&["AZTenant", "Tenant"], Container, Unknown, ("tenant", "tenants")),
    row(
        &[
            "OU",
            "OrganizationalUnit",
            "Container",
            "AZResourceGroup",
            "ResourceGroup",
            "AZManagementGroup",
            "Folder",
            "GCPFolder",
            "Namespace",
            "KubernetesNamespace",
            "Cluster",
            "KubernetesCluster",
            "AZManagedCluster",
            "SCCM_Site",
            "SCCM_Collection",
        ],
        Container,
        Unknown,
        ("unit", "units"),
    ),
    row(
        &["Application", "App", "System", "MSSQL_Server", "MSSQL_Database", "Database", "DatabaseServer"],
        Container,
        Unknown,
        ("application", "applications"),
    ),
    // Credentials.
    row(
        &[
            "Secret",
            "GH_Secret",
            "GH_OrgSecret",
            "GH_RepoSecret",
            "GH_EnvironmentSecret",
            "KubernetesSecret",
            "AZKeyVaultSecret",
            "Credential",
            "SharedSecret",
        ],
        Credential,
        Unknown,
        ("secret", "secrets"),
    ),
    row(
        &[
            "Token",
            "GH_PersonalAccessToken",
            "GH_PersonalAccessTokenRequest",
            "Okta_ApiToken",
            "ApiToken",
            "AccessToken",
            "RefreshToken",
        ],
        Credential,
        Unknown,
        ("token", "tokens"),
    ),
    row(
        &[
            "Key",
            "AccessKey",
            "AWSAccessKey",
            "ApiKey",
            "SSHKey",
            "DeployKey",
            "GH_DeployKey",
            "Okta_ClientSecret",
            "Okta_JWK",
        ],
        Credential,
        Unknown,
        ("key", "keys"),
    ),
    row(
        &["Certificate", "AZFederatedIdentityCredential", "MSSQL_Credential"],
        Credential,
        Unknown,
        ("certificate", "certificates"),
    ),
    // Resources.
    row(
        &["Repo", "Repository", "GH_Repository", "GitHubRepository"],
        Resource,
        Unknown,
        ("repository", "repositories"),
    ),
    row(&["GH_Branch", "Branch"], Resource, Unknown, ("branch", "branches")),
    row(
        &[
            "GH_BranchProtectionRule",
            "GH_Environment",
            "GH_SamlIdentityProvider",
            "GH_Variable",
            "GH_OrgVariable",
            "GH_RepoVariable",
            "GH_EnvironmentVariable",
            "GH_SecretScanningAlert",
        ],
        Resource,
        Unknown,
        ("setting", "settings"),
    ),
    row(
        &[
            "Resource",
            "Component",
            "ArtifactPath",
            "Artifact",
            "Package",
            "Service",
            "Tool",
            "McpServer",
            "MCPServer",
            "MemoryStore",
        ],
        Resource,
        Unknown,
        ("resource", "resources"),
    ),
    row(
        &["GPO", "CertTemplate", "EnterpriseCA", "RootCA", "AIACA", "NTAuthStore"],
        Resource,
        Unknown,
        ("directory object", "directory objects"),
    ),
    row(
        &[
            "S3Bucket",
            "Bucket",
            "StorageAccount",
            "AZStorageAccount",
            "AZStorageContainer",
            "FileShare",
            "Share",
            "DataStore",
            "Table",
            "Vault",
            "BackupVault",
        ],
        Resource,
        Unknown,
        ("store", "stores"),
    ),
    row(&["AZKeyVault", "KeyVault", "SecretStore", "SecretsManager"], Resource, Unknown, ("key vault", "key vaults")),
    row(
        &[
            "AZAutomationAccount",
            "AZLogicApp",
            "AZWebApp",
            "AZContainerRegistry",
            "ContainerImage",
            "ContainerRegistry",
        ],
        Resource,
        Unknown,
        ("cloud service", "cloud services"),
    ),
];

/// The row of a kind, exactly or without ASCII case.
pub(super) fn known(kind: &str) -> Option<&'static NodeRow> {
    let find = |same: fn(&str, &str) -> bool| NODE_KINDS.iter().find(|r| r.kinds.iter().any(|k| same(k, kind)));
    find(|a, b| a == b).or_else(|| find(str::eq_ignore_ascii_case))
}
