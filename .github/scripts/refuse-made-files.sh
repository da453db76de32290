#!/usr/bin/env bash
# What a build makes must not be in git. A cache that somebody else made would be believed by the next build, so this
# runs before anything of the repository does.
set -euo pipefail

made=$(git -c core.quotePath=false ls-files -- \
  .prongsai site .venv node_modules .mypy_cache .ruff_cache .pytest_cache \
  ':(glob)**/__pycache__/**' ':(glob)**/*.pyc' ':(glob)docs/**' ':(exclude)docs/README.md' ':(exclude)docs/site.png')
[ -z "$made" ] && exit 0

echo '::error title=ไฟล์ที่โปรแกรมสร้าง::มีไฟล์ที่โปรแกรมสร้างเองอยู่ใน git ให้ลบออกด้วย git rm -r --cached แล้วบันทึกใหม่ รายชื่ออยู่ใน log ของขั้นตอนนี้'
# Two spaces before each name, so that a name can't be a command to the runner.
printf '%s\n' "$made" | head -n 20 | sed 's/^/  file: /'
exit 1
