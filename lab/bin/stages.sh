# Sourced by ./dev: each stage says what it does and how long it took.

say() { echo "$*" >&2; }
fail() { say "dev: $*"; exit 1; }

# stage "what" COMMAND...: its output is kept quiet and shown when it fails
stage() {
  local what=$1 began=$SECONDS log
  shift
  log=$(mktemp)
  printf '» %s ... ' "$what" >&2
  if "$@" > "$log" 2>&1 < /dev/null; then
    say "$((SECONDS - began)) s"
    rm -f "$log"
  else
    say "failed after $((SECONDS - began)) s"
    tail -n 40 "$log" >&2
    rm -f "$log"
    exit 1
  fi
}
