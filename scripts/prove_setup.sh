#!/usr/bin/env bash
# Proves set-up on bare Debians in folders of their own: one with Python >= 3.12 must serve pages, as root and as an
# ordinary user; one without must stop with its sentence. Slow, needs root, debootstrap and a network; not a test.
#
#   sudo scripts/prove_setup.sh [FOLDER]      HOCTAP_START replaces `make run`
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$(id -u)" = 0 ] || { echo "run as root"; exit 2; }
command -v debootstrap >/dev/null || { echo "install debootstrap"; exit 2; }

work=${1:-$(mktemp -d /var/tmp/hoctap-prove.XXXXXX)}
start=${HOCTAP_START:-make run}
found=$(grep -ohsE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d/* | tr -d ' ' || true)
mirror=${MIRROR:-${found%%$'\n'*}}

# This machine's way to the network: settings of resolver, certificates, apt, pip and npm, by copy and environment.
passed=()
while IFS= read -r line; do passed+=("$line"); done < <(env | grep -iE '^(PIP_|UV_|NPM_CONFIG_|[a-z]*_proxy=|SSL_CERT|[A-Z_]*CA_)' || true)

bare() { # bare SUITE FOLDER PACKAGES: a Debian with little in it
  local root=$2
  [ -e "$root/etc/debian_version" ] || debootstrap --variant=minbase --include="$3" "$1" "$root" "$mirror" >"$root.log" 2>&1
  cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
  mkdir -p "$root/etc/ssl/certs" "$root/usr/local/share"
  cp -r /usr/local/share/ca-certificates "$root/usr/local/share/"
  cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
  grep -lsE '^ *Acquire' /etc/apt/apt.conf.d/* | xargs -r cp -t "$root/etc/apt/apt.conf.d/"
  for file in /etc/pip.conf /etc/npmrc; do if [ -e "$file" ]; then cp "$file" "$root/etc/"; fi; done
  inside "$root" root mount -t proc proc /proc 2>/dev/null || true
  inside "$root" root useradd --create-home learner 2>/dev/null || true
  for user in root learner; do
    local place; place=$(home "$user")
    rm -rf "$root$place/hoctap" && mkdir -p "$root$place/hoctap" "$root$place/.config"
    git archive HEAD | tar -x -C "$root$place/hoctap"
    if [ -e ~/.config/pip ]; then cp -r ~/.config/pip "$root$place/.config/"; fi
    if [ -e ~/.npmrc ]; then cp ~/.npmrc "$root$place/"; fi
    inside "$root" root chown -R "$user:" "$place"
  done
}

home() { if [ "$1" = root ]; then echo /root; else echo "/home/$1"; fi; }

inside() { # inside ROOT USER COMMAND…
  local root=$1 user=$2; shift 2
  ${new_group:-} chroot --userspec="$user:$user" "$root" env -i "${passed[@]}" HOME="$(home "$user")" USER="$user" LANG=C.UTF-8 \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}

serves() { # serves ROOT USER: set up, start, ask, stop
  local root=$1 user=$2 log="$work/$2.log" begun=$SECONDS
  new_group="exec setsid" inside "$root" "$user" sh -c "cd ~/hoctap && exec $start" </dev/null >"$log" 2>&1 &
  local pid=$! address=""
  while kill -0 "$pid" 2>/dev/null && [ -z "$address" ] && [ $((SECONDS - begun)) -lt 900 ]; do
    sleep 1
    address=$(grep -oE 'http://127\.0\.0\.1:[0-9]+/' "$log" | tail -1 || true)
  done
  if [ -n "$address" ] && python3 -c "import urllib.request as u; u.urlopen('${address}healthz', timeout=20)"; then
    echo "ok: $(cat "$root/etc/debian_version"), $user: answers at $address after $((SECONDS - begun)) s"
  else
    echo "FAILED: $user, see $log"; tail -5 "$log"; failed=1
  fi
  kill -TERM -- "-$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  inside "$root" "$user" make --silent -C "$(home "$user")/hoctap" stop
}

refuses() { # refuses ROOT USER: one sentence with the cure, and an exit that says no
  local root=$1 user=$2 said status=0
  said=$(inside "$root" "$user" sh -c 'cd ~/hoctap && python3 scripts/setup.py run' 2>&1) || status=$?
  if [ "$status" = 1 ] && [ "$(wc -l <<<"$said")" = 1 ] && grep -q 'Python >= 3.12' <<<"$said"; then
    echo "ok: $(cat "$root/etc/debian_version"), $user: $said"
  else
    echo "FAILED: $user did not stop as it should ($status): $said"; failed=1
  fi
}

failed=0
mkdir -p "$work"
trap 'for root in "$work"/*/; do umount "$root/proc" 2>/dev/null || true; done' EXIT
bare bookworm "$work/old" make,python3
for user in root learner; do refuses "$work/old" "$user"; done
bare trixie "$work/new" make,python3
for user in root learner; do serves "$work/new" "$user"; done # root's run brings python3-venv, which the user needs
exit "$failed"
