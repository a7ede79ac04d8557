//! Active Directory and its certificate services, as SharpHound writes them.

use super::{NodeRow, container, credential, entitlement, resource, stable};

pub(super) static ROWS: &[NodeRow] = &[
    // `User` and `Group` are generic words and stand there.
    stable("Computer", "computer", "computers"),
    stable("sMSA", "managed service account", "managed service accounts"),
    stable("GMSA", "managed service account", "managed service accounts"),
    container("Domain", "domain", "domains"),
    container("ADDomain", "domain", "domains"),
    container("Forest", "forest", "forests"),
    container("OU", "organisational unit", "organisational units"),
    container("OrganizationalUnit", "organisational unit", "organisational units"),
    container("Container", "container", "containers"),
    container("Site", "site", "sites"),
    resource("SiteServer", "site server", "site servers"),
    resource("SiteSubnet", "site subnet", "site subnets"),
    resource("GPO", "group policy", "group policies"),
    entitlement("ADLocalGroup", "local group", "local groups"),
    entitlement("LocalGroup", "local group", "local groups"),
    resource("ADLocalUser", "local user record", "local user records"),
    // Authorities are proposed for tier 0, not set (identity-security §4.6.3: added by hand).
    resource("EnterpriseCA", "enterprise authority", "enterprise authorities"),
    resource("RootCA", "root authority", "root authorities"),
    resource("AIACA", "issuing authority", "issuing authorities"),
    resource("NTAuthStore", "trusted authority store", "trusted authority stores"),
    resource("CertTemplate", "certificate template", "certificate templates"),
    entitlement("IssuancePolicy", "issuance policy", "issuance policies"),
    credential("LAPSPassword", "local administrator password", "local administrator passwords"),
];
