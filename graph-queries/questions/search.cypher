// id: search
// title: Nodes by a part of their id or name
// why: The way in: people know a name, questions want a key. Case does not count; the name is the one that is
//     shown.
// parameters:
//   text (text, required): Part of an id or name; an empty one finds everything.
//   kinds (texts, []): Only nodes with one of these kinds; none for all.
//   limit (count, 100): At most so many rows.
// columns:
//   node (node): Key of a node that fits.
//   name (text): Its name.
//   kinds (texts): Its kinds, most specific first.
//   placeholder (flag): Whether no file describes it.
//   rank (count): 0 where id or name is equal, 1 where one begins with the text, 2 where one contains it.
// order: rank, node
// kinds: none
MATCH (n:AtlasNode)
WHERE n.atlas_stamp IS NOT NULL AND (size($kinds) = 0 OR any(k IN n.atlas_kinds WHERE k IN $kinds))
WITH n, toLower($text) AS text, toLower(n.atlas_id) AS id, toLower(coalesce(n.atlas_name, '')) AS name
WITH n, CASE
    WHEN id = text OR (name <> '' AND name = text) THEN 0
    WHEN id STARTS WITH text OR (name <> '' AND name STARTS WITH text) THEN 1
    WHEN id CONTAINS text OR name CONTAINS text THEN 2
  END AS rank
WHERE rank IS NOT NULL
RETURN n.atlas_key AS node, n.atlas_name AS name, n.atlas_kinds AS kinds,
  coalesce(n.atlas_placeholder, false) AS placeholder, rank
ORDER BY rank, node
LIMIT $limit
