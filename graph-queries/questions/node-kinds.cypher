// id: node-kinds
// title: Nodes by kind
// why: What stands in the graph; a node counts under each of its kinds.
// parameters: none
// columns:
//   kind (text): Kind.
//   nodes (count): Nodes.
// order: kind
// kinds: none
MATCH (n:AtlasNode)
WHERE n.atlas_stamp IS NOT NULL
UNWIND n.atlas_kinds AS kind
RETURN kind, count(*) AS nodes
ORDER BY kind
