// id: statements
// title: What each source says about a node
// why: Where sources contradict each other only the first one shows elsewhere; here all of it stands, properties as
//     written.
// parameters:
//   node (node, required): Key of the node.
// columns:
//   position (count): Of the source, from 0, in the order of precedence.
//   said (text): What it says, as JSON.
// order: position
// kinds: none
MATCH (n:AtlasNode {atlas_key: $node})
WHERE n.atlas_stamp IS NOT NULL
UNWIND range(0, size(n.atlas_said) - 1) AS position
RETURN position, n.atlas_said[position] AS said
ORDER BY position
