// id: placeholders
// title: Nodes that no file describes
// why: Ends of relations that point out of what was imported: another source may describe them, or they are gone.
// parameters: none
// columns:
//   node (node): The node.
//   kinds (texts): The kind that it was asked for by, if any.
//   source (text): The first source that names it.
//   relations (count): Relations from and to it.
// order: node
// kinds: none
MATCH (n:AtlasNode)
WHERE n.atlas_stamp IS NOT NULL AND n.atlas_placeholder
RETURN n.atlas_key AS node, n.atlas_kinds AS kinds, n.atlas_source AS source,
  COUNT { (n)-[r]-(:AtlasNode) WHERE r.atlas_stamp IS NOT NULL } AS relations
ORDER BY node
