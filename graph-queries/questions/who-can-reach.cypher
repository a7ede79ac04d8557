// id: who-can-reach
// title: Identities that can reach a node
// why: Who could come to it, step by step over relations that can be walked, and how far away they are. About
//     stated facts: edges that are derived stand in snapshots only, see `atlas exposure`.
// parameters:
//   node (node, required): Key of what is reached.
//   steps (steps, 64): Longest way, in steps.
//   along (texts, from kinds): Relation kinds walked as written.
//   levelled (texts, from kinds): Relation kinds walked as written without a level or at one of the levels.
//   levels (texts, from kinds): Levels at which the holder can change something.
//   against (texts, from kinds): Relation kinds walked backwards, down into what a container holds.
//   firm (texts, from kinds): Relation kinds of which the records' own word does not count.
//   identities (texts, from kinds): Node kinds that are identities.
//   said (texts, from kinds): Node kinds described by a person or a file, which decide first.
//   guessed (texts, from kinds): Node kinds that are guesses, which decide last.
//   humans (texts, from kinds): Identities that are people.
//   machines (texts, from kinds): Identities that are machines.
// columns:
//   node (node): An identity that reaches it.
//   name (text): Its name.
//   kinds (texts): Its kinds, most specific first.
//   lane (text): human, machine or unknown.
//   enabled (flag): Whether it is enabled, where a file says so.
//   distance (count): Steps of the shortest way.
// order: distance, node
// kinds: identity, membership, grant, control, containment, credentialUse
MATCH (t:AtlasNode {atlas_key: $node})
WHERE t.atlas_stamp IS NOT NULL
WITH reduce(levels = [[t]], i IN range(1, $steps) | levels + [COLLECT {
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
UNWIND range(1, size(levels) - 1) AS distance
UNWIND levels[distance] AS n
WITH n, distance, head([k IN $said WHERE k IN n.atlas_kinds]
  + [k IN n.atlas_kinds WHERE NOT k IN $guessed] + n.atlas_kinds) AS decides
WHERE coalesce(n.atlas_class = 'identity', decides IN $identities, false)
RETURN n.atlas_key AS node, n.atlas_name AS name, n.atlas_kinds AS kinds,
  CASE coalesce(n.atlas_lifecycle, CASE WHEN decides IN $humans THEN 'human'
      WHEN decides IN $machines THEN 'stable' END, 'unknown')
    WHEN 'human' THEN 'human' WHEN 'unknown' THEN 'unknown' ELSE 'machine' END AS lane,
  n.atlas_enabled AS enabled, distance
ORDER BY distance, node
