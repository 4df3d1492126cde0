# Sourced by ./dev: two little hosts to try the panel on, and the panel in the foreground.

network=understudy-demo
hosts='mercury uranus'

build_panel() {
  local jar=target/understudy.jar
  if [ -e "$jar" ] && [ -z "$(find src/main frontend pom.xml -newer "$jar" -not -path '*/node_modules/*' -type f -print -quit 2>/dev/null)" ]; then return; fi
  stage "building $jar" ./mvnw -B -q -Dmaven.test.skip=true package
}

demo_host() { echo "understudy-demo-$1"; }
address_of() { docker inspect -f "{{(index .NetworkSettings.Networks \"$network\").IPAddress}}" "$(demo_host "$1")"; }
fingerprint_of() { docker exec "$(demo_host "$1")" ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub | cut -d ' ' -f 2; }

# a subnet of its own, because only there a host can keep its address from run to run
create_network() {
  docker network inspect $network >/dev/null 2>&1 && return
  local third
  for third in 99 98 97 96 95; do
    docker network create --subnet "172.30.$third.0/24" $network >/dev/null 2>&1 && return
  done
  docker network create $network
}

start_hosts() {
  create_network
  local host last=10 subnet
  subnet=$(docker network inspect -f '{{(index .IPAM.Config 0).Subnet}}' $network)
  for host in $hosts; do
    last=$((last + 1))
    if docker container inspect "$(demo_host "$host")" >/dev/null 2>&1; then
      docker start "$(demo_host "$host")"
    else
      local fixed=()
      case $subnet in 172.30.*) fixed=(--ip "${subnet%.*}.$last") ;; esac
      docker run -d --name "$(demo_host "$host")" --hostname "$host" --network $network --network-alias "$host" "${fixed[@]}" \
        "understudy-lab/mysql97-rails:$lab_tag"
    fi
  done
  for host in $hosts; do await_server "$host"; done
}

await_server() {
  local tries
  for tries in $(seq 300); do
    docker exec "$(demo_host "$1")" mysqladmin --connect-timeout=1 ping >/dev/null 2>&1 && return
    sleep 0.2
  done
  echo "the server of $1 doesn't answer"
  return 1
}

# the account comes last; without it an earlier filling was cut short
filled() { [ -n "$(docker exec "$(demo_host mercury)" mysql -NBe "SELECT user FROM mysql.user WHERE user = 'pierre'")" ]; }

fill_mercury() {
  docker exec "$(demo_host mercury)" mysql -e 'DROP DATABASE IF EXISTS secondhand_production'
  docker exec "$(demo_host mercury)" /opt/lab/fill "$1"
  ! has_shop || docker exec "$(demo_host mercury)" /opt/lab/open-shop
}

# hosts of an earlier version have none
has_shop() { docker exec "$(demo_host mercury)" test -d /var/www/secondhand; }

open_tills() {
  docker exec -d "$(demo_host mercury)" /opt/lab/till /var/log/till.log
  docker exec -d "$(demo_host uranus)" /opt/lab/till /var/log/till.log follow
}

# stopped, not removed: the next run finds the pair as it was left
stop_hosts() {
  local host
  for host in $hosts; do stop_host "$host" & done
  wait
}

stop_host() {
  docker exec "$(demo_host "$1")" service mysql stop >/dev/null 2>&1 || true
  docker stop -t 2 "$(demo_host "$1")" >/dev/null 2>&1 || true
}

remove_demo() {
  local host
  for host in $hosts; do docker rm -fv "$(demo_host "$host")" >/dev/null 2>&1 || true; done
  docker network rm $network >/dev/null 2>&1 || true
  if [ -e data/understudy.db ]; then
    mkdir -p data.aside && mv data "data.aside/before-$(date +%Y%m%d-%H%M%S)" && mv data.aside data
    say "» the panel's former data is now in data/before-*"
  fi
}

welcome() {
  say ""
  say "  The panel:  http://127.0.0.1:$port"
  if [ -s "$password" ]; then
    say "  Sign in as admin$(cat "$password"). It is told this once: change it."
  else
    say "  Sign in as before (data in ./data; ./dev run --fresh starts anew)."
  fi
  say ""
  say "  Hosts to try it on (login deploy, one-time password deploy):"
  local host
  for host in $hosts; do say "    $(printf '%-8s %-14s' "$host" "$(address_of "$host")") host key $(fingerprint_of "$host")"; done
  say "  mercury has secondhand_production, and a till sells on it; uranus is empty."
  ! has_shop || say "  The web application runs on both: http://$(address_of mercury)/ shows its last sellings; uranus's has no database yet."
  say ""
  say "  Ctrl-C stops the panel and both hosts."
  say ""
}

ready() { (exec 3<> "/dev/tcp/127.0.0.1/$port" && printf 'GET /actuator/health/readiness HTTP/1.0\r\n\r\n' >&3 && grep -q ' 200' <&3) 2>/dev/null; }

stop_panel() {
  trap - EXIT INT TERM
  if [ -n "${panel:-}" ]; then kill -TERM "$panel" 2>/dev/null || true; wait "$panel" 2>/dev/null || true; fi
  rm -f "${password:-}"
  stage "stopping mercury and uranus" stop_hosts
}

run_panel() {
  port=${SERVER_PORT:-8080}
  export UNDERSTUDY_DATA_DIR=${UNDERSTUDY_DATA_DIR:-./data}
  # what the panel says once among much else shall stand at the end; the file is gone as soon as that is read
  password=$(mktemp)
  "$jdk/bin/java" -XX:+UseSerialGC -Xmx160m -Xss512k -XX:TieredStopAtLevel=1 -XX:MaxMetaspaceSize=160m -jar target/understudy.jar \
    > >(tee -p >(grep -m 1 -o ' with the password [^ ;]*' > "$password")) 2>&1 &
  panel=$!
  local began=$SECONDS
  until ready; do
    kill -0 "$panel" 2>/dev/null || { wait "$panel" || fail "the panel ended with exit code $?"; fail "the panel ended"; }
    [ $((SECONDS - began)) -lt 120 ] || fail "the panel isn't ready after 120 s"
    sleep 0.2
  done
  welcome
  rm -f "$password"
  wait "$panel" || true
}

run_demo() {
  exec 8> "${TMPDIR:-/tmp}/understudy-demo.lock"
  flock -n 8 || fail "./dev run runs already on this machine"
  ! (exec 3<> "/dev/tcp/127.0.0.1/${SERVER_PORT:-8080}") 2>/dev/null || fail "port ${SERVER_PORT:-8080} is taken; SERVER_PORT=8081 ./dev run takes another"
  [ "${1:-}" != --fresh ] || remove_demo
  build_panel
  trap stop_panel EXIT
  trap 'exit 0' INT
  trap 'exit 143' TERM
  stage "starting mercury and uranus" start_hosts
  filled || stage "filling secondhand_production on mercury with ${UNDERSTUDY_DEMO_MB:-100} MB" \
    fill_mercury "${UNDERSTUDY_DEMO_MB:-100}"
  open_tills
  run_panel
}
