// id: relation
// title: One relation with its evidence
// why: Which records state that one holds the other; a row for each record that is kept.
// parameters:
//   from (node, required): Key of the holder.
//   kind (text, required): Kind of the relation.
//   level (text or null, null): Its level.
//   to (node, required): Key of what is held.
// columns:
//   traversable (flag): Whether a file says that it can be walked.
//   source (text): The source.
//   file (text): The file.
//   section (text): Which list of the file.
//   record (count): Position in that list, from 0.
//   line (count): Line, from 1; 0 where the format has no lines of its own.
// order: source, file, section, record, line
// kinds: none
MATCH (:AtlasNode {atlas_key: $from})-[r]->(:AtlasNode {atlas_key: $to})
WHERE r.atlas_stamp IS NOT NULL AND coalesce(r.atlas_kind, type(r)) = $kind
  AND (r.atlas_level = $level OR (r.atlas_level IS NULL AND $level IS NULL))
UNWIND range(0, size(r.atlas_evidence) - 1, 3) AS at
MATCH (l:AtlasList {number: r.atlas_evidence[at]})
RETURN r.atlas_traversable AS traversable, l.source AS source, l.file AS file,
  l.section AS section, r.atlas_evidence[at + 1] AS record, r.atlas_evidence[at + 2] AS line
ORDER BY source, file, section, record, line
