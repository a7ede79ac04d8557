// id: direct-grants
// title: Identities with grants of their own
// why: Access that comes from no group stays when the role changes, and is what reviews miss first.
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
//   grants (count): Grants that it holds directly, memberships not counted.
// order: node
// kinds: identity, membership, grant
MATCH (n:AtlasNode)
WHERE n.atlas_stamp IS NOT NULL
WITH n, head([k IN $said WHERE k IN n.atlas_kinds]
  + [k IN n.atlas_kinds WHERE NOT k IN $guessed] + n.atlas_kinds) AS decides
WHERE coalesce(n.atlas_class = 'identity', decides IN $identities, false)
WITH n, COUNT {
    (n)-[r]->(:AtlasNode)
    WHERE r.atlas_stamp IS NOT NULL AND coalesce(r.atlas_kind, type(r)) IN $holding
    AND NOT coalesce(r.atlas_kind, type(r)) IN $memberships
  } AS grants
WHERE grants > 0
RETURN n.atlas_key AS node, n.atlas_name AS name, n.atlas_kinds AS kinds, grants
ORDER BY node
