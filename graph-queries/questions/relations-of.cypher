// id: relations-of
// title: Relations of one node
// why: Everything that is stated from it and to it.
// parameters:
//   node (node, required): Key of the node.
// columns:
//   way (text): from, where the relation leaves the node, or to, where it comes to it; from where both are one.
//   kind (text): Kind of the relation.
//   level (text): Its level; null stands before every text.
//   other (node): The other end.
//   name (text): Name of the other end.
//   kinds (texts): Kinds of the other end.
//   traversable (flag): Whether a file says that it can be walked.
//   evidence (count): Records that are kept for it.
// order: way, kind, level, other
// kinds: none
MATCH (n:AtlasNode {atlas_key: $node})-[r]-(m:AtlasNode)
WHERE n.atlas_stamp IS NOT NULL AND r.atlas_stamp IS NOT NULL
WITH DISTINCT n, r, m
RETURN CASE WHEN startNode(r) = n THEN 'from' ELSE 'to' END AS way, coalesce(r.atlas_kind, type(r)) AS kind,
  r.atlas_level AS level, m.atlas_key AS other, m.atlas_name AS name, m.atlas_kinds AS kinds,
  r.atlas_traversable AS traversable, size(r.atlas_evidence) / 3 AS evidence
ORDER BY way, kind, level IS NOT NULL, level, other
