# Sourced by ./dev: runs the tests and says truthfully how they ended.

# what a test left behind when its virtual machine was killed; only this run's
sweep() {
  local left
  left=$(docker ps -aq --filter "label=understudy.lab.run=$UNDERSTUDY_LAB_RUN")
  # shellcheck disable=SC2086
  [ -z "$left" ] || docker rm -fv $left >/dev/null
}

# adds up the counts that each report's first element carries
count() {
  local reports=(target/surefire-reports/TEST-*.xml)
  [ -e "${reports[0]}" ] || { echo 0; return; }
  grep -h -m 1 -A 1 '<testsuite ' "${reports[@]}" | grep -oE " $1=\"[0-9]+\"" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'
}

# names the tests that only passed at their second try
second_tries() {
  local flaky
  flaky=$(grep -lE '<flaky(Failure|Error)' target/surefire-reports/TEST-*.xml 2>/dev/null) || return 0
  for report in $flaky; do
    say "passed only at a second try, look at it: $(grep -B 1 -E '<flaky(Failure|Error)' "$report" | grep -oE '<testcase name="[^"]*" classname="[^"]*"' | head -3 | tr '\n' ' ')"
  done
}

# The scripts' own checks: lint, types, unit tests. What they need is fetched only when it isn't there.
check_frontend() {
  if ! command -v npm >/dev/null; then
    frontend="THE PAGES' SCRIPTS WERE NOT CHECKED: there is no node here"
    say "!! $frontend (apt-get install nodejs npm)"
    return 0
  fi
  if ! fetch_checks; then
    frontend="THE PAGES' SCRIPTS WERE NOT CHECKED: what checks them can't be fetched"
    say "!! $frontend"
    return 0
  fi
  if npm --prefix frontend run --silent check >&2; then frontend="the pages' scripts are fine"; else frontend="the pages' scripts FAILED their checks"; return 1; fi
}

# npm notes what it installed from; the same lock file needs no second installation
fetch_checks() {
  local noted=frontend/node_modules/.installed-from
  cmp -s frontend/package-lock.json "$noted" && return 0
  say "» fetching what checks the pages' scripts"
  (cd frontend && npm ci --prefer-offline --no-fund --no-audit --loglevel=error >&2) && cp frontend/package-lock.json "$noted"
}

run_tests() {
  local began=$SECONDS outcome=0 frontend= asked=$#
  export UNDERSTUDY_LAB_RUN="test-$$-$(date +%s)"
  export TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
  rm -rf target/surefire-reports
  trap sweep EXIT
  # two at once, or the servers' pauses add up; to share the classes out Maven itself loads them, so it must run on our JDK
  local jdk
  jdk=$(find_jdk)
  [ "$asked" != 0 ] || [ -z "$jdk" ] || { export JAVA_HOME=$jdk; set -- -DtestForks=2 "$@"; }
  # the build server gives a failing test a second try and says so: a busy machine isn't a reason to throw work away, and a test
  # that needed it must not go unseen
  [ -z "${CI:-}" ] || set -- -Dsurefire.rerunFailingTestsCount=1 "$@"
  ./mvnw -B --no-transfer-progress test "$@" || outcome=$?
  # with arguments somebody asked for some tests, not for these
  if [ "$asked" = 0 ]; then check_frontend || [ "$outcome" != 0 ] || outcome=1; fi
  local tests failed skipped
  tests=$(count tests); failed=$(($(count failures) + $(count errors))); skipped=$(count skipped)
  [ "$failed" = 0 ] || [ "$outcome" != 0 ] || outcome=1
  if [ "$tests" = 0 ]; then say "no test ran"; [ "$outcome" != 0 ] || outcome=1; fi
  second_tries
  [ -z "$frontend" ] || say "$frontend"
  say "tests took $((SECONDS - began)) s"
  [ "$outcome" = 0 ] || say "the build FAILED (exit code $outcome)"
  echo "$((tests - failed - skipped)) passed, $failed failed, $skipped skipped"
  return $outcome
}
