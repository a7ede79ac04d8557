// id: unrelated
// title: Nodes without any relation
// why: Described by a file and joined to nothing: left over, or the relations were not imported.
// parameters: none
// columns:
//   node (node): The node.
//   name (text): Its name.
//   kinds (texts): Its kinds, most specific first.
//   source (text): The source that describes it first.
// order: node
// kinds: none
MATCH (n:AtlasNode)
WHERE n.atlas_stamp IS NOT NULL AND NOT EXISTS { (n)-[r]-(:AtlasNode) WHERE r.atlas_stamp IS NOT NULL }
RETURN n.atlas_key AS node, n.atlas_name AS name, n.atlas_kinds AS kinds, n.atlas_source AS source
ORDER BY node
