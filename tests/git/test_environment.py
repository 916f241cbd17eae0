from __future__ import annotations

import pytest

from agentreg.git.environment import Trust, environment

# `git rev-parse --local-env-vars` of Git 2.39, and what else changes what a call does.
LOCAL = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CEILING_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_CONFIG_PARAMETERS",
    "GIT_DIFF_OPTS",
    "GIT_DIR",
    "GIT_EXTERNAL_DIFF",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_TRACE",
    "GIT_WORK_TREE",
]


def configuration(variables: dict[str, str]) -> dict[str, str]:
    count = int(variables["GIT_CONFIG_COUNT"])
    return {
        variables[f"GIT_CONFIG_KEY_{number}"]: variables[f"GIT_CONFIG_VALUE_{number}"]
        for number in range(count)
    }


@pytest.mark.parametrize("name", LOCAL)
@pytest.mark.parametrize("trust", list(Trust))
def test_a_variable_that_a_hook_exports_does_not_reach_git(name: str, trust: Trust) -> None:
    assert name not in environment({name: "elsewhere"}, trust)


def test_what_git_needs_to_run_is_inherited() -> None:
    variables = environment({"PATH": "/bin", "HOME": "/h", "GIT_SSH_COMMAND": "ssh -i key"}, Trust.SOURCE)
    assert (variables["PATH"], variables["HOME"], variables["GIT_SSH_COMMAND"]) == (
        "/bin",
        "/h",
        "ssh -i key",
    )


def test_no_transport_is_allowed_unless_named() -> None:
    assert environment({}, Trust.SOURCE)["GIT_ALLOW_PROTOCOL"] == "none"
    assert environment({}, Trust.SOURCE, ("https", "ssh"))["GIT_ALLOW_PROTOCOL"] == "https:ssh"


def test_nobody_is_asked_for_a_password() -> None:
    variables = environment({"GIT_ASKPASS": "prompt", "SSH_ASKPASS_REQUIRE": "force"}, Trust.TARGET)
    assert (variables["GIT_ASKPASS"], variables["GIT_TERMINAL_PROMPT"]) == ("", "0")
    assert variables["SSH_ASKPASS_REQUIRE"] == "never"


@pytest.mark.parametrize("trust", list(Trust))
def test_hooks_filters_and_monitors_are_off_everywhere(trust: Trust) -> None:
    settings = configuration(environment({}, trust))
    assert settings["core.hooksPath"] == "/dev/null"
    assert settings["core.fsmonitor"] == "false"
    assert settings["core.attributesFile"] == "/dev/null"
    assert settings["protocol.ext.allow"] == "never"


def test_the_users_ssh_command_and_credentials_are_honoured_in_a_target_only() -> None:
    target = configuration(environment({}, Trust.TARGET, ("ssh",)))
    assert "core.sshCommand" not in target
    assert "credential.helper" not in target
    assert configuration(environment({}, Trust.SOURCE))["core.sshCommand"] == "ssh"


def test_credentials_are_out_of_reach_without_a_transfer() -> None:
    assert configuration(environment({}, Trust.SOURCE))["credential.helper"] == ""
    assert "credential.helper" not in configuration(environment({}, Trust.SOURCE, ("https",)))
