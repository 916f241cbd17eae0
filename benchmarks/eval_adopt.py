"""Whether `adopt` finds the base that a copy was made from; skipped without the corpus.

First over all copies with a known base, one by one, and over files that have nothing to do with a source.
Then as a user works: 20 copies are adopted, looked at with `status`, and synced on a branch, whose diffs are
printed to be read. Ends with 1 when a bar is missed or a law of a sync is broken.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from eval_sync import (
    DOWNSTREAM,
    UPSTREAM,
    broken_laws_of,
    bundle,
    copies,
    git,
    print_table,
    run,
    seconds,
    variants,
)
from rapidfuzz.distance import Indel
from workplaces import workplace

from agentreg.errors import AgentregError, AmbiguousReference
from agentreg.index.access import reading
from agentreg.index.store import AgentFilter
from agentreg.index.values import Agent
from agentreg.variants.indexed import IndexedBases
from agentreg.variants.nearest import rank
from agentreg.variants.origin import find_origin
from agentreg_cli.places import index_path
from support.cli import run_cli
from support.shared import SHARED

BRANCH = "agentreg/sync"
COPIES = 20
STRANGERS = ("msitarzewski/agency-agents", "affaan-m/everything-claude-code")
FOUND_BAR, STRANGER_BAR = 0.95, 0.01


class Known(NamedTuple):
    """A copy, and the base that the corpus says it has."""

    name: str
    path: str
    file: bytes
    base: bytes


def known_copies(corpus: Path) -> dict[str, list[Known]]:
    """Copies with known bases, by the repository of the base."""
    found: dict[str, list[Known]] = {}
    for line in (corpus / "triples" / "index.jsonl").read_text(encoding="utf-8").splitlines():
        about = json.loads(line)
        folder = corpus / "triples" / about["id"]
        texts = [(folder / name).read_bytes() for name in ("ours.md", "base.md")]
        found.setdefault(about["upstream"], []).append(Known(about["id"], about["variant_path"], *texts))
    return found


def source_name(repository: str) -> str:
    return repository.replace("/", "-")


def verdict(known: Known, bases: IndexedBases, source: str) -> str:
    try:
        origin = find_origin(known.file, known.path, source, bases)
    except AmbiguousReference as error:
        return (
            "equally near to several" if _is_one_of(known, error, bases) else "ambiguous, and none is right"
        )
    except AgentregError as error:
        return "gone from its source" if "is gone" in error.message else "not near anything"
    return _compared(known, origin.base.text)


def _is_one_of(known: Known, error: AmbiguousReference, bases: IndexedBases) -> bool:
    names = error.hint.partition("one of: ")[2].partition(" and ")[0].split(", ")
    origins = [find_origin(known.file, known.path, name, bases) for name in names]
    return any("farther by characters" not in _compared(known, origin.base.text) for origin in origins)


def _compared(known: Known, found: bytes) -> str:
    base, text = (data.replace(b"\r\n", b"\n") for data in (known.base, found))
    if found == known.base:
        return "same blob"
    if text == base:
        return "same text"
    ours = known.file.replace(b"\r\n", b"\n")
    nearer = Indel.distance(ours, base) - Indel.distance(ours, text)
    return (
        "nearer by characters"
        if nearer > 0
        else "as near by characters"
        if nearer == 0
        else "farther by characters"
    )


RIGHT = ("same blob", "same text", "nearer by characters", "as near by characters", "equally near to several")


def evaluate_known(corpus: Path, folder: Path) -> list[str]:
    found = known_copies(corpus)
    registry = indexed(corpus, folder / "registry", tuple(found))
    rows, total = [], Counter[str]()
    with reading(index_path(registry / "agentreg.toml")) as reader, IndexedBases(reader) as bases:
        for repository, copies_of in sorted(found.items()):
            started = time.perf_counter()
            verdicts = {known.name: verdict(known, bases, source_name(repository)) for known in copies_of}
            each = (time.perf_counter() - started) / len(copies_of)
            counts = Counter(verdicts.values())
            total += counts
            told = ", ".join(f"{count} {word}" for word, count in counts.most_common())
            rows.append((repository, str(len(copies_of)), told, f"{each:.3f}"))
            odd = [f"{name}: {word}" for name, word in verdicts.items() if word not in RIGHT]
            rows += [("", "", text, "") for text in odd]
    rows.append(("all", str(total.total()), ", ".join(f"{n} {word}" for word, n in total.most_common()), ""))
    print_table("Copies whose base is known", ("source", "copies", "the base found is", "s each"), rows)
    share = sum(total[word] for word in RIGHT) / total.total()
    return [] if share >= FOUND_BAR else [f"{share:.3f} found, the bar is {FOUND_BAR}"]


def evaluate_strangers(corpus: Path, folder: Path) -> list[str]:
    """Agents of collections that took nothing from the source: none should count as a copy."""
    registry = indexed(corpus, folder / "strangers", (UPSTREAM, *STRANGERS))
    rows, wrong, total = [], 0, 0
    with reading(index_path(registry / "agentreg.toml")) as reader, IndexedBases(reader) as bases:
        for repository in STRANGERS:
            agents = reader.agents(AgentFilter(source=source_name(repository)))
            taken = list(mistaken(agents_texts(bases, agents), bases))
            wrong, total = wrong + len(taken), total + len(agents)
            rows.append((repository, str(len(agents)), str(len(taken)), "; ".join(taken)))
    print_table(f"Strangers to {UPSTREAM}", ("from", "agents", "taken for copies", "which"), rows)
    return [] if wrong <= total * STRANGER_BAR else [f"{wrong} of {total} strangers are taken for copies"]


def agents_texts(bases: IndexedBases, agents: list[Agent]) -> Iterator[tuple[str, bytes]]:
    for agent in agents:
        yield agent.path, bases.written(agent)[0].text


def mistaken(files: Iterator[tuple[str, bytes]], bases: IndexedBases) -> Iterator[str]:
    for path, text in files:
        try:
            origin = find_origin(text, path, source_name(UPSTREAM), bases)
        except AgentregError:
            continue
        yield f"{path} of {origin.name} ({origin.nearness.share:.2f})"


def indexed(corpus: Path, folder: Path, repositories: tuple[str, ...]) -> Path:
    folder.mkdir()
    run(folder, "init")
    for repository in repositories:
        run(folder, "add", str(bundle(corpus, repository)), "--name", source_name(repository))
    run(folder, "index")
    return folder


def evaluate_speed() -> list[str]:
    """One agent with 60 revisions of 30 KB, of which the file changed a tenth."""
    lines = [
        f"- Rule {number}: look at the {number * 7919 % 1009}th thing with care.\n" for number in range(600)
    ]
    texts = ["".join([*lines[:at], f"- Changed {at}.\n", *lines[at:]]).encode() for at in range(60)]
    file = "".join(line if at % 10 else f"- Ours {at}.\n" for at, line in enumerate(lines)).encode()
    started = time.perf_counter()
    rank(file, texts)
    spent = time.perf_counter() - started
    print_table("Speed", ("what", "seconds"), [(f"60 revisions of {len(file) // 1000} KB", f"{spent:.3f}")])
    return [] if spent < 0.2 else [f"60 revisions took {spent:.2f} s"]


def evaluate_workflow(corpus: Path, folder: Path) -> list[str]:
    """Adopt, status, sync: what a user does with copies that were never tracked."""
    project, upstream = folder / "project", folder / "upstream.git"
    git(folder, "clone", "-q", str(bundle(corpus, DOWNSTREAM)), str(project))
    git(folder, "clone", "-q", "--bare", str(bundle(corpus, UPSTREAM)), str(upstream))
    run(project, "init")
    run(project, "add", str(bundle(corpus, UPSTREAM)), "--name", "base")
    run(project, "index")
    known = sorted({path for _, path, _ in copies(corpus, project)})
    paths = known[:: max(len(known) // COPIES, 1)][:COPIES]
    started = time.perf_counter()
    adopted = run(project, "adopt", *paths, "--from", "base", "-y", "--json").data["adopted"]
    print(f"\nadopted {len(adopted)} of {len(paths)} in {seconds(started)} s")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "Adopt")
    drifts = Counter(one["drift"] for one in variants(run(project, "status", "--json")))
    print(f"status: {', '.join(f'{count} {word}' for word, count in drifts.most_common())}")
    return synced(project, upstream, {one["path"]: one for one in adopted})


def synced(project: Path, upstream: Path, adopted: dict[str, dict[str, Any]]) -> list[str]:
    done = variants(run(project, "sync", "--branch", BRANCH, "-y", "--allow-widening", "--json"))
    faults = []
    for one in done:
        told = adopted[one["path"]]
        print(f"\n#### {one['path']}\n")
        print(
            f"- base {one['base']} {told['revision']['commit'][:10]}, {told['behind']} behind,"
            f" {int(told['lines_in_common'] * 100)}% of lines in common"
        )
        print(f"- edits: {told['edits']}\n- {one['outcome']} {one['reason']}")
        if one["outcome"] == "update":
            faults += broken_laws_of(one, project, upstream, BRANCH)
            print(f"- brought: {one['brought']}\n")
            shown = run_cli("-C", project, "diff", f"HEAD:{one['path']}", f"{BRANCH}:{one['path']}")
            print("".join(f"    {line}\n" for line in shown.out.splitlines()))
        for conflict in one["conflicts"]:
            print(f"- {conflict['subject']}: {conflict['reason']}")
    return faults


def main() -> int:
    if SHARED is None:
        print("no corpus here: skipped")
        return 0
    corpus = SHARED / "corpus"
    with workplace() as folder:
        faults = [
            *evaluate_known(corpus, folder),
            *evaluate_strangers(corpus, folder),
            *evaluate_speed(),
            *evaluate_workflow(corpus, folder),
        ]
    for fault in faults:
        print(f"- WRONG {fault}")
    print(f"\n{len(faults)} wrong")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
