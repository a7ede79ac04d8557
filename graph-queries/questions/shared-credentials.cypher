// id: shared-credentials
// title: Credentials that several hold
// why: A secret that several hold, use or can read cannot be traced to one, nor taken from one (NHI9).
// parameters:
//   least (count, 2): How many holders make it shared.
//   using (texts, from kinds): Relation kinds between a credential and who holds, uses or can read it.
//   credentials (texts, from kinds): Node kinds that are keys, tokens, secrets, certificates.
//   said (texts, from kinds): Node kinds described by a person or a file, which decide first.
//   guessed (texts, from kinds): Node kinds that are guesses, which decide last.
// columns:
//   node (node): The credential.
//   name (text): Its name.
//   kinds (texts): Its kinds, most specific first.
//   count (count): How many hold it.
//   holders (nodes): Who holds it, in the order of keys.
// order: node
// kinds: credential, credentialUse
MATCH (h:AtlasNode)-[r]->(n:AtlasNode)
WHERE r.atlas_stamp IS NOT NULL AND coalesce(r.atlas_kind, type(r)) IN $using
WITH n, h, head([k IN $said WHERE k IN n.atlas_kinds]
  + [k IN n.atlas_kinds WHERE NOT k IN $guessed] + n.atlas_kinds) AS decides
WHERE coalesce(n.atlas_class = 'credential', decides IN $credentials, false)
WITH DISTINCT n, h.atlas_key AS holder
ORDER BY holder
WITH n, collect(holder) AS holders
WHERE size(holders) >= $least
RETURN n.atlas_key AS node, n.atlas_name AS name, n.atlas_kinds AS kinds, size(holders) AS count, holders
ORDER BY node
