// id: orphan-entitlements
// title: Groups, roles and policies that nobody holds
// why: They wait for someone to be put into them, and are reviewed by nobody.
// parameters:
//   holding (texts, from kinds): Memberships and grants, from who holds to what is held.
//   entitlements (texts, from kinds): Node kinds that give access.
//   said (texts, from kinds): Node kinds described by a person or a file, which decide first.
//   guessed (texts, from kinds): Node kinds that are guesses, which decide last.
// columns:
//   node (node): The entitlement.
//   name (text): Its name.
//   kinds (texts): Its kinds, most specific first.
//   gives (count): Memberships and grants that it would bring.
// order: node
// kinds: entitlement, membership, grant
MATCH (n:AtlasNode)
WHERE n.atlas_stamp IS NOT NULL AND NOT coalesce(n.atlas_placeholder, false)
WITH n, head([k IN $said WHERE k IN n.atlas_kinds]
  + [k IN n.atlas_kinds WHERE NOT k IN $guessed] + n.atlas_kinds) AS decides
WHERE coalesce(n.atlas_class = 'entitlement', decides IN $entitlements, false)
  AND NOT EXISTS {
    (:AtlasNode)-[r]->(n)
    WHERE r.atlas_stamp IS NOT NULL AND coalesce(r.atlas_kind, type(r)) IN $holding
  }
RETURN n.atlas_key AS node, n.atlas_name AS name, n.atlas_kinds AS kinds,
  COUNT {
    (n)-[r]->(:AtlasNode)
    WHERE r.atlas_stamp IS NOT NULL AND coalesce(r.atlas_kind, type(r)) IN $holding
  } AS gives
ORDER BY node
