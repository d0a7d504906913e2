#!/usr/bin/env bash
# Takes a new version into use, as root: backup, set-up, migration, switch, check. On a fault the old version serves on.
#
#   deploy/update.sh REPOSITORY VERSION [--no-backup]     VERSION: a tag or commit
#   deploy/update.sh --back                               to the version before
#   deploy/update.sh REPOSITORY VERSION --program-only    on a new machine that a backup will be restored on: the database stays empty
set -euo pipefail
site=${HOCTAP_SITE:-/srv/hoctap}
user=${HOCTAP_USER:-hoctap}
etc=${HOCTAP_ETC:-/etc/hoctap}

as_service() { # as_service COMMAND…: with the service's environment, as its user
  set -a; . "$etc/hoctap.env"; set +a
  setpriv --reuid "$user" --regid "$user" --init-groups -- env HOME="${HOCTAP_DATA:?}" "$@"
}
as_owner() { ( set -a; . "$etc/owner.env"; set +a; as_service "$@" ); }

restart() {
  if [ -d /run/systemd/system ]; then systemctl restart hoctap-web hoctap-jobs; else ${HOCTAP_RESTART:-true}; fi
}
switch() { # switch RELEASE: the link is replaced in one step
  ln -sfn "$1" "$site/next" && mv -T "$site/next" "$site/current"
}

if [ "${1:-}" = --back ]; then
  before=$(readlink "$site/before") || { echo "there is no version before"; exit 1; }
  now=$(readlink "$site/current")
  switch "$before"; ln -sfn "$now" "$site/before"
  restart
  echo "back at $(basename "$before"). Its program works on the database as it is; data entered since stays."
  exit 0
fi

repository=${1:?repository}; version=${2:?version}
release=$site/releases/$version
if [ ! -e "$release/.ready" ]; then
  rm -rf "$release"; mkdir -p "$site/releases"
  git clone --quiet "$repository" "$release"
  git -C "$release" -c advice.detachedHead=false checkout --quiet "$version"
  chown -R "$user:" "$release"
  ( cd "$release" && as_service python3 scripts/setup.py run )
  touch "$release/.ready"
fi
now=$(readlink "$site/current" 2>/dev/null || true)
if [ "${3:-}" = --program-only ]; then
  [ -z "$now" ] || { echo "$now is in use here: --program-only is for a new machine"; exit 1; }
  switch "$release"
  echo "set up: $version. Now: hoctap restore"
  exit 0
fi
if [ -n "$now" ] && [ "${3:-}" != --no-backup ]; then
  ( cd "$now" && as_owner .venv/bin/hoctap backup ) || { echo "no good backup, so no update: the old version serves on"; exit 1; }
fi
( cd "$release" && as_owner .venv/bin/hoctap migrate --verbosity 1 ) || { echo "not migrated: the old version serves on"; exit 1; }
switch "$release"
if [ -n "$now" ] && [ "$now" != "$release" ]; then ln -sfn "$now" "$site/before"; fi
restart
( cd "$release" && as_service .venv/bin/hoctap doctor ) || echo "doctor found something: read it, and if need be: deploy/update.sh --back"
echo "in use: $version"
