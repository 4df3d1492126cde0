# Sourced by ./dev: brings a fresh Debian or Ubuntu to where the lab, the build and the browser tests work.

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

install_packages() {
  local wanted=("$@")
  [ ${#wanted[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || fail "please install: ${wanted[*]} (no apt-get here)"
  [ "$(id -u)" = 0 ] || fail "as root, please: apt-get install --no-install-recommends ${wanted[*]}"
  stage "installing ${wanted[*]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}"
}

refresh_package_lists() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
  [ -z "${lists_refreshed:-}" ] || return 0
  stage "reading the package lists" apt-get update -qq
  lists_refreshed=yes
}

setup_engine() {
  local missing=()
  command -v docker >/dev/null || missing+=(docker.io iptables)
  if ! docker image inspect debian:sid-slim debian:trixie-slim >/dev/null 2>&1; then
    command -v debootstrap >/dev/null || missing+=(debootstrap debian-archive-keyring)
  fi
  if [ ${#missing[@]} -gt 0 ]; then refresh_package_lists; install_packages "${missing[@]}"; fi
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
  if [ -z "$jdk" ]; then
    refresh_package_lists
    local package
    package=$(first_available openjdk-25-jdk-headless openjdk-21-jdk-headless)
    [ -n "$package" ] || fail "this release has no JDK 21 or newer among its packages; install one, e.g. from https://adoptium.net, and set JAVA_HOME"
    install_packages "$package"
    jdk=$(find_jdk)
  fi
  command -v java >/dev/null || export JAVA_HOME=$jdk
  ./mvnw -v >/dev/null 2>&1 && return
  refresh_package_lists
  install_packages maven
}

setup_browser() {
  export UNDERSTUDY_CHROMIUM
  UNDERSTUDY_CHROMIUM=$(find_chromium)
  if [ -z "$UNDERSTUDY_CHROMIUM" ]; then
    refresh_package_lists
    # Ubuntu's package is only a pointer to a snap
    [ "$(. /etc/os-release && echo "$ID")" != debian ] || install_packages chromium fonts-dejavu-core
    UNDERSTUDY_CHROMIUM=$(find_chromium)
  fi
  if [ -n "$UNDERSTUDY_CHROMIUM" ]; then
    export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
  else
    unset UNDERSTUDY_CHROMIUM
    say "» no Chromium here: Playwright fetches its own"
  fi
}
