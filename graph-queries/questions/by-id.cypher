// id: by-id
// title: Nodes of these native ids
// why: One id may stand in several namespaces: this tells which keys it means.
// parameters:
//   ids (texts, required): Native ids, as the files write them.
// columns:
//   id (text): The id.
//   node (node): Key of a node that has it.
//   name (text): Its name.
//   kinds (texts): Its kinds, most specific first.
// order: id, node
// kinds: none
MATCH (n:AtlasNode)
WHERE n.atlas_id IN $ids AND n.atlas_stamp IS NOT NULL
RETURN n.atlas_id AS id, n.atlas_key AS node, n.atlas_name AS name, n.atlas_kinds AS kinds
ORDER BY id, node
