# A real Neo4j to work and test against; sourced by ./x, whose words it uses.
#
#   lib=$TARGET/neo4j/VERSION          the jars, from Maven Central, fetched once
#   home=out/neo4j/LINE                conf, data, logs; and pid, address, password while it runs
#
# It listens on the loopback only, on a free port unless ATLAS_NEO4J_PORT names one, with a
# password made at its first start. It keeps its data between starts; `fresh` begins anew.

NEO4J_LINES=(5.26 2026.08)
NEO4J_HEAP=${ATLAS_NEO4J_HEAP:-1g}

neo4j_help() {
  cat <<'TEXT'
./x neo4j start [LINE]   start a Neo4j of that line (5.26, the default, or 2026.08, which needs Java 21)
./x neo4j fresh [LINE]   the same, with nothing in it
./x neo4j stop [LINE]    stop it; without LINE all of them
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
  line=$1 flags=() home=$PWD/out/neo4j/$1
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
server.bolt.advertised_address=127.0.0.1:$port
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.heap.initial_size=$NEO4J_HEAP
server.memory.heap.max_size=$NEO4J_HEAP
server.memory.pagecache.size=256m
db.tx_log.rotation.retention_policy=keep_none
${NEO4J_CONF_EXTRA:-}
CONF
  if [[ ! -f $home/password ]]; then
    (umask 077; od -An -N12 -tx1 /dev/urandom | tr -d ' \n' >"$home/password")
    NEO4J_HOME=$home NEO4J_CONF=$home/conf "$java" "${flags[@]}" -cp "$lib/*" org.neo4j.cli.AdminTool \
      dbms set-initial-password "$(<"$home/password")" >/dev/null
  fi
  local opens=() package
  for package in java.nio java.io sun.nio.ch java.util.concurrent; do
    opens+=("--add-opens=java.base/$package=ALL-UNNAMED")
  done
  setsid "$java" "${opens[@]}" "${flags[@]}" "-Xms$NEO4J_HEAP" "-Xmx$NEO4J_HEAP" -cp "$lib/*" "$main" \
    "--home-dir=$home" "--config-dir=$home/conf" >"$home/logs/console.log" 2>&1 </dev/null &
  echo $! >"$home/pid"
  for _ in $(seq 240); do
    listens "$port" && break
    # Between fork and exec its words do not name the home yet: only whether it lives counts here.
    kill -0 "$(<"$home/pid")" 2>/dev/null || { tail -n 20 "$home/logs/neo4j.log" "$home/logs/console.log" >&2; die "Neo4j $line did not start"; }
    sleep 0.25
  done
  listens "$port" || die "Neo4j $line does not answer on port $port; see $home/logs/neo4j.log"
  echo "bolt://neo4j@127.0.0.1:$port/neo4j" >"$home/address"
  echo "Neo4j $line (${lib##*/}) runs at $(<"$home/address")
its password stands in ${home#"$PWD"/}/password; for this shell:
  export ATLAS_NEO4J_PASSWORD=\$(<${home#"$PWD"/}/password)"
}

neo4j_stop() {
  local line home stopped=0
  for line in ${1:-"${NEO4J_LINES[@]}"}; do
    home=$PWD/out/neo4j/$line
    neo4j_runs || continue
    kill "$(<"$home/pid")"
    for _ in $(seq 120); do neo4j_runs || break; sleep 0.25; done
    neo4j_runs && die "Neo4j $line does not stop; its pid is $(<"$home/pid")"
    rm -f "$home"/{pid,address}
    stopped=1
    echo "Neo4j $line stopped"
  done
  [[ $stopped == 1 ]] || echo "No Neo4j of ours runs"
}

neo4j_status() {
  local line home
  for line in "${NEO4J_LINES[@]}"; do
    home=$PWD/out/neo4j/$line
    if neo4j_runs; then echo "Neo4j $line runs at $(<"$home/address")"; else echo "Neo4j $line does not run"; fi
  done
}

neo4j_start_fresh() { neo4j_stop "$1" >/dev/null; rm -rf "out/neo4j/$1"; neo4j_start "$1"; }

# on_neo4j LINE COMMAND...: with the server of that line as the one to test with, unless a developer
# has named one of their own.
on_neo4j() {
  local home=out/neo4j/$1
  shift
  if [[ -n ${ATLAS_TEST_NEO4J:-} ]]; then "$@"
  else ATLAS_TEST_NEO4J=$(<"$home/address") ATLAS_NEO4J_PASSWORD=$(<"$home/password") "$@"; fi
}

neo4j() {
  case ${1:-} in
    start) neo4j_start "${2:-}" ;;
    fresh) neo4j_start_fresh "${2:-5.26}" ;;
    stop) neo4j_stop "${2:-}" ;;
    status) neo4j_status ;;
    *) neo4j_help; [[ ${1:-help} == help ]] ;;
  esac
}
