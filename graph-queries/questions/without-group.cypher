// id: without-group
// title: Identities that are in no group
// why: What they have was given to them one by one, and no role tells what they should have.
// parameters:
//   memberships (texts, from kinds): Relation kinds by which a member has what its group has.
//   holding (texts, from kinds): Memberships and grants, from who holds to what is held.
//   identities (texts, from kinds): Node kinds that are identities.
//   said (texts, from kinds): Node kinds described by a person or a file, which decide first.
//   guessed (texts, from kinds): Node kinds that are guesses, which decide last.
// columns:
//   node (node): The identity.
//   name (text): Its name.
//   kinds (texts): Its kinds, most specific first.
//   held (count): Grants that it holds directly.
// order: node
// kinds: identity, membership, grant
MATCH (n:AtlasNode)
WHERE n.atlas_stamp IS NOT NULL AND NOT coalesce(n.atlas_placeholder, false)
WITH n, head([k IN $said WHERE k IN n.atlas_kinds]
  + [k IN n.atlas_kinds WHERE NOT k IN $guessed] + n.atlas_kinds) AS decides
WHERE coalesce(n.atlas_class = 'identity', decides IN $identities, false)
  AND NOT EXISTS {
    (n)-[r]->(:AtlasNode)
    WHERE r.atlas_stamp IS NOT NULL AND coalesce(r.atlas_kind, type(r)) IN $memberships
  }
RETURN n.atlas_key AS node, n.atlas_name AS name, n.atlas_kinds AS kinds,
  COUNT {
    (n)-[r]->(:AtlasNode)
    WHERE r.atlas_stamp IS NOT NULL AND coalesce(r.atlas_kind, type(r)) IN $holding
  } AS held
ORDER BY node
