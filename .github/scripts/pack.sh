#!/usr/bin/env bash
# Packs a release into the folder $1: the source as committed, the site in $2, the bill of materials and the sums.
# Nothing in it tells when or where: who packs the same commit gets the same bytes.
set -euo pipefail

out=$1 site=$2 name=prongsai-${GITHUB_REF_NAME//\//-}
mkdir -p "$out"
git archive --format=tar --prefix="$name/" HEAD | gzip --no-name --best > "$out/$name-source.tar.gz"
tar --create --directory "$site" --sort=name --format=gnu --mtime=@0 --owner=0 --group=0 --numeric-owner \
  --mode=u=rwX,go=rX --hard-dereference --exclude=./.prongsai . | gzip --no-name --best > "$out/$name-site.tar.gz"
python3 -I .github/scripts/supply.py bill > "$out/$name-bill.cdx.json"
cd "$out"
sha256sum -- "$name"-* > SHA256SUMS
cat SHA256SUMS
