#!/usr/bin/env bash
# Proves docs/operations/production.md on an empty Debian in a folder of its own: PostgreSQL, settings, update script, service commands,
# TLS by nginx, a second version and the way back, and a restore on a second empty Debian that has nothing but the backups and the keys.
# systemd itself does not run there: its units are checked, their commands are started by hand. Slow, needs root, debootstrap and a
# network; not a test. The password that `init` prints is for nobody: the site goes with the folder.
#
#   sudo scripts/prove_production.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$(id -u)" = 0 ] || { echo "run as root"; exit 2; }
command -v debootstrap >/dev/null || { echo "install debootstrap"; exit 2; }
repository=$PWD
work=${1:-$(mktemp -d /var/tmp/hoctap-production.XXXXXX)}
root=$work/root
found=$(grep -ohsE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d/* | tr -d ' ' || true)
mirror=${MIRROR:-${found%%$'\n'*}}
web_port=${WEB_PORT:-8000}
passed=()
while IFS= read -r line; do passed+=("$line"); done < <(env | grep -iE '^(PIP_|UV_|NPM_CONFIG_|[a-z]*_proxy=|SSL_CERT|[A-Z_]*CA_)' || true)

inside() { ${GROUP:-} chroot "$root" env -i "${passed[@]}" HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"; }
begun=$SECONDS
say() { echo "== $* (after $((SECONDS - begun)) s)"; }
services=()
stop_services() { # by what was started here: a user's number inside may be somebody else's outside
  for group in "${services[@]}"; do kill -TERM -- "-$group" 2>/dev/null || true; done
  services=(); sleep 1
}
halt() { # what runs in one of the folders, and what is mounted there
  root=$1
  inside nginx -s stop 2>/dev/null || true
  inside sh -c 'pg_ctlcluster $(ls /etc/postgresql) main stop -m fast' 2>/dev/null || true
  sleep 1
  umount "$root/proc" "$root/dev" 2>/dev/null || umount -l "$root/proc" "$root/dev" 2>/dev/null || true
}
stop() { stop_services; for one in "$work/root" "$work/empty"; do if [ -d "$one/proc" ]; then halt "$one"; fi; done; }
enter() { mount -t proc proc "$root/proc"; mount --bind /dev "$root/dev"; }
trap stop EXIT

say "an empty Debian"
if [ ! -e "$root/etc/debian_version" ]; then
  mkdir -p "$work"; debootstrap --variant=minbase trixie "$root" "$mirror" >"$work/debootstrap.log" 2>&1
fi
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
mkdir -p "$root/etc/ssl/certs" "$root/usr/local/share"
cp -r /usr/local/share/ca-certificates "$root/usr/local/share/"
grep -lsE '^ *Acquire' /etc/apt/apt.conf.d/* | xargs -r cp -t "$root/etc/apt/apt.conf.d/"
for file in /etc/pip.conf /etc/npmrc; do if [ -e "$file" ]; then cp "$file" "$root/etc/"; fi; done
enter
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"; chmod +x "$root/usr/sbin/policy-rc.d"

say "1. machine"
inside apt-get update -qq
inside env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
  postgresql nginx git make python3 python3-venv ca-certificates curl openssl procps nodejs npm systemd >"$work/apt.log" 2>&1
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
inside useradd --system --create-home --home-dir /var/lib/hoctap-site --shell /usr/sbin/nologin hoctap 2>/dev/null || true
chmod 700 "$root/var/lib/hoctap-site"
install -d -m 755 "$root/srv/hoctap/releases"; inside install -d -m 750 -g hoctap /etc/hoctap
for rc in ~/.config/pip ~/.npmrc; do
  if [ -e "$rc" ]; then mkdir -p "$root/var/lib/hoctap-site/.config"; case $rc in *.npmrc) cp "$rc" "$root/var/lib/hoctap-site/";; *) cp -r "$rc" "$root/var/lib/hoctap-site/.config/";; esac; fi
done
inside chown -R hoctap: /var/lib/hoctap-site

if [ ! -e "$work/empty" ]; then cp -ax "$root" "$work/empty"; fi  # for the restore: no database, no program, no data

database() { # database PORT: steps 2 and 3 of the guide
  port=$1
  major=$(ls "$root/etc/postgresql")
  cp deploy/postgresql.conf "$root/etc/postgresql/$major/main/conf.d/hoctap.conf"
  sed -i "s/^port = .*/port = $port/; s/^shared_buffers.*//" "$root/etc/postgresql/$major/main/postgresql.conf"
  sed -i "s/^shared_buffers.*/shared_buffers = '128MB'/" "$root/etc/postgresql/$major/main/conf.d/hoctap.conf"
  inside pg_ctlcluster "$major" main start
  as_postgres -v ON_ERROR_STOP=1 <<'SQL'
CREATE ROLE hoctap_owner LOGIN CREATEDB PASSWORD 'owner-word';
CREATE ROLE hoctap_app LOGIN PASSWORD 'app-word';
CREATE DATABASE hoctap OWNER hoctap_owner ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;
REVOKE ALL ON DATABASE hoctap FROM PUBLIC;
GRANT CONNECT ON DATABASE hoctap TO hoctap_app;
SQL
  sed "s#CHANGE-ME@127.0.0.1#app-word@127.0.0.1:$port#; s#hoctap.example.vn#hoctap.test#g" deploy/hoctap.env.example >"$root/etc/hoctap/hoctap.env"
  sed "s#CHANGE-ME@127.0.0.1#owner-word@127.0.0.1:$port#" deploy/owner.env.example >"$root/etc/hoctap/owner.env"
  inside chown root:hoctap /etc/hoctap/hoctap.env; chmod 640 "$root/etc/hoctap/hoctap.env"; chmod 600 "$root/etc/hoctap/owner.env"
}
as_postgres() { inside setpriv --reuid postgres --regid postgres --init-groups psql -qAtp "$port" "$@"; }

say "2. and 3. PostgreSQL, settings"
database "${PG_PORT:-55432}"

say "4. program"
bring_program() {
  rm -rf "$root/srv/hoctap/repository"; git clone -q --no-local "$repository" "$root/srv/hoctap/repository"
  inside git config --global --add safe.directory '*'
}
bring_program
first=$(git rev-parse --short HEAD)
update=/srv/hoctap/repository/deploy/update.sh
inside env -C /srv/hoctap "$update" /srv/hoctap/repository "$first" --no-backup 2>&1 | tail -12
run() { inside bash -c "set -a; . /etc/hoctap/hoctap.env; [ -z \"${OWNER:-}\" ] || . /etc/hoctap/owner.env; set +a; ${WITH:-true}; cd /srv/hoctap/current; exec setpriv --reuid hoctap --regid hoctap --init-groups env HOME=/var/lib/hoctap-site $*"; }
OWNER=1 run '.venv/bin/hoctap init --place 30043 --year 2026 --admin "Trần Thị Thử"' | tail -3

say "5. services: units checked, commands started"
cp deploy/*.service "$root/etc/systemd/system/"
inside systemd-analyze verify /etc/systemd/system/hoctap-web.service /etc/systemd/system/hoctap-jobs.service && echo "ok: units"
start_services() {
  stop_services
  for unit in hoctap-web hoctap-jobs; do
    command=$(sed -n 's/^ExecStart=//p' "$root/etc/systemd/system/$unit.service" | sed "s/--port 8000/--port $web_port/")
    GROUP="exec setsid" run "$command" >"$work/$unit.log" 2>&1 </dev/null &
    services+=($!)
  done
  for _ in $(seq 60); do inside curl -fs "http://127.0.0.1:$web_port/healthz" >/dev/null && return; sleep 1; done
  echo "FAILED: the service does not answer"; tail -5 "$work/hoctap-web.log"; exit 1
}
start_services; echo "ok: answers on $web_port"

say "6. TLS"
mkdir -p "$root/etc/hoctap/tls"
inside openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=hoctap.test -addext subjectAltName=DNS:hoctap.test -keyout /etc/hoctap/tls/key.pem -out /etc/hoctap/tls/fullchain.pem 2>/dev/null
sed "s/hoctap.example.vn/hoctap.test/; s/127.0.0.1:8000/127.0.0.1:$web_port/; s/listen 80;/listen 127.0.0.1:8480;/; s/listen 443 ssl;/listen 127.0.0.1:8443 ssl;/; /listen \[::\]/d" deploy/nginx.conf >"$root/etc/nginx/sites-available/hoctap"
ln -sfn /etc/nginx/sites-available/hoctap "$root/etc/nginx/sites-enabled/hoctap"; rm -f "$root/etc/nginx/sites-enabled/default"
inside nginx -t 2>&1 | tail -1; inside nginx
ask() { inside curl -sS --cacert /etc/hoctap/tls/fullchain.pem --resolve hoctap.test:8443:127.0.0.1 "$@"; }
ask -D - -o /dev/null https://hoctap.test:8443/login/ >"$work/headers"
for header in strict-transport-security content-security-policy x-frame-options referrer-policy; do
  grep -qi "^$header:" "$work/headers" && echo "ok: $header" || { echo "FAILED: no $header"; exit 1; }
done
grep -q ' 200' "$work/headers" && echo "ok: sign-in page over TLS"
# A visitor who says how he came is not believed: the answer is still that of a connection over TLS.
ask -D - -o /dev/null -H 'X-Forwarded-Proto: http' https://hoctap.test:8443/login/ >"$work/headers-lied"
grep -q ' 200' "$work/headers-lied" && grep -qi '^strict-transport-security:' "$work/headers-lied" && echo "ok: X-Forwarded-Proto of a visitor is not believed" || { echo "FAILED: X-Forwarded-Proto of a visitor is believed"; exit 1; }
head -c 120M /dev/zero | ask -o "$work/too-large" -X POST --data-binary @- https://hoctap.test:8443/login/ || true
grep -q 'Tệp gửi lên quá lớn' "$work/too-large" && echo "ok: what is too large is refused in words" || { echo "FAILED: no words for what is too large"; exit 1; }
[ "$(ask -o /dev/null -w '%{http_code}' https://hoctap.test:8443/metrics)" = 404 ] && echo "ok: metrics stay inside"

say "7. backup and restore"
OWNER=1 run 'mkdir -p /var/lib/hoctap-site/backups'
inside install -d -o hoctap /srv/usb
OWNER=1 run '.venv/bin/hoctap backup --new-key /srv/usb/key.txt' | tail -2
OWNER=1 run '.venv/bin/hoctap backup --to /var/lib/hoctap-site/backups' | tail -3

say "8. a new version, and back"
( cd "$root/srv/hoctap/repository" && git -c user.name=x -c user.email=x@x commit -q --allow-empty -m "next" )
second=$(git -C "$root/srv/hoctap/repository" rev-parse --short HEAD)
inside bash -c "echo HOCTAP_BACKUP_DIR=/var/lib/hoctap-site/backups >>/etc/hoctap/hoctap.env"
inside env -C /srv/hoctap "$update" /srv/hoctap/repository "$second" 2>&1 | tail -6
start_services; [ "$(basename "$(readlink "$root/srv/hoctap/current")")" = "$second" ] && echo "ok: $second serves"
inside "$update" --back; start_services
[ "$(basename "$(readlink "$root/srv/hoctap/current")")" = "$first" ] && echo "ok: back at $first, serves"

say "9. keys"
run '.venv/bin/hoctap keys rotate'; start_services; echo "ok: serves with a new key"

say "10. a restore on an empty Debian"
# The site to be saved is the demonstration: invented people, a year's work, papers. It has a database and a data folder of its own.
old=$root old_port=$port
of_demo="for name in DATABASE_URL DATABASE_OWNER_URL; do declare -x \$name=\${!name/%hoctap/demo}; done; export HOCTAP_DATA=/var/lib/hoctap-site/demo"
as_postgres -c "CREATE DATABASE demo OWNER hoctap_owner ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0"
inside install -d -o hoctap -m 700 /var/lib/hoctap-site/demo
of_demo() { WITH=$of_demo OWNER=1 run ".venv/bin/hoctap $*"; }
of_demo 'migrate --verbosity 0'
of_demo 'demo --json >/dev/null 2>&1'
of_demo 'backup --new-key /srv/usb/demo-key.txt >/dev/null'
figures() { # of every table: rows and a sum over their contents, but for what the backup writes about itself
  as_postgres -d "$1" <<'SQL'
SELECT format('SELECT %L, count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM %I t%s;', relname, relname,
              CASE relname WHEN 'audit_event' THEN $$ WHERE what NOT LIKE '%backup%'$$ ELSE '' END)
FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'home_backuprun' ORDER BY relname \gexec
SQL
}
figures demo >"$work/figures-before"
of_demo 'backup --to /srv/usb/backups'
( cd "$old/var/lib/hoctap-site/demo/files" && find . -type f -exec sha256sum {} + | sort -k 2 ) >"$work/files-before"
root=$work/empty
mkdir -p "$root/srv/usb"; cp -a "$old/srv/usb/backups" "$old/srv/usb/demo-key.txt" "$old/var/lib/hoctap-site/demo/keys.json" "$root/srv/usb/"
enter
database $((old_port + 1))
bring_program
inside env -C /srv/hoctap "$update" /srv/hoctap/repository "$first" --program-only
inside chown -R hoctap: /srv/usb
clock=$SECONDS
OWNER=1 run '.venv/bin/hoctap restore /srv/usb/backups/hoctap-* --identity /srv/usb/demo-key.txt --keys /srv/usb/keys.json'
echo "ok: restored in $((SECONDS - clock)) s"
figures hoctap >"$work/figures-after"
cmp "$work/figures-before" "$work/figures-after" || { echo "FAILED: other rows"; exit 1; }
echo "ok: $(wc -l <"$work/figures-after") tables, $(awk -F'|' '{n += $2} END {print n}' "$work/figures-after") rows are the same"
( cd "$root/var/lib/hoctap-site/files" && find . -type f -exec sha256sum {} + | sort -k 2 ) >"$work/files-after"
cmp "$work/files-before" "$work/files-after" || { echo "FAILED: other files"; exit 1; }
echo "ok: $(wc -l <"$work/files-after") files are the same"
cp deploy/*.service "$root/etc/systemd/system/"
web_port=$((web_port + 1)); start_services; echo "ok: the restored site answers"
inside curl -fsS -o /dev/null -H 'Host: hoctap.test' -H 'X-Forwarded-Proto: https' "http://127.0.0.1:$web_port/login/" && echo "ok: its sign-in page"
for name in postgresql python3 nginx nodejs; do inside dpkg-query -W -f '${Package} ${Version}\n' "$name"; done
echo "proved: $first on Debian $(cat "$root/etc/debian_version") in $((SECONDS - begun)) s"
