// id: effective-entitlements
// title: What an identity holds, directly and through its groups
// why: The answer to "what does this account have?": each (kind, level, node) once, by the fewest memberships that
//     bring it.
// parameters:
//   node (node, required): Key of the identity.
//   steps (steps, 12): Most memberships one after another.
//   memberships (texts, from kinds): Relation kinds by which a member has what its group has.
//   holding (texts, from kinds): Memberships and grants, from who holds to what is held.
// columns:
//   kind (text): Kind of the relation by which it is held.
//   level (text): Its level; null stands before every text.
//   node (node): What is held.
//   name (text): Its name.
//   kinds (texts): Its kinds, most specific first.
//   steps (count): Memberships before it; 0 where it is held directly.
//   through (node): The last group that brings it, the first one in the order of keys; null where it is held directly.
// order: steps, kind, level, node
// kinds: membership, grant
MATCH (i:AtlasNode {atlas_key: $node})
WHERE i.atlas_stamp IS NOT NULL
WITH reduce(levels = [[i]], i IN range(1, $steps) | levels + [COLLECT {
    UNWIND levels[-1] AS b
    MATCH (b)-[r]-(a:AtlasNode)
    WHERE r.atlas_stamp IS NOT NULL AND NOT any(level IN levels WHERE a IN level)
      AND startNode(r) = b AND coalesce(r.atlas_kind, type(r)) IN $memberships
    RETURN DISTINCT a
  }]) AS levels
UNWIND range(0, size(levels) - 1) AS steps
UNWIND levels[steps] AS h
MATCH (h)-[r]->(n:AtlasNode)
WHERE r.atlas_stamp IS NOT NULL AND coalesce(r.atlas_kind, type(r)) IN $holding
WITH coalesce(r.atlas_kind, type(r)) AS kind, r.atlas_level AS level, n, steps, h.atlas_key AS holder
ORDER BY steps, holder
WITH kind, level, n, collect([steps, holder])[0] AS first
RETURN kind, level, n.atlas_key AS node, n.atlas_name AS name, n.atlas_kinds AS kinds, first[0] AS steps,
  CASE WHEN first[0] > 0 THEN first[1] END AS through
ORDER BY steps, kind, level IS NOT NULL, level, node
