# A real Neo4j to work and test against; sourced by ./x, whose words it uses.
#
#   lib=$TARGET/neo4j/VERSION          the jars, from Maven Central, fetched once
#   home=out/neo4j/LINE[-NAME]         conf, data, logs; and pid, address, password while it runs
#
# It listens on the loopback only, on a free port unless ATLAS_NEO4J_PORT names one, with a
# password made at its first start. It keeps its data between starts; `fresh` begins anew.
# ATLAS_NEO4J_NAME makes it another server beside the first, ATLAS_NEO4J_CONF adds lines to its
# configuration: the tests start servers of their own so, to kill them and to refuse with them.

NEO4J_LINES=(5.26 2026.08)
NEO4J_HEAP=${ATLAS_NEO4J_HEAP:-1g}

neo4j_help() {
  cat <<'TEXT'
./x neo4j start [LINE]   start a Neo4j of that line (5.26, the default, or 2026.08, which needs Java 21)
./x neo4j fresh [LINE]   the same, with nothing in it
./x neo4j tls [LINE]     another one beside it, which takes TLS only, with an authority made for it
./x neo4j stop [LINE]    stop all of that line; without LINE all of them
./x neo4j status         what runs, and where
TEXT
}

# The first java whose major version lies between two numbers; nothing where there is none.
java_between() {
  local from=$1 to=$2 java major
  for java in "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
    [[ -x $java ]] || continue
    major=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
    if [[ -n $major ]] && ((major >= from && major <= to)); then echo "$java"; return; fi
  done
}

# Sets line, home, lib, main, java, flags for a line. Java is not installed for the newer line:
# distributions of today may have none, and the tests name it when it is missing.
neo4j_settle() {
  line=$1 flags=() home=$PWD/out/neo4j/$1${ATLAS_NEO4J_NAME:+-$ATLAS_NEO4J_NAME}
  case $line in
    5.26) main=org.neo4j.server.CommunityEntryPoint; java=$(java_between 17 21) ;;
    2026.08) main=org.neo4j.server.Neo4jCommunity; java=$(java_between 21 99) ;;
    *) die "No Neo4j $line here; there are: ${NEO4J_LINES[*]}" ;;
  esac
  if [[ -z $java && $line == 5.26 ]]; then system openjdk-17-jre-headless; java=$(java_between 17 21); fi
  [[ -n $java ]] || return 1
  local major
  major=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
  ((major < 24)) || flags=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
  lib=$TARGET/neo4j/$(sed -n 's|.*<artifactId>neo4j</artifactId><version>\(.*\)</version>.*|\1|p' "tests/neo4j/$line/pom.xml")
}

neo4j_jars() {
  [[ -f $lib/complete ]] && return
  have mvn || system maven
  say "Fetching Neo4j ${lib##*/} from Maven Central"
  rm -rf "$lib"
  mvn -q -B -f "tests/neo4j/$line/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$lib"
  touch "$lib/complete"
}

# A pid may belong to another process by now: its words must name the home.
neo4j_runs() { [[ -f $home/pid ]] && tr '\0' ' ' 2>/dev/null <"/proc/$(<"$home/pid")/cmdline" | grep -qF -- "--home-dir=$home"; }

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
  local port
  while port=$((20000 + RANDOM % 20000)); listens "$port"; do :; done
  echo "$port"
}

neo4j_start() {
  neo4j_settle "${1:-5.26}" || die "Neo4j ${1:-5.26} needs Java 21 or newer. Run:
  apt-get install openjdk-21-jre-headless      (or install Temurin 21 and set JAVA_HOME)"
  if neo4j_runs; then echo "Neo4j $line runs at $(<"$home/address")"; return; fi
  neo4j_jars
  mkdir -p "$home"/{conf,data,logs,run}
  local port=${ATLAS_NEO4J_PORT:-$(free_port)}
  cat >"$home/conf/neo4j.conf" <<CONF
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:$port
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.heap.initial_size=$NEO4J_HEAP
server.memory.heap.max_size=$NEO4J_HEAP
server.memory.pagecache.size=256m
db.tx_log.rotation.retention_policy=keep_none
${ATLAS_NEO4J_CONF:-}
CONF
  [[ ${ATLAS_NEO4J_CONF:-} == *advertised_address* ]] ||
    echo "server.bolt.advertised_address=127.0.0.1:$port" >>"$home/conf/neo4j.conf"
  if [[ -d $home/certificates ]]; then cat >>"$home/conf/neo4j.conf" <<CONF
dbms.ssl.policy.bolt.enabled=true
dbms.ssl.policy.bolt.base_directory=certificates/bolt
dbms.ssl.policy.bolt.client_auth=NONE
server.bolt.tls_level=REQUIRED
CONF
  fi
  if [[ ! -f $home/password ]]; then
    (umask 077; od -An -N12 -tx1 /dev/urandom | tr -d ' \n' >"$home/password")
    NEO4J_HOME=$home NEO4J_CONF=$home/conf "$java" "${flags[@]}" -cp "$lib/*" org.neo4j.cli.AdminTool \
      dbms set-initial-password "$(<"$home/password")" >/dev/null
  fi
  local opens=() package
  for package in java.nio java.io sun.nio.ch java.util.concurrent; do
    opens+=("--add-opens=java.base/$package=ALL-UNNAMED")
  done
  # Said when all is up; the port answers before.
  rm -f "$home/logs/neo4j.log"
  setsid "$java" "${opens[@]}" "${flags[@]}" "-Xms$NEO4J_HEAP" "-Xmx$NEO4J_HEAP" -cp "$lib/*" "$main" \
    "--home-dir=$home" "--config-dir=$home/conf" >"$home/logs/console.log" 2>&1 </dev/null &
  echo $! >"$home/pid"
  for _ in $(seq 240); do
    grep -qsF 'Started.' "$home/logs/neo4j.log" && break
    # Between fork and exec its words do not name the home yet: only whether it lives counts here.
    kill -0 "$(<"$home/pid")" 2>/dev/null || { tail -n 20 "$home/logs/neo4j.log" "$home/logs/console.log" >&2; die "Neo4j $line did not start"; }
    sleep 0.25
  done
  listens "$port" || die "Neo4j $line does not answer on port $port; see $home/logs/neo4j.log"
  if [[ -d $home/certificates ]]; then echo "bolt+s://neo4j@localhost:$port/neo4j"
  else echo "bolt://neo4j@127.0.0.1:$port/neo4j"; fi >"$home/address"
  local place=${home#"$PWD"/}
  echo "Neo4j $line (${lib##*/}) runs at $(<"$home/address")
its password stands in $place/password; for this shell:
  export ATLAS_NEO4J_PASSWORD=\$(<$place/password)"
  [[ ! -d $home/certificates ]] || echo "  export ATLAS_NEO4J_CA=$place/certificates/ca.crt"
}

# certificate NAME SUBJECT LINES...: a key and a certificate, signed by ca, or by itself where it is an authority.
certificate() {
  local name=$1 subject=$2
  shift 2
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "$subject" \
    -keyout "$name.key" -out "$name.csr" 2>/dev/null
  local signer=(-CA ca.crt -CAkey ca.key -CAcreateserial)
  [[ $* == *CA:TRUE* ]] && signer=(-signkey "$name.key")
  openssl x509 -req -in "$name.csr" "${signer[@]}" -days 30 -extfile <(printf '%s\n' "$@") -out "$name.crt" 2>/dev/null
}

# An authority, a certificate of it for the name localhost, and an authority that signed nothing.
neo4j_start_tls() {
  local ATLAS_NEO4J_NAME=${ATLAS_NEO4J_NAME:-tls}
  local place=out/neo4j/$1-$ATLAS_NEO4J_NAME/certificates
  have openssl || system openssl
  if [[ ! -f $place/bolt/public.crt ]]; then
    mkdir -p "$place"/bolt/{trusted,revoked}
    (
      umask 077
      cd "$place"
      certificate ca "/CN=Access Atlas test authority" basicConstraints=critical,CA:TRUE keyUsage=keyCertSign
      certificate other "/CN=Another authority" basicConstraints=critical,CA:TRUE keyUsage=keyCertSign
      certificate server /CN=localhost subjectAltName=DNS:localhost basicConstraints=CA:FALSE
      mv server.key bolt/private.key
      mv server.crt bolt/public.crt
    )
  fi
  neo4j_start "$1"
}

# Homes of the servers of a line, or of all: LINE and LINE-NAME.
neo4j_homes() {
  local place
  for place in "$PWD/out/neo4j/${1:-}"*/; do
    [[ -d $place ]] || continue
    place=${place%/}
    [[ -z ${1:-} || ${place##*/} == "$1" || ${place##*/} == "$1"-* ]] && echo "$place"
  done
  return 0
}

neo4j_stop() {
  local home homes stopped=0
  mapfile -t homes < <(neo4j_homes "${1:-}")
  for home in "${homes[@]}"; do
    neo4j_runs || continue
    kill "$(<"$home/pid")"
    for _ in $(seq 120); do neo4j_runs || break; sleep 0.25; done
    neo4j_runs && die "Neo4j ${home##*/} does not stop; its pid is $(<"$home/pid")"
    rm -f "$home"/{pid,address}
    stopped=1
    echo "Neo4j ${home##*/} stopped"
  done
  [[ $stopped == 1 ]] || echo "No Neo4j of ours runs"
}

neo4j_status() {
  local home homes
  mapfile -t homes < <(neo4j_homes)
  for home in "${homes[@]}"; do
    if neo4j_runs; then echo "Neo4j ${home##*/} runs at $(<"$home/address")"; else echo "Neo4j ${home##*/} does not run"; fi
  done
}

neo4j_start_fresh() {
  local name=$1${ATLAS_NEO4J_NAME:+-$ATLAS_NEO4J_NAME}
  local home=$PWD/out/neo4j/$name
  if neo4j_runs; then neo4j_stop "$name" >/dev/null; fi
  rm -rf "$home"
  neo4j_start "$1"
}

# on_neo4j LINE COMMAND...: with the server of that line as the one to test with, unless a developer
# has named one of their own. What the tests kill or misconfigure are servers of their own of that line.
on_neo4j() {
  local home=out/neo4j/$1
  local -x ATLAS_TEST_NEO4J_LINE=$1
  shift
  if [[ -n ${ATLAS_TEST_NEO4J:-} ]]; then "$@"
  else ATLAS_TEST_NEO4J=$(<"$home/address") ATLAS_NEO4J_PASSWORD=$(<"$home/password") "$@"; fi
}

neo4j() {
  case ${1:-} in
    start) neo4j_start "${2:-}" ;;
    fresh) neo4j_start_fresh "${2:-5.26}" ;;
    tls) neo4j_start_tls "${2:-5.26}" ;;
    stop) neo4j_stop "${2:-}" ;;
    status) neo4j_status ;;
    *) neo4j_help; [[ ${1:-help} == help ]] ;;
  esac
}
