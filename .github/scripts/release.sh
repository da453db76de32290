#!/usr/bin/env bash
# Makes the release of the tag that set this off, with every file in the folder $1. A tag has one release, once.
set -euo pipefail

notes='ตรวจไฟล์ด้วย sha256sum --check SHA256SUMS และตรวจที่มาด้วย gh attestation verify ชื่อไฟล์ --repo '"$GITHUB_REPOSITORY"
gh release create "$GITHUB_REF_NAME" --repo "$GITHUB_REPOSITORY" --verify-tag \
  --title "$GITHUB_REF_NAME" --notes "$notes" "$1"/*
