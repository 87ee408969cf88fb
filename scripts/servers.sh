#!/usr/bin/env bash
# Real PostgreSQL 17 + pgvector and Valkey for tests and benches, without Docker.
#
# Debian 13 packages all three, Debian 12 does not, so they get a root of their own (debootstrap) in a cache folder
# outside the repository and run from it by chroot, as their own users, on 127.0.0.1. The data is throwaway: nobody
# but this machine reaches it, so no password is asked, and a cluster that no longer starts is made anew.
#
#   npm run servers              set up what is missing, start what is stopped, print the addresses
#   npm run servers -- env       print the addresses as shell assignments
#   npm run servers -- status    say what runs; exit code 3 when something does not
#   npm run servers -- stop      stop both; the root and the data stay for the next start
#
# Environment: VITRINE_SERVERS_DIR (cache folder), VITRINE_POSTGRES_PORT, VITRINE_VALKEY_PORT (first ports tried),
# VITRINE_DEBIAN_MIRROR (default: the mirror this machine's apt uses).
set -euo pipefail

readonly suite=trixie
readonly packages=postgresql-17,postgresql-17-pgvector,valkey-server
home="$(realpath -m "${VITRINE_SERVERS_DIR:-/var/cache/vitrine-servers}")"
readonly home
readonly root="$home/$suite"
readonly postgres_bin=/usr/lib/postgresql/17/bin
readonly postgres_data=/srv/postgres
readonly valkey_data=/srv/valkey

main() {
  case "${1:-start}" in
    start) start ;;
    stop) stop ;;
    status) status ;;
    env) print_env ;;
    *) fail "unknown command \"$1\"; use start, stop, status or env" ;;
  esac
}

start() {
  require_root
  mkdir -p "$home"
  # One set-up at a time: a second caller waits and then finds everything running.
  exec 9>"$home/lock"
  flock 9
  make_root
  start_postgres
  start_valkey
  write_addresses
  print_env
}

stop() {
  require_root
  [ -d "$home" ] || return 0
  exec 9>"$home/lock"
  flock 9
  rm -f "$home/servers.json" "$home/servers.env"
  local pid
  if pid="$(postgres_pid)"; then
    kill -INT "$pid" # SIGINT is PostgreSQL's fast shutdown: it ends the sessions and checkpoints.
    wait_for_exit "$pid" PostgreSQL
  fi
  if pid="$(valkey_pid)"; then
    kill -TERM "$pid"
    wait_for_exit "$pid" Valkey
  fi
  say 'stopped'
}

status() {
  local code=0 pid
  if pid="$(postgres_pid)"; then echo "postgres: running (pid $pid)"; else echo 'postgres: stopped' && code=3; fi
  if pid="$(valkey_pid)"; then echo "valkey: running (pid $pid)"; else echo 'valkey: stopped' && code=3; fi
  return "$code"
}

print_env() {
  [ -f "$home/servers.env" ] || fail 'the servers do not run; start them with "npm run servers"'
  cat "$home/servers.env"
}

# --- the root ---------------------------------------------------------------------------------------------------

# The mark is written last and names what was installed, so a half-made root or one of an older list is made anew.
make_root() {
  local mark="$suite $packages"
  if [ "$(cat "$root/.vitrine-root" 2>/dev/null || true)" = "$mark" ]; then return; fi
  local running
  for running in postgres_pid valkey_pid; do
    if "$running" >/dev/null; then fail "servers of an older set-up run; stop them with \"npm run servers -- stop\""; fi
  done
  install_debootstrap
  say "making a $suite root in $root (about a minute, once)"
  remove_tree "$root"
  local mirror log="$home/debootstrap.log"
  mirror="$(debian_mirror)"
  # Without a mirror debootstrap takes its own default.
  if ! debootstrap --variant=minbase --include="$packages" "$suite" "$root" ${mirror:+"$mirror"} >"$log" 2>&1 9>&-; then
    tail -n 20 "$log" >&2
    fail "debootstrap failed; its log is $log"
  fi
  # The packages make a cluster and unit files of their own; only our data folders are used.
  install -d -m 700 -o "$(root_id u postgres)" -g "$(root_id g postgres)" "$root$postgres_data"
  install -d -m 700 -o "$(root_id u valkey)" -g "$(root_id g valkey)" "$root$valkey_data"
  rm -rf "$root"/var/cache/apt/archives/*.deb
  echo "$mark" >"$root/.vitrine-root"
}

install_debootstrap() {
  if command -v debootstrap >/dev/null && [ -e "/usr/share/debootstrap/scripts/$suite" ]; then return; fi
  command -v apt-get >/dev/null || fail "debootstrap is missing and this is no Debian; $elsewhere"
  say 'installing debootstrap'
  local log="$home/apt.log"
  { apt-get update && apt-get install -y --no-install-recommends debootstrap debian-archive-keyring; } \
    >"$log" 2>&1 9>&- </dev/null || { tail -n 20 "$log" >&2; fail "apt-get failed; its log is $log"; }
}

# The archive this machine already uses. The Origin field is known only after an "apt-get update".
debian_mirror() {
  if [ -n "${VITRINE_DEBIAN_MIRROR:-}" ]; then echo "$VITRINE_DEBIAN_MIRROR"; return; fi
  command -v apt-get >/dev/null || return 0
  if [ -z "$(apt_archives)" ]; then apt-get update >"$home/apt.log" 2>&1 9>&- </dev/null || true; fi
  apt_archives | head -n 1
}

apt_archives() {
  # shellcheck disable=SC2016 # $(REPO_URI) is apt's own syntax.
  apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Label: Debian' 2>/dev/null |
    grep -E '^https?://' | sort -u || true
}

# An interrupted debootstrap can leave /proc mounted inside the root; it must be gone before anything is deleted.
remove_tree() {
  [ -e "$1" ] || return 0
  local mounted
  while read -r mounted; do umount -l "$mounted"; done < <(awk -v inside="$1/" 'index($2, inside) == 1 { print $2 }' /proc/mounts | sort -r)
  rm -rf --one-file-system "$1"
}

# --- PostgreSQL -------------------------------------------------------------------------------------------------

start_postgres() {
  if postgres_pid >/dev/null; then return; fi
  if [ ! -f "$root$postgres_data/.initialised" ]; then make_cluster; fi
  if launch_postgres; then return; fi
  say 'the cluster does not start; making it anew'
  make_cluster
  launch_postgres || { tail -n 20 "$root$postgres_data.log" >&2; fail 'PostgreSQL does not start'; }
}

# ICU's English order rather than C: production clusters are seldom "C", so a query that relies on byte order without
# saying COLLATE "C" is found by the tests. `vitrine` is an ordinary role, as in production.
make_cluster() {
  find "$root$postgres_data" -mindepth 1 -delete
  as postgres "$postgres_bin/initdb" --pgdata="$postgres_data" --username=postgres --auth=trust --encoding=UTF8 \
    --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US --data-checksums >"$home/initdb.log" 2>&1 ||
    { tail -n 20 "$home/initdb.log" >&2; fail 'initdb failed'; }
  # fsync stays on, so that benches are honest. System V segments, because the root has no /dev/shm mount.
  cat >>"$root$postgres_data/postgresql.conf" <<'CONF'
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = 512MB
maintenance_work_mem = 512MB
max_wal_size = 4GB
dynamic_shared_memory_type = sysv
shared_preload_libraries = 'pg_stat_statements'
CONF
  # Only a superuser may install pgvector, so new databases get it from template1.
  single_user template1 <<'SQL'
CREATE EXTENSION vector
CREATE EXTENSION pg_stat_statements
CREATE ROLE vitrine LOGIN CREATEDB CREATEROLE IN ROLE pg_monitor, pg_checkpoint
SQL
  single_user postgres <<'SQL'
CREATE DATABASE vitrine OWNER vitrine
SQL
  touch "$root$postgres_data/.initialised"
}

# Runs the statements on standard input, one a line, on the stopped cluster.
single_user() {
  as postgres "$postgres_bin/postgres" --single -D "$postgres_data" "$1" >>"$home/initdb.log" 2>&1
}

launch_postgres() {
  # What a killed server left behind: its pid may belong to another process by now, and PostgreSQL would wait for it.
  rm -f "$root$postgres_data/postmaster.pid"
  local port
  port="$(free_port "${VITRINE_POSTGRES_PORT:-55432}")"
  echo "$port" >"$home/postgres.port"
  : >"$root$postgres_data.log"
  detached postgres "$root$postgres_data.log" "$postgres_bin/postgres" -D "$postgres_data" -p "$port"
  wait_until postgres_answers "$launched"
}

postgres_answers() {
  as postgres "$postgres_bin/pg_isready" -q -h 127.0.0.1 -p "$(cat "$home/postgres.port")" -U vitrine -d vitrine && postgres_pid >/dev/null
}

postgres_pid() {
  ours "$(head -n 1 "$root$postgres_data/postmaster.pid" 2>/dev/null || true)" postgres
}

# --- Valkey -----------------------------------------------------------------------------------------------------

start_valkey() {
  if valkey_pid >/dev/null; then return; fi
  if launch_valkey; then return; fi
  say 'Valkey does not start on its data; emptying it'
  find "$root$valkey_data" -mindepth 1 -delete
  launch_valkey || { tail -n 20 "$root$valkey_data.log" >&2; fail 'Valkey does not start'; }
}

# The settings BullMQ asks for in production; 512 databases, because every test file takes one of its own.
launch_valkey() {
  rm -f "$root$valkey_data/valkey.pid"
  local port
  port="$(free_port "${VITRINE_VALKEY_PORT:-56379}")"
  echo "$port" >"$home/valkey.port"
  : >"$root$valkey_data.log"
  detached valkey "$root$valkey_data.log" /usr/bin/valkey-server --bind 127.0.0.1 --port "$port" --dir "$valkey_data" \
    --pidfile "$valkey_data/valkey.pid" --databases 512 --appendonly yes --appendfsync everysec --save '' \
    --maxmemory-policy noeviction --daemonize no
  wait_until valkey_answers "$launched"
}

valkey_answers() {
  [ "$(as valkey /usr/bin/valkey-cli -h 127.0.0.1 -p "$(cat "$home/valkey.port")" ping 2>/dev/null)" = PONG ] && valkey_pid >/dev/null
}

valkey_pid() {
  ours "$(cat "$root$valkey_data/valkey.pid" 2>/dev/null || true)" valkey-server
}

# --- addresses --------------------------------------------------------------------------------------------------

# `servers.json` is what test/support/servers.ts reads, `servers.env` is for shells.
write_addresses() {
  local database queue admin pgbench
  database="postgres://vitrine@127.0.0.1:$(cat "$home/postgres.port")/vitrine"
  admin="postgres://postgres@127.0.0.1:$(cat "$home/postgres.port")/postgres"
  queue="redis://127.0.0.1:$(cat "$home/valkey.port")"
  pgbench="chroot --userspec=postgres:postgres $root $postgres_bin/pgbench"
  cat >"$home/servers.json.new" <<JSON
{
  "databaseUrl": "$database",
  "adminDatabaseUrl": "$admin",
  "queueUrl": "$queue",
  "pgbench": "$pgbench",
  "processes": { "postgres": $(postgres_pid), "valkey-server": $(valkey_pid) }
}
JSON
  cat >"$home/servers.env.new" <<ENV
DATABASE_URL='$database'
QUEUE_URL='$queue'
ADMIN_DATABASE_URL='$admin'
PGBENCH='$pgbench'
ENV
  mv "$home/servers.json.new" "$home/servers.json"
  mv "$home/servers.env.new" "$home/servers.env"
}

# --- processes --------------------------------------------------------------------------------------------------

as() {
  local user="$1"
  shift
  chroot --userspec="$user:$user" "$root" /usr/bin/env -i PATH=/usr/bin:/bin LC_ALL=C.UTF-8 "$@" 9>&-
}

# In a session of its own and without our lock or terminal, so that it outlives the shell and holds nothing of it.
# Sets `launched` to the pid: setsid, chroot and env each become the next one.
detached() {
  local user="$1" log="$2"
  shift 2
  setsid chroot --userspec="$user:$user" "$root" /usr/bin/env -i PATH=/usr/bin:/bin LC_ALL=C.UTF-8 "$@" \
    </dev/null >"$log" 2>&1 9>&- &
  launched=$!
  disown
}

# Prints the pid when it is a live process of this name that runs inside our root.
ours() {
  local pid="$1" name="$2"
  [ -n "$pid" ] && [ "$(readlink "/proc/$pid/root" 2>/dev/null)" = "$(realpath "$root")" ] &&
    [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$name" ] && echo "$pid"
}

# Waits at most 30 s for a condition, and no longer than the process lives.
wait_until() {
  local tries
  for ((tries = 0; tries < 300; tries++)); do
    if "$1"; then return; fi
    if ! kill -0 "$2" 2>/dev/null; then return 1; fi
    sleep 0.1
  done
  return 1
}

wait_for_exit() {
  local tries
  for ((tries = 0; tries < 300; tries++)); do
    if [ ! -e "/proc/$1" ]; then return; fi
    sleep 0.1
  done
  fail "$2 (pid $1) does not stop"
}

free_port() {
  local port="$1"
  while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
  echo "$port"
}

root_id() {
  chroot "$root" /usr/bin/id "-$1" "$2"
}

readonly elsewhere='give tests other servers with TEST_DATABASE_URL and TEST_QUEUE_URL'

require_root() {
  [ "$(id -u)" = 0 ] || fail "setting up servers needs root (debootstrap, chroot); $elsewhere"
}

say() {
  echo "servers: $*" >&2
}

fail() {
  say "$*"
  exit 1
}

main "$@"
