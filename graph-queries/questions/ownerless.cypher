// id: ownerless
// title: Machine identities and resources that nobody answers for
// why: What nobody answers for is reviewed by nobody (NHI1-G1). An owner is a relation of ownership or a property.
//     Where the source of a node says of nothing who owns it, the answer is unknown, never ownerless; so it is for
//     a node that no file describes.
// parameters:
//   owner_properties (texts, ["owner", "Owner", "owners", "ownedBy", "owner_email", "ownerEmail", "managedBy",
//     "managedby", "manager", "sponsor", "responsible"]): Properties that name an owner.
//   answers_for (texts, from kinds): Relation kinds from an owner to what is owned.
//   answered_by (texts, from kinds): Relation kinds from what is owned to its owner.
//   identities (texts, from kinds): Node kinds that are identities.
//   said (texts, from kinds): Node kinds described by a person or a file, which decide first.
//   guessed (texts, from kinds): Node kinds that are guesses, which decide last.
//   humans (texts, from kinds): Identities that are people.
//   machines (texts, from kinds): Identities that are machines.
//   resources (texts, from kinds): Node kinds that are protected.
// columns:
//   node (node): The node.
//   name (text): Its name.
//   kinds (texts): Its kinds, most specific first.
//   status (text): ownerless or unknown.
// order: status, node
// kinds: identity, resource, ownership
MATCH (n:AtlasNode)
WHERE n.atlas_stamp IS NOT NULL
WITH n, head([k IN $said WHERE k IN n.atlas_kinds]
  + [k IN n.atlas_kinds WHERE NOT k IN $guessed] + n.atlas_kinds) AS decides
WITH n,
  EXISTS { (n)<-[r]-(:AtlasNode) WHERE r.atlas_stamp IS NOT NULL AND coalesce(r.atlas_kind, type(r)) IN $answers_for }
    OR EXISTS { (n)-[r]->(:AtlasNode) WHERE r.atlas_stamp IS NOT NULL AND coalesce(r.atlas_kind, type(r)) IN $answered_by }
    OR any(p IN $owner_properties
      WHERE NOT p STARTS WITH 'atlas_' AND n[p] IS NOT NULL AND n[p] <> '' AND n[p] <> []) AS owned,
  coalesce(n.atlas_class = 'resource', decides IN $resources, false) AS resource,
  coalesce(n.atlas_class = 'identity', decides IN $identities, false) AS identity,
  CASE coalesce(n.atlas_lifecycle, CASE WHEN decides IN $humans THEN 'human'
      WHEN decides IN $machines THEN 'stable' END, 'unknown')
    WHEN 'human' THEN 'human' WHEN 'unknown' THEN 'unknown' ELSE 'machine' END AS lane
WITH collect(DISTINCT CASE WHEN owned THEN n.atlas_source END) AS saying,
  collect(CASE WHEN NOT owned AND (resource OR (identity AND lane = 'machine')) THEN n END) AS without
UNWIND without AS n
RETURN n.atlas_key AS node, n.atlas_name AS name, n.atlas_kinds AS kinds,
  CASE WHEN n.atlas_source IN saying AND NOT coalesce(n.atlas_placeholder, false)
    THEN 'ownerless' ELSE 'unknown' END AS status
ORDER BY status, node
