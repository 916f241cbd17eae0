"""Runs every benchmark (`bench_*.py`) or evaluation (`eval_*.py`) in turn; fails if one fails.

Usage: python benchmarks/run_all.py bench|eval
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def run(script: Path) -> bool:
    """Run one script with its output shown; whether it ended well."""
    print(f"\n=== {script.stem}", flush=True)
    return subprocess.run([sys.executable, script], check=False).returncode == 0


def main(kind: str) -> int:
    scripts = sorted(HERE.glob(f"{kind}_*.py"))
    failed = [script.stem for script in scripts if not run(script)]
    print(f"\n{len(scripts) - len(failed)} of {len(scripts)} ended well", *failed and ["- failed:", *failed])
    return 1 if failed or not scripts else 0


if __name__ == "__main__":
    if sys.argv[1:] not in (["bench"], ["eval"]):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
