// id: single-holder
// title: Groups, roles and policies with one direct holder
// why: A role for one is a grant in disguise: nobody else is a measure for it, and it leaves with its holder.
// parameters:
//   holding (texts, from kinds): Memberships and grants, from who holds to what is held.
//   entitlements (texts, from kinds): Node kinds that give access.
//   said (texts, from kinds): Node kinds described by a person or a file, which decide first.
//   guessed (texts, from kinds): Node kinds that are guesses, which decide last.
// columns:
//   node (node): The entitlement.
//   name (text): Its name.
//   kinds (texts): Its kinds, most specific first.
//   holder (node): Who holds it.
//   holder_name (text): Name of who holds it.
// order: node
// kinds: entitlement, membership, grant
MATCH (h:AtlasNode)-[r]->(n:AtlasNode)
WHERE r.atlas_stamp IS NOT NULL AND coalesce(r.atlas_kind, type(r)) IN $holding
WITH n, h, head([k IN $said WHERE k IN n.atlas_kinds]
  + [k IN n.atlas_kinds WHERE NOT k IN $guessed] + n.atlas_kinds) AS decides
WHERE coalesce(n.atlas_class = 'entitlement', decides IN $entitlements, false)
WITH n, collect(DISTINCT h) AS holders
WHERE size(holders) = 1
RETURN n.atlas_key AS node, n.atlas_name AS name, n.atlas_kinds AS kinds, holders[0].atlas_key AS holder,
  holders[0].atlas_name AS holder_name
ORDER BY node
