// id: what-it-reaches
// title: What a node can reach
// why: Its blast radius: everything that whoever has it could come to, and how far away that is. About stated
//     facts: edges that are derived stand in snapshots only, see `atlas exposure`.
// parameters:
//   node (node, required): Key of where the ways start.
//   steps (steps, 64): Longest way, in steps.
//   along (texts, from kinds): Relation kinds walked as written.
//   levelled (texts, from kinds): Relation kinds walked as written without a level or at one of the levels.
//   levels (texts, from kinds): Levels at which the holder can change something.
//   against (texts, from kinds): Relation kinds walked backwards, down into what a container holds.
//   firm (texts, from kinds): Relation kinds of which the records' own word does not count.
// columns:
//   node (node): What is reached.
//   name (text): Its name.
//   kinds (texts): Its kinds, most specific first.
//   tier (count): Tier that a file states for it.
//   distance (count): Steps of the shortest way.
// order: distance, node
// kinds: membership, grant, control, containment, credentialUse
MATCH (s:AtlasNode {atlas_key: $node})
WHERE s.atlas_stamp IS NOT NULL
WITH reduce(levels = [[s]], i IN range(1, $steps) | levels + [COLLECT {
    UNWIND levels[-1] AS b
    MATCH (b)-[r]-(a:AtlasNode)
    WHERE r.atlas_stamp IS NOT NULL AND NOT any(level IN levels WHERE a IN level)
      AND any(kind IN [coalesce(r.atlas_kind, type(r))] WHERE
        CASE WHEN r.atlas_traversable IS NULL OR kind IN $firm
          THEN (startNode(r) = b AND (kind IN $along
              OR (kind IN $levelled AND (r.atlas_level IS NULL OR r.atlas_level IN $levels))))
            OR (endNode(r) = b AND kind IN $against)
          ELSE r.atlas_traversable AND (startNode(r) = b) <> (kind IN $against) END)
    RETURN DISTINCT a
  }]) AS levels
UNWIND range(1, size(levels) - 1) AS distance
UNWIND levels[distance] AS n
RETURN n.atlas_key AS node, n.atlas_name AS name, n.atlas_kinds AS kinds, n.atlas_tier AS tier, distance
ORDER BY distance, node
