use super::*;

fn rows() -> impl Iterator<Item = &'static RelationRow> {
    RELATION_TABLE.iter().flat_map(|rows| rows.iter())
}

/// The published traversable kinds of Active Directory.
const DIRECTORY_WALKED: &str = "AbuseTGTDelegation ADCSESC1 ADCSESC10a ADCSESC10b ADCSESC13 ADCSESC3 ADCSESC4 \
    ADCSESC6a ADCSESC6b ADCSESC9a ADCSESC9b AddAllowedToAct AddKeyCredentialLink AddMember AddSelf AdminTo \
    AllExtendedRights AllowedToAct AllowedToDelegate CanPSRemote CanRDP ClaimSpecialIdentity CoerceAndRelayNTLMToADCS \
    CoerceAndRelayNTLMToLDAP CoerceAndRelayNTLMToLDAPS CoerceAndRelayNTLMToSMB CoerceToTGT Contains CrossForestTrust \
    DCFor DCSync DumpSMSAPassword ExecuteDCOM ForceChangePassword GenericAll GenericWrite GoldenCert GPLink HasSession \
    HasSIDHistory HasTrustKeys ManageCA ManageCertificates MemberOf Owns OwnsLimitedRights ReadGMSAPassword \
    ReadLAPSPassword SameForestTrust SpoofSIDHistory SQLAdmin SyncedToADUser SyncedToEntraUser SyncLAPSPassword \
    WriteAccountRestrictions WriteAltSecurityIdentities WriteDacl WriteGPLink WriteOwner WriteOwnerLimitedRights \
    WritePublicInformation WriteSPN";

/// The published traversable kinds of Azure.
const AZURE_WALKED: &str = "AZAddMembers AZAddOwner AZAddSecret AZAppAdmin AZAutomationContributor AZAvereContributor \
    AZCloudAppAdmin AZContains AZContributor AZExecuteCommand AZGetCertificates AZGetKeys AZGetSecrets AZGlobalAdmin \
    AZHasRole AZKeyVaultKVContributor AZLogicAppContributor AZManagedIdentity AZMemberOf AZMGAddMember AZMGAddOwner \
    AZMGAddSecret AZMGGrantAppRoles AZMGGrantRole AZNodeResourceGroup AZOwner AZOwns AZPrivilegedAuthAdmin \
    AZPrivilegedRoleAdmin AZResetPassword AZRunsAs AZUserAccessAdministrator AZVMAdminLogin AZVMContributor \
    AZWebsiteContributor";

/// The published kinds that are inputs of a composition.
const NOT_WALKED: &str = "DelegatedEnrollmentAgent Enroll EnrollOnBehalfOf EnterpriseCAFor ExtendedByPolicy GetChanges \
    GetChangesAll GetChangesInFilteredSet HostsCAService IssuedSignedBy LocalToComputer MemberOfLocalGroup \
    NTAuthStoreFor OIDGroupLink OwnsRaw ProtectAdminGroups PublishedTo RemoteInteractiveLogonRight RootCAFor \
    TrustedForNTAuth WriteOwnerRaw WritePKIEnrollmentFlag WritePKINameFlag AZMGAppRoleAssignment_ReadWrite_All \
    AZMGApplication_ReadWrite_All AZMGDirectory_ReadWrite_All AZMGGroupMember_ReadWrite_All \
    AZMGGroup_ReadWrite_All AZMGRoleManagement_ReadWrite_Directory AZMGServicePrincipalEndpoint_ReadWrite_All";

#[test]
fn a_kind_stands_once() {
    let mut seen = BTreeMap::new();
    for row in rows() {
        let before = seen.insert(fold(row.kind), row.kind);
        assert_eq!(before, None, "{} has two rows", row.kind);
    }
}

#[test]
fn published_kinds_are_walked_or_not_as_published() {
    let lists = [(DIRECTORY_WALKED, 62, true), (AZURE_WALKED, 35, true), (NOT_WALKED, 30, false)];
    for (list, count, walked) in lists {
        let kinds: Vec<_> = list.split_whitespace().collect();
        assert_eq!(kinds.len(), count, "the list is whole");
        for kind in kinds {
            let row = find(kind).unwrap_or_else(|| panic!("{kind} has no row"));
            assert_eq!(row.walk == Walk::Along, walked, "{kind}");
        }
    }
}

#[test]
fn likelihoods_are_likelihoods() {
    for row in rows() {
        assert!(row.likelihood > 0.0 && row.likelihood <= 1.0, "{}: {}", row.kind, row.likelihood);
    }
}

#[test]
fn every_row_says_both_ends_and_a_remedy() {
    for row in rows() {
        for text in [row.sentence, row.remedy] {
            assert!(text.contains("{from}") && text.contains("{to}"), "{} names both ends: {text}", row.kind);
            assert!(text.ends_with('.') && !text.contains(".."), "{} is one whole sentence: {text}", row.kind);
            let bare =
                ["{from}", "{to}", "{kind}", "{name}", "{level}"].iter().fold(text.to_owned(), |t, p| t.replace(p, ""));
            assert!(!bare.contains(['{', '}']), "{} asks for nothing else: {text}", row.kind);
        }
    }
}

#[test]
fn only_containment_and_hosting_run_against_the_file() {
    for row in rows().filter(|r| r.walk == Walk::Against) {
        let hosting = row.kind == "RunsOn";
        assert!(hosting || row.class == RelationClass::Containment, "{}", row.kind);
    }
}

#[test]
fn ownership_and_observation_are_not_access() {
    for row in rows().filter(|r| r.walk != Walk::No) {
        assert_ne!(row.class, RelationClass::Ownership, "{} is accountability", row.kind);
        let session = row.kind == "HasSession";
        assert!(session || row.class != RelationClass::Observation, "{} is only seen", row.kind);
    }
}
