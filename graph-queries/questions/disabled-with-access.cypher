// id: disabled-with-access
// title: Disabled identities that still hold access
// why: What is switched off today can be switched on tomorrow, with everything it had.
// parameters:
//   holding (texts, from kinds): Memberships and grants, from who holds to what is held.
//   identities (texts, from kinds): Node kinds that are identities.
//   said (texts, from kinds): Node kinds described by a person or a file, which decide first.
//   guessed (texts, from kinds): Node kinds that are guesses, which decide last.
// columns:
//   node (node): The identity.
//   name (text): Its name.
//   kinds (texts): Its kinds, most specific first.
//   held (count): Memberships and grants that it holds directly.
// order: node
// kinds: identity, membership, grant
MATCH (n:AtlasNode)
WHERE n.atlas_stamp IS NOT NULL AND n.atlas_enabled = false
WITH n, head([k IN $said WHERE k IN n.atlas_kinds]
  + [k IN n.atlas_kinds WHERE NOT k IN $guessed] + n.atlas_kinds) AS decides
WHERE coalesce(n.atlas_class = 'identity', decides IN $identities, false)
WITH n, COUNT {
    (n)-[r]->(:AtlasNode)
    WHERE r.atlas_stamp IS NOT NULL AND coalesce(r.atlas_kind, type(r)) IN $holding
  } AS held
WHERE held > 0
RETURN n.atlas_key AS node, n.atlas_name AS name, n.atlas_kinds AS kinds, held
ORDER BY node
