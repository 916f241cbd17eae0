"""Sync on real copies: agents that one public collection copied from another; skipped without the corpus.

Each copy is tracked at the base revision that it was made from; then one sync on a branch must bring the
base's news, keep every local edit, and touch nothing else. The seeds do the same with an edit made up here.
Ends with 1 when a law is broken.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from workplaces import workplace

from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.model.fields import plain
from support.cli import Ran, run_cli
from support.shared import SHARED

UPSTREAM = "VoltAgent/awesome-claude-code-subagents"
DOWNSTREAM = "davila7/claude-code-templates"
BRANCH = "agentreg/sync"


class Texts(NamedTuple):
    """The four texts of one variant."""

    base: bytes
    ours: bytes
    newest: bytes
    result: bytes


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode(errors="surrogateescape").strip()


def run(folder: Path, *arguments: str) -> Ran:
    done = run_cli("-C", folder, *arguments)
    if done.code not in (0, 1):
        raise SystemExit(f"agentreg {' '.join(arguments)} ended with {done.code}: {done.err}")
    return done


def content(repository: Path, name: str) -> bytes:
    """The bytes of a blob, by its id or as COMMIT:PATH."""
    arguments = ["git", "cat-file", "blob", name]
    return subprocess.run(arguments, cwd=repository, capture_output=True, check=True).stdout


def bundle(corpus: Path, repository: str) -> Path:
    return corpus / "bundles" / f"{repository.replace('/', '+')}.bundle"


def copies(corpus: Path, project: Path) -> Iterator[tuple[str, str, bytes]]:
    """(path in the base, path in the project, base text) of every copy that is still there."""
    for line in (corpus / "triples" / "index.jsonl").read_text(encoding="utf-8").splitlines():
        about = json.loads(line)
        if (about["upstream"], about["downstream"]) == (UPSTREAM, DOWNSTREAM):
            path = about["variant_path"]
            if (project / path).is_file():
                yield about["base_path"], path, (corpus / "triples" / about["id"] / "base.md").read_bytes()


def first_commits(repository: Path) -> dict[str, str]:
    """Blob id -> a commit whose change brought it."""
    found = {}
    log = git(repository, "log", "--all", "--raw", "--no-abbrev", "--no-renames", "-m", "--format=:%H")
    commit = ""
    for line in log.splitlines():
        if line.startswith("::"):
            found[line.split()[3]] = commit
        elif line.startswith(":") and " " not in line:
            commit = line[1:]
        elif line.startswith(":"):
            found[line.split()[3]] = commit
    return found


def body_lines(definition: Definition) -> set[str]:
    return {line.rstrip() for line in definition.body.splitlines() if line.strip()}


def fields(definition: Definition) -> dict[str, object]:
    known = {field.key: plain(field.value) for field in definition.frontmatter.fields}
    return known | {"tools": sorted(entry.key for entry in definition.tools.entries)}


def broken_laws(texts: Texts, path: str) -> Iterator[str]:
    base, ours, newest, result = (read_definition(text, path) for text in texts)
    lines = [body_lines(definition) for definition in (base, ours, newest, result)]
    if lost := lines[1] - lines[0] - lines[3]:
        yield f"a local line is lost: {min(lost)[:60]!r}"
    if missed := lines[2] - lines[0] - lines[3]:
        yield f"a line of the base's news is missing: {min(missed)[:60]!r}"
    if invented := lines[3] - lines[1] - lines[2]:
        yield f"a line comes from no side: {min(invented)[:60]!r}"
    was, mine, new, now = (fields(definition) for definition in (base, ours, newest, result))
    for key in {*was, *mine, *new} - {"tools"}:
        wanted = new.get(key) if mine.get(key) == was.get(key) else mine.get(key)
        if now.get(key) != wanted:
            yield f"field {key} is not what the side that changed it says"


def evaluate_copies(corpus: Path, folder: Path) -> list[str]:
    project, upstream = folder / "project", folder / "upstream.git"
    git(folder, "clone", "-q", str(bundle(corpus, DOWNSTREAM)), str(project))
    git(folder, "clone", "-q", "--bare", str(bundle(corpus, UPSTREAM)), str(upstream))
    run(project, "init")
    run(project, "add", str(bundle(corpus, UPSTREAM)), "--name", "base")
    run(project, "index")
    tracked = track_all(corpus, project, upstream)
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "Track the copies")
    started = time.perf_counter()
    status = run(project, "status", "--json")
    first = ("status", seconds(started), counted(status, "drift"))
    faults, held = sync(project, BRANCH, upstream)
    more, widened = sync(project, f"{BRANCH}-widened", upstream, "--allow-widening")
    print_table(f"Copies tracked: {tracked}", ("run", "seconds", "variants"), [first, held, widened])
    asked = run(project, "sync", "--dry-run", "--branch", "asked", "--json")
    subjects = Counter(conflict["subject"] for one in variants(asked) for conflict in one["conflicts"])
    print_table("What conflicts", ("subject", "variants"), [(s, str(n)) for s, n in subjects.most_common(12)])
    return faults + more


def track_all(corpus: Path, project: Path, upstream: Path) -> int:
    commits = first_commits(upstream)
    count = 0
    for base_path, path, base in copies(corpus, project):
        hashed = subprocess.run(
            ["git", "hash-object", "--stdin"], input=base, capture_output=True, check=True
        )
        oid = hashed.stdout.decode().strip()
        if oid in commits:
            run(project, "track", f"base/{base_path}@{commits[oid]}", path, "--as-is")
            count += 1
    return count


def sync(project: Path, branch: str, upstream: Path, *options: str) -> tuple[list[str], tuple[str, str, str]]:
    head, before = git(project, "rev-parse", "HEAD"), surroundings(project)
    started = time.perf_counter()
    done = run(project, "sync", "--branch", branch, "-y", "--json", *options)
    row = (f"sync {' '.join(options)}".strip(), seconds(started), counted(done, "outcome"))
    faults = []
    if surroundings(project) != before:
        faults.append("the work tree, the index or HEAD changed")
    if git(project, "rev-parse", f"{branch}^") != head:
        faults.append("the branch is not one commit on HEAD")
    git(project, "fsck", "--strict")
    (repository,) = done.data["repositories"]
    written = {one["path"] for one in repository["variants"] if one["outcome"] == "update"}
    changed = set(git(project, "diff", "--name-only", head, branch).splitlines()) - {"agentreg.lock"}
    faults += [f"{path}: changed without being an update" for path in sorted(changed - written)]
    for one in repository["variants"]:
        if one["path"] in changed:
            faults += broken_laws_of(one, project, upstream, branch)
    tip = git(project, "rev-parse", branch)
    again = run(project, "sync", "--branch", branch, "-y", "--json", *options)
    if again.data["repositories"][0]["written"] or git(project, "rev-parse", branch) != tip:
        faults.append("the second run did something")
    return faults, row


def broken_laws_of(one: dict[str, Any], project: Path, upstream: Path, branch: str) -> list[str]:
    path = one["path"]
    texts = Texts(
        base=content(upstream, one["locked"]["blob"]),
        ours=content(project, f"HEAD:{path}"),
        newest=content(upstream, one["newest"]["blob"]),
        result=content(project, f"{branch}:{path}"),
    )
    return [f"{path}: {law}" for law in broken_laws(texts, path)]


def surroundings(project: Path) -> tuple[str, bytes, str]:
    index = (project / ".git" / "index").read_bytes()
    return git(project, "rev-parse", "HEAD"), index, git(project, "status", "--porcelain")


def seconds(started: float) -> str:
    return f"{time.perf_counter() - started:.2f}"


def variants(done: Ran) -> list[dict[str, Any]]:
    (repository,) = done.data["repositories"]
    return list(repository["variants"])


def counted(done: Ran, key: str) -> str:
    counts = Counter(str(one[key]) for one in variants(done))
    return ", ".join(f"{count} {word}" for word, count in counts.most_common())


def upstream_edit(text: bytes) -> bytes:
    return text.rstrip(b"\n") + b"\n\n## Hand-over\n\nName what is left to do, and who should do it.\n"


def local_edit(text: bytes) -> bytes:
    start = read_definition(text).document.body.start
    head, rest = text.decode()[:start], text.decode()[start:]
    return f"{head}\nOur repository uses the branch `trunk`.\n{rest}".encode()


def evaluate_seeds(seeds: Path, folder: Path) -> list[str]:
    source, project = folder / "source", folder / "seed-project"
    names = sorted(path.name for path in seeds.glob("*.md"))
    for repository in (source, project):
        git(folder, "init", "-q", "-b", "main", str(repository))
    commit(source, {f"agents/{name}": (seeds / name).read_bytes() for name in names})
    run(project, "init")
    run(project, "add", str(source), "--name", "seeds")
    run(project, "index")
    for name in names:
        run(project, "track", f"seeds/agents/{name}", f"agents/{name}")
    commit(project, {f"agents/{name}": local_edit((seeds / name).read_bytes()) for name in names})
    commit(source, {f"agents/{name}": upstream_edit((seeds / name).read_bytes()) for name in names})
    run(project, "index")
    done = run(project, "sync", "--work-tree", "-y", "--json")
    rows = [(one["path"], one["drift"], one["outcome"], one["brought"]) for one in variants(done)]
    print_table("Seeds", ("variant", "drift", "outcome", "brought"), rows)
    return [
        f"{name}: the result is not both edits"
        for name in names
        if (project / "agents" / name).read_bytes() != local_edit(upstream_edit((seeds / name).read_bytes()))
    ]


def commit(repository: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        (repository / path).parent.mkdir(parents=True, exist_ok=True)
        (repository / path).write_bytes(data)
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "Change")


def print_table(title: str, headers: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    print(f"\n### {title}\n\n| {' | '.join(headers)} |\n|{'---|' * len(headers)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")


def main() -> int:
    if SHARED is None:
        print("no corpus here: skipped")
        return 0
    with workplace() as folder:
        faults = evaluate_copies(SHARED / "corpus", folder) + evaluate_seeds(SHARED / "seeds", folder)
    for fault in faults:
        print(f"- WRONG {fault}")
    print(f"\n{len(faults)} wrong")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
