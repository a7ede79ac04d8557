// id: who-holds
// title: Identities that hold a node, directly and through groups
// why: The other way round: everyone who has this group, role or resource by memberships and grants, whatever its
//     level.
// parameters:
//   node (node, required): Key of what is held.
//   steps (steps, 12): Most memberships one after another.
//   memberships (texts, from kinds): Relation kinds by which a member has what its group has.
//   holding (texts, from kinds): Memberships and grants, from who holds to what is held.
//   identities (texts, from kinds): Node kinds that are identities.
//   said (texts, from kinds): Node kinds described by a person or a file, which decide first.
//   guessed (texts, from kinds): Node kinds that are guesses, which decide last.
// columns:
//   node (node): An identity that holds it.
//   name (text): Its name.
//   kinds (texts): Its kinds, most specific first.
//   enabled (flag): Whether it is enabled, where a file says so.
//   steps (count): Memberships before it; 0 where it is held directly.
// order: steps, node
// kinds: identity, membership, grant
MATCH (t:AtlasNode {atlas_key: $node})
WHERE t.atlas_stamp IS NOT NULL
WITH COLLECT {
    MATCH (h:AtlasNode)-[r]->(t)
    WHERE r.atlas_stamp IS NOT NULL AND coalesce(r.atlas_kind, type(r)) IN $holding
    RETURN DISTINCT h
  } AS holders
WITH reduce(levels = [holders], i IN range(1, $steps) | levels + [COLLECT {
    UNWIND levels[-1] AS b
    MATCH (b)-[r]-(a:AtlasNode)
    WHERE r.atlas_stamp IS NOT NULL AND NOT any(level IN levels WHERE a IN level)
      AND endNode(r) = b AND coalesce(r.atlas_kind, type(r)) IN $memberships
    RETURN DISTINCT a
  }]) AS levels
UNWIND range(0, size(levels) - 1) AS steps
UNWIND levels[steps] AS n
WITH n, steps, head([k IN $said WHERE k IN n.atlas_kinds]
  + [k IN n.atlas_kinds WHERE NOT k IN $guessed] + n.atlas_kinds) AS decides
WHERE coalesce(n.atlas_class = 'identity', decides IN $identities, false)
RETURN n.atlas_key AS node, n.atlas_name AS name, n.atlas_kinds AS kinds, n.atlas_enabled AS enabled, steps
ORDER BY steps, node
