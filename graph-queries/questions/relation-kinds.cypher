// id: relation-kinds
// title: Relations by kind
// why: What is stated between nodes.
// parameters: none
// columns:
//   kind (text): Kind.
//   relations (count): Relations.
// order: kind
// kinds: none
MATCH (:AtlasNode)-[r]->(:AtlasNode)
WHERE r.atlas_stamp IS NOT NULL
RETURN coalesce(r.atlas_kind, type(r)) AS kind, count(*) AS relations
ORDER BY kind
