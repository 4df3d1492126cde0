# Sourced by ./dev: brings a fresh Debian or Ubuntu to where the lab, the build and the browser tests work.

has() { command -v "$1" >/dev/null; }

find_jdk() {
  local javac
  for javac in "${JAVA_HOME:-/nowhere}/bin/javac" "$(readlink -f "$(command -v javac || echo /nowhere)")" /usr/lib/jvm/*/bin/javac; do
    [ -x "$javac" ] && [ "$("$javac" -version 2>&1 | sed 's/javac \([0-9]*\).*/\1/')" -ge 21 ] || continue
    dirname "$(dirname "$javac")"
    return
  done
}

find_chromium() {
  local name
  for name in "${UNDERSTUDY_CHROMIUM:-}" chromium google-chrome-stable google-chrome; do
    [ -n "$name" ] && command -v "$name" && return
  done
  return 0
}

# the first of these package names that this distribution has
first_available() {
  local package
  for package in "$@"; do
    if [ -n "$(apt-cache madison "$package" 2>/dev/null)" ]; then echo "$package"; return; fi
  done
  return 0
}

# what isn't there, in one list, so that one look says everything
missing_packages() {
  if ! has docker || ! { docker info >/dev/null 2>&1 || has dockerd; }; then
    # newer releases keep the client in a package of its own
    echo docker.io iptables "$(first_available docker-cli)"
  fi
  if ! docker image inspect debian:sid-slim debian:trixie-slim >/dev/null 2>&1 && ! has debootstrap; then
    echo debootstrap debian-archive-keyring
  fi
  [ -n "$(find_jdk)" ] || first_available openjdk-25-jdk-headless openjdk-21-jdk-headless
  # Ubuntu's chromium is only a pointer to a snap
  if [ "$1" = with-browser ] && [ -z "$(find_chromium)" ] && grep -qx 'ID=debian' /etc/os-release; then
    echo chromium fonts-dejavu-core
  fi
}

install_packages() {
  has apt-get || fail "please install: $* (no apt-get here)"
  [ "$(id -u)" = 0 ] || fail "as root, please: apt-get install --no-install-recommends $*"
  stage "installing $*" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

setup_packages() {
  local wanted
  wanted=$(missing_packages "$1" | xargs)
  [ -n "$wanted" ] || return 0
  if [ "$(id -u)" = 0 ] && has apt-get; then
    stage "reading the package lists" apt-get update -qq
    wanted=$(missing_packages "$1" | xargs)
  fi
  # shellcheck disable=SC2086
  install_packages $wanted
}

setup_engine() {
  docker info >/dev/null 2>&1 || start_engine
}

start_engine() {
  [ "$(id -u)" = 0 ] || fail "the Docker engine doesn't answer: start it, and add yourself to the group docker"
  if [ -d /run/systemd/system ]; then
    stage "starting the Docker engine" systemctl start docker
  else
    # nobody here manages services: the engine goes on after this script, its log is named
    stage "starting the Docker engine (log: /var/log/understudy-dockerd.log)" start_dockerd
  fi
}

start_dockerd() {
  setsid dockerd >> /var/log/understudy-dockerd.log 2>&1 < /dev/null &
  local tries
  for tries in $(seq 60); do
    docker info >/dev/null 2>&1 && return
    sleep 0.5
  done
  tail -n 20 /var/log/understudy-dockerd.log
  return 1
}

setup_images() {
  lab_tag=$(lab/bin/images) || exit 1
}

setup_build() {
  jdk=$(find_jdk)
  [ -n "$jdk" ] || fail "no JDK 21 or newer among this release's packages; install one, e.g. from https://adoptium.net, and set JAVA_HOME"
  has java || export JAVA_HOME=$jdk
  ./mvnw -v >/dev/null 2>&1 || install_packages maven
}

setup_browser() {
  UNDERSTUDY_CHROMIUM=$(find_chromium)
  if [ -n "$UNDERSTUDY_CHROMIUM" ]; then
    export UNDERSTUDY_CHROMIUM PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
  else
    unset UNDERSTUDY_CHROMIUM
    say "» no Chromium here: Playwright fetches its own"
  fi
}
