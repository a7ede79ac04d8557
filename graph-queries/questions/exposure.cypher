// id: exposure
// title: How many identities can reach each crown jewel
// why: The first figure to bring down. Disabled identities are counted beside the others. Without targets, every
//     node is asked about whose files state tier 0. About stated facts: edges that are derived stand in snapshots
//     only, see `atlas exposure`.
// parameters:
//   targets (nodes, []): Keys of the targets; none for every node of stated tier 0.
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
//   node (node): The target.
//   name (text): Its name.
//   kinds (texts): Its kinds, most specific first.
//   humans (count): People who reach it.
//   machines (count): Machines that reach it.
//   unknown (count): Identities of unknown lifecycle that reach it.
//   disabled (count): Disabled identities that would reach it.
// order: node
// kinds: identity, membership, grant, control, containment, credentialUse
MATCH (t:AtlasNode)
WHERE t.atlas_stamp IS NOT NULL
  AND (t.atlas_key IN $targets OR (size($targets) = 0 AND t.atlas_tier = 0))
WITH t, reduce(levels = [[t]], i IN range(1, $steps) | levels + [COLLECT {
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
CALL (levels) {
  UNWIND levels[1..] AS level
  UNWIND level AS n
  WITH n, coalesce(n.atlas_enabled, true) AS enabled, head([k IN $said WHERE k IN n.atlas_kinds]
  + [k IN n.atlas_kinds WHERE NOT k IN $guessed] + n.atlas_kinds) AS decides
  WHERE coalesce(n.atlas_class = 'identity', decides IN $identities, false)
  WITH enabled, CASE coalesce(n.atlas_lifecycle, CASE WHEN decides IN $humans THEN 'human'
      WHEN decides IN $machines THEN 'stable' END, 'unknown')
    WHEN 'human' THEN 'human' WHEN 'unknown' THEN 'unknown' ELSE 'machine' END AS lane
  RETURN count(CASE WHEN enabled AND lane = 'human' THEN 1 END) AS humans,
    count(CASE WHEN enabled AND lane = 'machine' THEN 1 END) AS machines,
    count(CASE WHEN enabled AND lane = 'unknown' THEN 1 END) AS unknown,
    count(CASE WHEN NOT enabled THEN 1 END) AS disabled
}
RETURN t.atlas_key AS node, t.atlas_name AS name, t.atlas_kinds AS kinds, humans, machines, unknown, disabled
ORDER BY node
