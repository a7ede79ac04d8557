// id: all-shortest-paths
// title: All shortest ways from one node to another
// why: Whether cutting one way would help at all: as sequences of nodes, all of the same length, in the order of
//     their keys. About stated facts: edges that are derived stand in snapshots only, see `atlas exposure`.
// parameters:
//   from (node, required): Key of where they start.
//   to (node, required): Key of where they end.
//   steps (steps, 12): Longest way, in steps.
//   limit (count, 100): At most so many rows.
//   along (texts, from kinds): Relation kinds walked as written.
//   levelled (texts, from kinds): Relation kinds walked as written without a level or at one of the levels.
//   levels (texts, from kinds): Levels at which the holder can change something.
//   against (texts, from kinds): Relation kinds walked backwards, down into what a container holds.
//   firm (texts, from kinds): Relation kinds of which the records' own word does not count.
// columns:
//   number (count): From 1.
//   steps (count): Steps of each way.
//   nodes (nodes): The nodes of the way, from start to end.
// order: number
// kinds: membership, grant, control, containment, credentialUse
MATCH (s:AtlasNode {atlas_key: $from})
MATCH (t:AtlasNode {atlas_key: $to})
WHERE s.atlas_stamp IS NOT NULL AND t.atlas_stamp IS NOT NULL
WITH s, reduce(levels = [[t]], i IN range(1, $steps) | levels + [COLLECT {
    UNWIND levels[-1] AS b
    MATCH (b)-[r]-(a:AtlasNode)
    WHERE r.atlas_stamp IS NOT NULL AND NOT any(level IN levels WHERE a IN level)
      AND any(kind IN [coalesce(r.atlas_kind, type(r))] WHERE
        CASE WHEN r.atlas_traversable IS NULL OR kind IN $firm
          THEN (endNode(r) = b AND (kind IN $along
              OR (kind IN $levelled AND (r.atlas_level IS NULL OR r.atlas_level IN $levels))))
            OR (startNode(r) = b AND kind IN $against)
          ELSE r.atlas_traversable AND (endNode(r) = b) <> (kind IN $against) END)
    RETURN DISTINCT a
  }]) AS levels
UNWIND range(0, size(levels) - 1) AS steps
WITH s, levels, steps
WHERE s IN levels[steps]
WITH steps, reduce(paths = [[s]], i IN range(1, steps) | COLLECT {
    UNWIND paths AS path
    UNWIND [path[-1]] AS b
    MATCH (b)-[r]-(a:AtlasNode)
    WHERE r.atlas_stamp IS NOT NULL AND a IN levels[steps - i]
      AND any(kind IN [coalesce(r.atlas_kind, type(r))] WHERE
        CASE WHEN r.atlas_traversable IS NULL OR kind IN $firm
          THEN (startNode(r) = b AND (kind IN $along
              OR (kind IN $levelled AND (r.atlas_level IS NULL OR r.atlas_level IN $levels))))
            OR (endNode(r) = b AND kind IN $against)
          ELSE r.atlas_traversable AND (startNode(r) = b) <> (kind IN $against) END)
    WITH DISTINCT path + [a] AS path
    RETURN path
    ORDER BY [n IN path | n.atlas_key]
    LIMIT $limit
  }) AS paths
UNWIND range(1, size(paths)) AS number
WITH number, steps, paths[number - 1] AS path
WHERE number <= $limit
RETURN number, steps, [n IN path | n.atlas_key] AS nodes
ORDER BY number
