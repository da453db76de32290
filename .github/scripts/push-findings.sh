#!/usr/bin/env bash
# Puts what the link check found on one fixed branch and opens its pull request, or renews the one that is open.
# usage: push-findings.sh FOLDER   with ledger.json and addresses.txt in it; GH_TOKEN and GITHUB_REPOSITORY set
set -euo pipefail

branch=prongsai/links
scripts=$(dirname "${BASH_SOURCE[0]}")

for name in ledger.json addresses.txt; do
  # A regular file only, so that nothing but its words can come in.
  if [ -f "$1/$name" ] && [ ! -L "$1/$name" ]; then
    cp -- "$1/$name" "disclosures/$name"
    git add -- "disclosures/$name"
  fi
done
if git diff --cached --quiet; then
  echo 'ไม่มีอะไรเปลี่ยน จึงไม่เปิดคำขอแก้ไข'
  exit 0
fi

git -c user.name='github-actions[bot]' -c user.email='41898282+github-actions[bot]@users.noreply.github.com' \
  commit --quiet --message 'บันทึกผลตรวจลิงก์และที่อยู่ที่เผยแพร่'
# The token is asked for at the moment of pushing and stands in no file.
git -c credential.helper= -c credential.helper='!gh auth git-credential' \
  push --quiet --force origin "HEAD:refs/heads/$branch"

python3 -I "$scripts/say.py" propose "$branch" 'บันทึกผลตรวจลิงก์และที่อยู่ที่เผยแพร่' "$scripts/findings.md"
# GitHub starts no check by itself for what its own token pushed, but it does when asked.
gh workflow run check.yml --repo "$GITHUB_REPOSITORY" --ref "$branch"
