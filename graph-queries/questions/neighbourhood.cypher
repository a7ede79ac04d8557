// id: neighbourhood
// title: What lies around a node, counted
// why: How many nodes of which kind lie how far away, by which relations, whichever way those are written; to see
//     what one would unfold before unfolding it.
// parameters:
//   node (node, required): Key of the node.
//   steps (steps, 1): How far, in relations.
// columns:
//   distance (count): Of the far ends.
//   relation (text): Kind of the relations from one step nearer.
//   way (text): from, where they leave the near end, or to.
//   kind (text): First kind of the far ends; empty where they have none.
//   relations (count): Relations.
//   nodes (count): Far ends.
// order: distance, relation, way, kind
// kinds: none
MATCH (n:AtlasNode {atlas_key: $node})
WHERE n.atlas_stamp IS NOT NULL
WITH reduce(levels = [[n]], i IN range(1, $steps) | levels + [COLLECT {
    UNWIND levels[-1] AS b
    MATCH (b)-[r]-(a:AtlasNode)
    WHERE r.atlas_stamp IS NOT NULL AND NOT any(level IN levels WHERE a IN level)
    RETURN DISTINCT a
  }]) AS levels
UNWIND range(1, size(levels) - 1) AS distance
UNWIND levels[distance - 1] AS b
MATCH (b)-[r]-(a:AtlasNode)
WHERE r.atlas_stamp IS NOT NULL AND a IN levels[distance]
RETURN distance, coalesce(r.atlas_kind, type(r)) AS relation,
  CASE WHEN startNode(r) = b THEN 'from' ELSE 'to' END AS way, coalesce(a.atlas_kinds[0], '') AS kind,
  count(DISTINCT r) AS relations, count(DISTINCT a) AS nodes
ORDER BY distance, relation, way, kind
