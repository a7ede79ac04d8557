// id: node
// title: One node with its evidence
// why: What the files state about a node, and which record of which file states it; a row for each record that is
//     kept. A node that is only named by relations has one row without a file.
// parameters:
//   node (node, required): Key of the node.
// columns:
//   node (node): Its key.
//   name (text): Its name.
//   kinds (texts): Its kinds, most specific first.
//   class (text): Class that a file states.
//   lifecycle (text): Lifecycle that a file states.
//   tier (count): Tier that a file states.
//   enabled (flag): Whether it is enabled, where a file says so.
//   placeholder (flag): Whether no file describes it.
//   source (text): The source.
//   file (text): The file.
//   section (text): Which list of the file.
//   record (count): Position in that list, from 0.
//   line (count): Line, from 1; 0 where the format has no lines of its own.
// order: source, file, section, record, line
// kinds: none
MATCH (n:AtlasNode {atlas_key: $node})
WHERE n.atlas_stamp IS NOT NULL
UNWIND range(0, CASE WHEN size(n.atlas_evidence) = 0 THEN 0 ELSE size(n.atlas_evidence) - 1 END, 3) AS at
OPTIONAL MATCH (l:AtlasList {number: n.atlas_evidence[at]})
RETURN n.atlas_key AS node, n.atlas_name AS name, n.atlas_kinds AS kinds,
  n.atlas_class AS class, n.atlas_lifecycle AS lifecycle, n.atlas_tier AS tier, n.atlas_enabled AS enabled,
  coalesce(n.atlas_placeholder, false) AS placeholder, l.source AS source, l.file AS file, l.section AS section,
  n.atlas_evidence[at + 1] AS record, n.atlas_evidence[at + 2] AS line
ORDER BY source, file, section, record, line
