"""Programs of a shell that matter for what a pattern of commands lets through, and how their words are read.

Options that take a value, and what stands before the command that a program runs, are from the manual pages
of the programs.
"""

from __future__ import annotations

from enum import Enum

from agentreg.records import NamedTuple


class Sort(Enum):
    """What the words behind the name of a program are for.

    GRAVE: The program does whatever they say: it runs code, reaches any address, or deletes.
    WRAPPER: They end in another command, which it runs.
    GROUP: The first of them names what it does; only its options, or what is so named, may matter.
    """

    GRAVE = "grave"
    WRAPPER = "wrapper"
    GROUP = "group"


class Program(NamedTuple):
    """How the words behind the name of a program are read.

    Attributes:
        sort: What they are for.
        valued: Options that take the next word for their value; single letters may stand in a cluster.
        commands: Those of them whose value is a command for a shell.
        settings: Those of them whose value is `key=value`, where the value may be a command.
        code: Those of them whose value is code of another language.
        behind: Options behind which a command begins.
        deletes: Options by which it deletes what the words before name.
        skipped: So many words stand before the command that a wrapper runs.
        tells: Options by which it says something of itself and ends.
    """

    sort: Sort
    valued: frozenset[str] = frozenset()
    commands: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()
    code: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()
    deletes: frozenset[str] = frozenset()
    skipped: int = 0
    tells: frozenset[str] = frozenset()


def _program(sort: Sort, skipped: int = 0, **options: str) -> Program:
    """A program by its options, apart by blanks; a word of letters stands for as many options."""
    sets = {name: frozenset(_options(text)) for name, text in options.items()}
    told = {"--version", "--help", *sets.pop("tells", ())}
    valued = sets.pop("valued", frozenset())
    for name in ("commands", "settings", "code"):
        valued |= sets.get(name, frozenset())
    return Program(sort, valued, skipped=skipped, tells=frozenset(told), **sets)


def _options(text: str) -> list[str]:
    words = [
        [word] if word.startswith(("-", "/")) else [f"-{letter}" for letter in word] for word in text.split()
    ]
    return [option for options in words for option in options]


_SHELL = _program(Sort.GRAVE, valued="oO --rcfile --init-file", commands="c")
_SHORT = "-h -V -?"
_MORE = "-h -v -V -?"
_CURL = (
    "AbcCdDeEFHKmoPQrtTuUwxXyYz --ca-path --cacert --cert --connect-timeout --cookie --cookie-jar --data"
    " --data-ascii --data-binary --data-raw --data-urlencode --form --form-string --header --interface --json"
    " --key --limit-rate --max-redirs --max-time --output --output-dir --proxy --range --referer --request"
    " --resolve --retry --retry-delay --retry-max-time --upload-file --user --user-agent --write-out"
)
_WGET = (
    "aeoOPtTUwQ --header --post-data --post-file --body-data --body-file --method --output-document"
    " --user-agent --directory-prefix --tries --timeout --user --password"
)
_POWERSHELL = (
    "-executionpolicy -ep -ex -exec -version -outputformat -inputformat -windowstyle -w -configurationname"
)
_WEB = "-method -headers -body -outfile -contenttype -useragent -timeoutsec -infile -credential"
_FIND = "-type -mtime -mmin -ctime -atime -maxdepth -mindepth -size -newer -user -group -perm -depth"
_GIT = "C --git-dir --work-tree --namespace --exec-path"
_DOCKER = (
    "evwupl --env --volume --workdir --user --publish --label --name --network --entrypoint --mount"
    " --platform --memory --cpus --env-file"
)

PROGRAMS: dict[str, Program] = {
    # What runs the command behind it.
    **dict.fromkeys(
        (
            *("eval", "nohup", "setsid", "builtin", "busybox", "toybox", "unbuffer", "winpty", "noglob"),
            *(
                "nocorrect",
                "proxychains",
                "proxychains4",
                "torify",
                "torsocks",
                "fakeroot",
                "xvfb-run",
                "catchsegv",
            ),
        ),
        _program(Sort.WRAPPER),
    ),
    "command": _program(Sort.WRAPPER),
    "time": _program(Sort.WRAPPER, valued="fo --format --output"),
    "exec": _program(Sort.WRAPPER, valued="a"),
    "env": _program(Sort.WRAPPER, valued="uC --unset --chdir", commands="S --split-string"),
    "nice": _program(Sort.WRAPPER, valued="n --adjustment"),
    "ionice": _program(Sort.WRAPPER, valued="cn --class --classdata"),
    "chrt": _program(Sort.WRAPPER, 1, valued="TPD"),
    "taskset": _program(Sort.WRAPPER, 1),
    "sudo": _program(
        Sort.WRAPPER, valued="ugpCDhRrTtU --user --group --prompt --host --chdir", tells="-l -V -k -K -v"
    ),
    "doas": _program(Sort.WRAPPER, valued="uC"),
    "su": _program(Sort.WRAPPER, 1, valued="gGsw", commands="c --command"),
    "runuser": _program(Sort.WRAPPER, valued="ugG --user --group", commands="c --command"),
    "timeout": _program(Sort.WRAPPER, 1, valued="ks --kill-after --signal"),
    "stdbuf": _program(Sort.WRAPPER, valued="ioe --input --output --error"),
    "xargs": _program(
        Sort.WRAPPER, valued="IEdLnPsa --max-args --max-procs --replace --arg-file --delimiter"
    ),
    "parallel": _program(
        Sort.WRAPPER, valued="jnNLSaI --jobs --colsep --joblog --max-args --delay --timeout"
    ),
    "watch": _program(Sort.WRAPPER, valued="nq --interval --equexit"),
    "strace": _program(Sort.WRAPPER, valued="aeEoOpPsSuXI"),
    "ltrace": _program(Sort.WRAPPER, valued="aeFlnopsuxX"),
    "flock": _program(Sort.WRAPPER, 1, valued="wE --timeout", commands="c --command"),
    "chroot": _program(Sort.WRAPPER, 1),
    "unshare": _program(Sort.WRAPPER, valued="RSGw"),
    "nsenter": _program(Sort.WRAPPER, valued="tSG --target"),
    "systemd-run": _program(Sort.WRAPPER, valued="pEHMu --unit --property --setenv"),
    "caffeinate": _program(Sort.WRAPPER, valued="tw"),
    "firejail": _program(Sort.WRAPPER),
    "ssh": _program(Sort.WRAPPER, 1, valued="BbcDEeFIiJLlmOpQRSWw", settings="o", tells="-V"),
    # What runs a command, or code, by one of its own.
    "find": _program(Sort.GROUP, valued=_FIND, behind="-exec -execdir -ok -okdir", deletes="-delete"),
    "fd": _program(Sort.GROUP, behind="xX --exec --exec-batch"),
    "git": _program(Sort.GROUP, valued=_GIT, settings="c --config-env"),
    "git rebase": _program(Sort.GROUP, commands="x --exec"),
    "git bisect": _program(Sort.GROUP),
    "git bisect run": _program(Sort.WRAPPER),
    "git submodule": _program(Sort.GROUP),
    "git submodule foreach": _program(Sort.WRAPPER),
    "git filter-branch": _program(
        Sort.GROUP, commands="--env-filter --tree-filter --index-filter --msg-filter --commit-filter"
    ),
    "npm": _program(Sort.GROUP),
    "npm exec": _program(Sort.WRAPPER, valued="pw --package --workspace", commands="c --call"),
    "npm x": _program(Sort.WRAPPER, valued="pw --package --workspace", commands="c --call"),
    "pnpm": _program(Sort.GROUP, valued="C --filter --dir"),
    "pnpm exec": _program(Sort.WRAPPER, commands="c"),
    "pnpm dlx": _program(Sort.WRAPPER, valued="--package"),
    **dict.fromkeys(
        ("npx", "pnpx"), _program(Sort.WRAPPER, valued="pw --package", commands="c --call", tells=_MORE)
    ),
    "bunx": _program(Sort.WRAPPER, valued="p --package", tells=_MORE),
    "uvx": _program(Sort.WRAPPER, valued="p --with --from --python", tells=_SHORT),
    "pipx": _program(Sort.GROUP),
    "pipx run": _program(Sort.WRAPPER, valued="--spec --python"),
    "yarn": _program(Sort.GROUP),
    "yarn exec": _program(Sort.WRAPPER),
    "yarn dlx": _program(Sort.WRAPPER, valued="p --package"),
    "uv": _program(Sort.GROUP, valued="--directory --project"),
    "uv run": _program(Sort.WRAPPER, valued="p --with --python --extra --group --env-file"),
    "uv tool": _program(Sort.GROUP),
    "uv tool run": _program(Sort.WRAPPER, valued="p --with --from --python"),
    **dict.fromkeys(
        ("poetry", "pipenv", "hatch", "pdm", "rye", "bundle", "direnv", "mise", "conda"), _program(Sort.GROUP)
    ),
    **dict.fromkeys(
        ("poetry run", "pipenv run", "hatch run", "pdm run", "rye run", "bundle exec"), _program(Sort.WRAPPER)
    ),
    "direnv exec": _program(Sort.WRAPPER, 1),
    "mise exec": _program(Sort.WRAPPER),
    "conda run": _program(Sort.WRAPPER, valued="np --name --prefix --cwd"),
    **dict.fromkeys(
        ("docker", "podman", "docker compose", "docker-compose"),
        _program(Sort.GROUP, valued="Hcflp --context --host --file --project-name"),
    ),
    **dict.fromkeys(
        (
            f"{name} {verb}"
            for name in ("docker", "podman", "docker compose", "docker-compose")
            for verb in ("run", "exec")
        ),
        _program(Sort.WRAPPER, 1, valued=_DOCKER),
    ),
    "kubectl": _program(Sort.GROUP, valued="n --namespace --context --kubeconfig"),
    "kubectl exec": _program(Sort.WRAPPER, 1, valued="cn --container --namespace --context"),
    # What runs code.
    **dict.fromkeys(("sh", "bash", "zsh", "dash", "ksh", "fish"), _SHELL),
    "cmd": _program(Sort.GRAVE, behind="/c /k /C /K", tells="/?"),
    **dict.fromkeys(
        ("pwsh", "powershell"), _program(Sort.GRAVE, valued=_POWERSHELL, behind="-command -c", tells=_MORE)
    ),
    **dict.fromkeys(("source", ".", "iex", "invoke-expression"), _program(Sort.GRAVE)),
    "osascript": _program(Sort.GRAVE, valued="l", code="e"),
    "python": _program(Sort.GRAVE, valued="WX", code="c", tells="-h -V -VV -?"),
    "node": _program(
        Sort.GRAVE,
        valued="rC --require --import --loader --conditions",
        code="ep --eval --print",
        tells=_MORE,
    ),
    **dict.fromkeys(("tsx", "ts-node"), _program(Sort.GRAVE, valued="rP", code="ep", tells="-h -v")),
    **dict.fromkeys(
        ("deno", "deno run", "deno eval", "bun", "bun x"),
        _program(Sort.GRAVE, valued="cr --config --preload", code="ep --eval", tells=_MORE),
    ),
    "perl": _program(Sort.GRAVE, valued="I", code="eE", tells=_MORE),
    "ruby": _program(Sort.GRAVE, valued="rIE", code="e", tells="-h -v"),
    "php": _program(Sort.GRAVE, valued="dc", code="rBRE", tells="-h -? -v -i -m"),
    "lua": _program(Sort.GRAVE, valued="l", code="e", tells="-v"),
    **dict.fromkeys(("awk", "gawk", "mawk"), _program(Sort.GRAVE, valued="Fv", tells=_SHORT)),
    # What reaches any address.
    "curl": _program(Sort.GRAVE, valued=_CURL, tells="-h -V --manual"),
    "wget": _program(Sort.GRAVE, valued=_WGET, tells="-h -V"),
    **dict.fromkeys(
        ("iwr", "irm", "invoke-webrequest", "invoke-restmethod"), _program(Sort.GRAVE, valued=_WEB)
    ),
    **dict.fromkeys(("scp", "sftp"), _program(Sort.GRAVE, valued="cDFiJloPSX")),
    "rsync": _program(
        Sort.GRAVE, valued="fMTB --exclude --include", commands="e --rsh --rsync-path", tells="-V"
    ),
    **dict.fromkeys(
        ("nc", "ncat", "netcat"), _program(Sort.GRAVE, valued="ipqswXx", commands="ec", tells="-h")
    ),
    **dict.fromkeys(("ftp", "socat", "telnet"), _program(Sort.GRAVE, tells="-h -V")),
    # What deletes.
    **dict.fromkeys(("rm", "rmdir", "del", "erase", "remove-item", "unlink", "dd"), _program(Sort.GRAVE)),
    "shred": _program(Sort.GRAVE, valued="ns"),
    "truncate": _program(Sort.GRAVE, valued="sr"),
}
"""Programs by their names, those of a group with what names what they do: `git bisect run`."""
