// id: shortest-path
// title: A shortest way from one node to another
// why: How one gets there in the fewest steps; of several ways the first in the order of their keys, of several
//     relations between two nodes the first by kind and level. About stated facts: edges that are derived stand in
//     snapshots only, see `atlas exposure`.
// parameters:
//   from (node, required): Key of where it starts.
//   to (node, required): Key of where it ends.
//   steps (steps, 12): Longest way, in steps.
//   along (texts, from kinds): Relation kinds walked as written.
//   levelled (texts, from kinds): Relation kinds walked as written without a level or at one of the levels.
//   levels (texts, from kinds): Levels at which the holder can change something.
//   against (texts, from kinds): Relation kinds walked backwards, down into what a container holds.
//   firm (texts, from kinds): Relation kinds of which the records' own word does not count.
// columns:
//   step (count): From 1.
//   from (node): Where the step starts.
//   from_name (text): Its name.
//   kind (text): Kind of the relation.
//   level (text): Its level.
//   backwards (flag): Whether the relation is walked against the way it is written.
//   to (node): Where the step ends.
//   to_name (text): Its name.
//   others (count): Other relations that can be walked there.
// order: step
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
    LIMIT 1
  }) AS paths
UNWIND range(1, steps) AS step
WITH step, paths[0][step - 1] AS b, paths[0][step] AS a
MATCH (b)-[r]-(a)
WHERE r.atlas_stamp IS NOT NULL
  AND any(kind IN [coalesce(r.atlas_kind, type(r))] WHERE
    CASE WHEN r.atlas_traversable IS NULL OR kind IN $firm
      THEN (startNode(r) = b AND (kind IN $along
          OR (kind IN $levelled AND (r.atlas_level IS NULL OR r.atlas_level IN $levels))))
        OR (endNode(r) = b AND kind IN $against)
      ELSE r.atlas_traversable AND (startNode(r) = b) <> (kind IN $against) END)
WITH step, b, a, coalesce(r.atlas_kind, type(r)) AS kind, r.atlas_level AS level, startNode(r) = a AS backwards
ORDER BY kind, level IS NOT NULL, level, backwards
WITH step, b, a, collect({kind: kind, level: level, backwards: backwards}) AS relations
RETURN step, b.atlas_key AS from, b.atlas_name AS from_name, relations[0].kind AS kind, relations[0].level AS level,
  relations[0].backwards AS backwards, a.atlas_key AS to, a.atlas_name AS to_name, size(relations) - 1 AS others
ORDER BY step
