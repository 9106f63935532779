#!/usr/bin/env bash
# Kills the engine many times while messages come, and compares everything with the oracle at the end (KilledEngineIT with more
# kills, half of them at failpoints). Builds first, with Maven (MVN_FLAGS takes more flags, such as -o).
#
#   testing/kill-300.sh [KILLS [SEED]]      300 kills, an hour or so; into testing/results/<date>-kills.txt
#
# ORIEL_CLASS_PATH, with the classes of the tests and all they need, spares the build.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$root"
source testing/java.sh
jdk=$(find_jdk)
kills=${1:-300}
seed=${2:-$(date +%s)}
if [[ -z ${ORIEL_CLASS_PATH:-} ]]; then
    mvn -B -q -ntp ${MVN_FLAGS:-} process-test-classes -DskipTests -pl crash-tests -am
    ORIEL_CLASS_PATH=crash-tests/target/test-classes:$(<crash-tests/target/class-path)
fi
results=testing/results/$(date -u +%F)-kills.txt
flags=(-XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED -Xmx2g)
code=0
output=$("$jdk/java" "${flags[@]}" -Doriel.kills="$kills" -Doriel.seed="$seed" -Doriel.rate=400 -cp "$ORIEL_CLASS_PATH" \
    dev.oriel.crash.RunTests KilledEngineIT 2>&1) || code=$?
{ echo '# Kills of the engine while messages come, everything compared with the oracle at the end (testing/kill-300.sh)'
  echo
  echo "commit       $(git rev-parse --short HEAD)"
  echo "date         $(date -u +%FT%TZ)"
  echo "asked for    $kills kills"
  echo "result       $([[ $code = 0 ]] && echo equal || echo "NOT equal ($code)")"
  echo "$output"; } | tee "$results"
exit "$code"
