// id: hubs
// title: Nodes with the most relations
// why: Where the graph is thickest: the groups and resources that everyone has, and what makes walks long.
// parameters:
//   limit (count, 20): At most so many rows.
// columns:
//   node (node): The node.
//   name (text): Its name.
//   kinds (texts): Its kinds, most specific first.
//   relations (count): Relations from and to it; one to itself counts twice.
// order: relations descending, node
// kinds: none
MATCH (n:AtlasNode)
WHERE n.atlas_stamp IS NOT NULL
WITH n, COUNT { (n)-[r]->(:AtlasNode) WHERE r.atlas_stamp IS NOT NULL }
  + COUNT { (n)<-[r]-(:AtlasNode) WHERE r.atlas_stamp IS NOT NULL } AS relations
WHERE relations > 0
RETURN n.atlas_key AS node, n.atlas_name AS name, n.atlas_kinds AS kinds, relations
ORDER BY relations DESC, node
LIMIT $limit
