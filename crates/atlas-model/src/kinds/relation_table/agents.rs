//! Agents and what they use: delegation and shared memory hold only as far as the agent lets them, so
//! their steps are possible and not verified (identity-security §4.2).

use super::{CHANGE_CODE, RelationRow, Words, along, fixed};
use crate::RelationClass::{Containment, Control, Grant, Ownership};

const INVOKE: Words = ("{from} can invoke {to}.", "Take {to} from the agents {from} may invoke.");

pub(super) static ROWS: &[RelationRow] = &[
    along("CanInvoke", Control, 0.7, INVOKE).conditional(),
    along("Invokes", Control, 0.7, INVOKE).conditional(),
    along(
        "DelegatesTo",
        Control,
        0.7,
        ("{from} can delegate its tasks to {to}.", "Take {to} from those {from} may delegate to."),
    )
    .conditional(),
    along("UsesTool", Control, 0.7, ("{from} can use the tool {to}.", "Take the tool {to} from {from}.")).conditional(),
    along(
        "ActsOnBehalfOf",
        Control,
        0.7,
        ("{from} acts on behalf of {to}.", "End the delegation from {to} to {from}."),
    )
    .conditional(),
    along("CanModifyAgent", Control, 0.85, CHANGE_CODE),
    along(
        "CanCreateAgent",
        Control,
        0.8,
        ("{from} can create agents in {to}.", "Take the right to create agents in {to} from {from}."),
    ),
    along("WritesMemory", Control, 0.3, ("{from} writes the memory {to}.", "Take write access to {to} from {from}."))
        .conditional(),
    fixed("ReadsMemory", Grant, ("{from} reads the memory {to}.", "Keep {from} from reading {to}.")),
    fixed("ExposedBy", Containment, ("{from} is offered by {to}.", "Take {from} out of {to}.")),
    fixed("InstanceOf", Containment, ("{from} is an instance of {to}.", "Retire {from} together with {to}.")),
    fixed("Approves", Ownership, ("{from} approves what {to} does.", "Name another approver of {to} than {from}.")),
];
