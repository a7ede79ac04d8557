// id: dormant
// title: Identities that were not used for long
// why: Access that nobody uses is access that nobody would miss (NHI1-U1). The last use is the latest of the
//     properties: a text that begins with a day, or a number of seconds or milliseconds since 1970 or of Windows
//     file time. Without any the answer is unknown, never fine. Disabled identities are left out.
// parameters:
//   as_of (day, required): The day of the data, from which is counted.
//   days (count, 90): Longest time without use, in days.
//   last_use (texts, ["lastUsed", "last_used", "lastLogon", "lastlogon", "lastlogontimestamp", "last_logon",
//     "lastSignIn", "lastSignInDateTime", "last_sign_in", "lastActivity", "last_activity", "lastAccess",
//     "last_access", "lastAuthenticated"]): Properties that say when it was used last.
//   identities (texts, from kinds): Node kinds that are identities.
//   said (texts, from kinds): Node kinds described by a person or a file, which decide first.
//   guessed (texts, from kinds): Node kinds that are guesses, which decide last.
//   humans (texts, from kinds): Identities that are people.
//   machines (texts, from kinds): Identities that are machines.
// columns:
//   node (node): The identity.
//   name (text): Its name.
//   kinds (texts): Its kinds, most specific first.
//   lane (text): human, machine or unknown.
//   last_use (text): The day of the last use; null where unknown.
//   status (text): dormant or unknown.
// order: status, node
// kinds: identity
MATCH (n:AtlasNode)
WHERE n.atlas_stamp IS NOT NULL AND coalesce(n.atlas_enabled, true)
WITH n, head([k IN $said WHERE k IN n.atlas_kinds]
  + [k IN n.atlas_kinds WHERE NOT k IN $guessed] + n.atlas_kinds) AS decides
WHERE coalesce(n.atlas_class = 'identity', decides IN $identities, false)
WITH n, decides, [v IN [p IN $last_use WHERE n[p] IS NOT NULL AND NOT p STARTS WITH 'atlas_' | n[p]] | CASE
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
WITH n, decides, reduce(last = '', d IN days | CASE WHEN d > last THEN d ELSE last END) AS last,
  toString(date($as_of) - duration({days: $days})) AS before
WHERE last = '' OR last < before
RETURN n.atlas_key AS node, n.atlas_name AS name, n.atlas_kinds AS kinds,
  CASE coalesce(n.atlas_lifecycle, CASE WHEN decides IN $humans THEN 'human'
      WHEN decides IN $machines THEN 'stable' END, 'unknown')
    WHEN 'human' THEN 'human' WHEN 'unknown' THEN 'unknown' ELSE 'machine' END AS lane,
  CASE WHEN last <> '' THEN last END AS last_use, CASE WHEN last = '' THEN 'unknown' ELSE 'dormant' END AS status
ORDER BY status, node
