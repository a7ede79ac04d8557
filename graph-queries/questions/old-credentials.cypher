// id: old-credentials
// title: Keys, tokens and secrets that were not renewed for long
// why: A secret that lives for years has been copied for years (NHI7). The day is the latest of the properties,
//     read as for dormant identities; without any the answer is unknown, never fine.
// parameters:
//   as_of (day, required): The day of the data, from which is counted.
//   days (count, 365): Longest life, in days.
//   renewed (texts, ["created", "createdAt", "created_at", "createdDateTime", "rotated", "lastRotated", "last_rotated",
//     "pwdlastset", "notBefore"]): Properties that say when it was made or renewed.
//   credentials (texts, from kinds): Node kinds that are keys, tokens, secrets, certificates.
//   said (texts, from kinds): Node kinds described by a person or a file, which decide first.
//   guessed (texts, from kinds): Node kinds that are guesses, which decide last.
// columns:
//   node (node): The credential.
//   name (text): Its name.
//   kinds (texts): Its kinds, most specific first.
//   renewed (text): The day it was made or renewed; null where unknown.
//   status (text): old or unknown.
// order: status, node
// kinds: credential
MATCH (n:AtlasNode)
WHERE n.atlas_stamp IS NOT NULL
WITH n, head([k IN $said WHERE k IN n.atlas_kinds]
  + [k IN n.atlas_kinds WHERE NOT k IN $guessed] + n.atlas_kinds) AS decides
WHERE coalesce(n.atlas_class = 'credential', decides IN $credentials, false)
WITH n, [v IN [p IN $renewed WHERE n[p] IS NOT NULL AND NOT p STARTS WITH 'atlas_' | n[p]] | CASE
    WHEN v IS :: STRING THEN CASE
      WHEN v =~ '(?s)\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01]).*' THEN left(v, 10) END
    WHEN v IS :: INTEGER OR v IS :: FLOAT THEN CASE
      WHEN toInteger(v) <= 0 THEN null
      WHEN toInteger(v) < 100000000000
        THEN toString(date(datetime({epochSeconds: toInteger(v)})))
      WHEN toInteger(v) < 100000000000000
        THEN toString(date(datetime({epochSeconds: toInteger(v) / 1000})))
      WHEN 116444736000000000 <= toInteger(v) < 1000000000000000000
        THEN toString(date(datetime({epochSeconds: toInteger(v) / 10000000 - 11644473600}))) END
    END] AS days
WITH n, reduce(last = '', d IN days | CASE WHEN d > last THEN d ELSE last END) AS last,
  toString(date($as_of) - duration({days: $days})) AS before
WHERE last = '' OR last < before
RETURN n.atlas_key AS node, n.atlas_name AS name, n.atlas_kinds AS kinds,
  CASE WHEN last <> '' THEN last END AS renewed, CASE WHEN last = '' THEN 'unknown' ELSE 'old' END AS status
ORDER BY status, node
