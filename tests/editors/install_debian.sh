#!/usr/bin/env bash
# Installs, from Debian's packages, the editors that `make test-editors` starts; nothing where they are there already.
set -euo pipefail
wanted=(neovim emacs-nox elpa-markdown-mode)
# Emacs 29 brings eglot along.
dpkg --compare-versions "$(dpkg-query -f '${Version}' -W emacs-nox 2>/dev/null || apt-cache show emacs-nox | sed -n 's/^Version: //p' | head -1)" \
	ge '1:29' || wanted+=(elpa-eglot)
missing=()
for package in "${wanted[@]}"; do
	[ "$(dpkg-query -f '${db:Status-Status}' -W "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0
as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo)
"${as_root[@]}" apt-get update -qq -o Acquire::Retries=3
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends -o Acquire::Retries=3 "${missing[@]}" >/dev/null
