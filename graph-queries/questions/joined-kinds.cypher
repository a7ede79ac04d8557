// id: joined-kinds
// title: Which kinds are joined by which relations
// why: The schema of the graph as it is: what a kind means is settled by what it joins.
// parameters: none
// columns:
//   from (text): First kind of who holds; empty where there is none.
//   kind (text): Kind of the relation.
//   level (text): Its level; null stands before every text.
//   to (text): First kind of what is held; empty where there is none.
//   relations (count): Relations.
// order: from, kind, level, to
// kinds: none
MATCH (a:AtlasNode)-[r]->(b:AtlasNode)
WHERE r.atlas_stamp IS NOT NULL
RETURN coalesce(a.atlas_kinds[0], '') AS from, coalesce(r.atlas_kind, type(r)) AS kind, r.atlas_level AS level,
  coalesce(b.atlas_kinds[0], '') AS to, count(*) AS relations
ORDER BY from, kind, level IS NOT NULL, level, to
