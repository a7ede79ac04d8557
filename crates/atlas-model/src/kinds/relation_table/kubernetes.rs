//! Kubernetes: bindings, what a binding lets one start, and ways out of a container (attack words as
//! KubeHound uses them).

use super::{
    ACT_AS, ASSUME, CHANGE_CODE, MODIFY_GRANTS, READ_SECRET, RUN_CODE, RUNS_AS, RelationRow, Words, along, fixed,
};
use crate::RelationClass::{Control, Grant, Ownership};

const ESCAPE: Words =
    ("{from} can break out onto {to} ({name}).", "Run {from} without the privilege that reaches {to}.");
const BOUND: Words = ("{from} is bound to {to}.", "Remove the binding of {from} to {to}.");
const MOUNT: Words = ("{from} mounts {to} ({name}).", "Take the mount of {to} out of {from}.");

pub(super) static ROWS: &[RelationRow] = &[
    along("IdentityAssume", Control, 0.95, RUNS_AS),
    along("PermissionDiscover", Grant, 0.99, BOUND),
    along("BoundTo", Grant, 0.99, BOUND),
    along(
        "PodCreate",
        Control,
        0.8,
        ("{from} can start pods on {to}.", "Take the right to create pods on {to} from {from}."),
    ),
    along("PodExec", Control, 0.9, RUN_CODE),
    along("PodPatch", Control, 0.8, CHANGE_CODE),
    along("PodAttach", Control, 0.9, RUN_CODE),
    along("ContainerAttach", Control, 0.9, RUN_CODE),
    along("TokenList", Control, 0.95, READ_SECRET),
    along("TokenBruteforce", Control, 0.6, READ_SECRET).conditional(),
    along(
        "TokenSteal",
        Control,
        0.95,
        ("{from} holds a token of {to}.", "Do not mount the token of {to} into {from}."),
    ),
    along("RoleBind", Control, 0.9, MODIFY_GRANTS),
    along("IdentityImpersonate", Control, 0.95, ACT_AS),
    along("SharePsNamespace", Control, 0.6, ESCAPE),
    along(
        "EndpointExploit",
        Control,
        0.3,
        ("{from} can attack the service {to}.", "Restrict which networks reach {to} from {from}."),
    )
    .conditional(),
    along("CEModuleLoad", Control, 0.9, ESCAPE),
    along("CENsenter", Control, 0.9, ESCAPE),
    along("CEPrivMount", Control, 0.9, ESCAPE),
    along("CESysPtrace", Control, 0.7, ESCAPE),
    along("CEUmhCorePattern", Control, 0.7, ESCAPE),
    along("CEVarLogSymlink", Control, 0.5, ESCAPE),
    along("ExploitHostRead", Control, 0.6, ESCAPE),
    along("ExploitHostWrite", Control, 0.9, ESCAPE),
    along("ExploitHostTraverse", Control, 0.6, ESCAPE),
    along("ExploitContainerdSock", Control, 0.9, ESCAPE),
    along("VolumeAccess", Control, 0.9, MOUNT),
    along("VolumeDiscover", Control, 0.9, MOUNT),
    along("IrsaAssume", Control, 0.95, ASSUME),
    along("WorkloadIdentity", Control, 0.95, ASSUME),
    fixed(
        "ControllerOf",
        Ownership,
        ("{from} makes and removes {to}.", "Change the template {from} from which {to} is made."),
    ),
];
