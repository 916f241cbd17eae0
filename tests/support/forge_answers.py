"""What GitHub and GitLab answer to calls about requests and comments; they hold real repositories."""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

LONGEST = 65_536
"""Characters of a text that GitHub takes."""

Json = dict[str, Any]


class Answer(NamedTuple):
    """What a forge answers: a status and its JSON, or a text that is none."""

    status: int
    content: object


class Forge:
    """What a forge holds, and how it behaves.

    Attributes:
        url: Its address as a proxy.
        root: The folder with the repositories that it serves.
        requests: Its pull or merge requests.
        comments: The comments on requests.
        calls: All calls but Git's, as `METHOD path`.
        refuses: Answers by a pattern of such a call; they come before all else.
        slow: Seconds to wait after a call whose pattern matches was done.
        user: The login that a token stands for; an app has none.
    """

    def __init__(self, root: Path) -> None:
        self.url = ""
        self.root = root
        self.requests: list[Json] = []
        self.comments: list[Json] = []
        self.calls: list[str] = []
        self.refuses: dict[str, Answer] = {}
        self.slow: dict[str, float] = {}
        self.user = ""

    def answer(self, call: str, query: dict[str, list[str]], content: Json, *, signed: bool) -> Answer:
        """What a call is answered, after what it does was done."""
        self.calls.append(call)
        for pattern, refusal in self.refuses.items():
            if re.search(pattern, call):
                return refusal
        if not signed:
            return Answer(401, {"message": "Requires authentication"})
        found = self._done(call, query, content)
        time.sleep(sum(seconds for pattern, seconds in self.slow.items() if re.search(pattern, call)))
        return found

    def _done(self, call: str, query: dict[str, list[str]], content: Json) -> Answer:
        match call.split("/"):
            case ["GET ", "user"] if self.user:
                return Answer(200, {"login": self.user})
            case ["GET ", "user"]:
                return Answer(403, {"message": "Resource not accessible by integration"})
            case [_, "api", "v4", "projects", project, *rest]:
                return self._gitlab(call.split(" ", maxsplit=1)[0], unquote(project), rest, query, content)
            case [_, "repos", owner, name, *rest]:
                return self._github(call.split(" ", maxsplit=1)[0], f"{owner}/{name}", rest, query, content)
            case _:
                return NOT_FOUND

    def _github(
        self, method: str, project: str, rest: list[str], query: dict[str, list[str]], content: Json
    ) -> Answer:
        if not (self.root / f"{project}.git").exists():
            return NOT_FOUND
        match method, rest:
            case "GET", []:
                return Answer(
                    200, {"default_branch": "main", "html_url": f"https://github.localhost/{project}"}
                )
            case "GET", ["pulls"]:
                return Answer(200, [one for one in self.requests if _is_asked(one, query)])
            case "POST", ["pulls"]:
                return self._opened(project, content)
            case "PATCH", ["pulls", number]:
                return self._changed(int(number), content)
            case "GET", ["issues", number, "comments"]:
                return Answer(200, [one for one in self.comments if one["issue"] == int(number)])
            case "POST", ["issues", number, "comments"]:
                if len(content["body"]) > LONGEST:
                    return TOO_LONG
                login = self.user or "github-actions[bot]"
                self.comments.append(comment(len(self.comments) + 1, content["body"], login, int(number)))
                return Answer(201, self.comments[-1])
            case "PATCH", ["issues", "comments", number]:
                found = next(one for one in self.comments if one["id"] == int(number))
                found["body"] = content["body"]
                return Answer(200, found)
            case _:
                return NOT_FOUND

    def _opened(self, project: str, content: Json) -> Answer:
        owner = project.partition("/")[0]
        branch = content["head"]
        if len(content["body"]) > LONGEST:
            return TOO_LONG
        if not self._has(project, branch) or not self._has(project, content["base"]):
            return _invalid("head is not there")
        if any(_is_asked(one, {"state": ["open"], "head": [f"{owner}:{branch}"]}) for one in self.requests):
            return _invalid(f"A pull request already exists for {owner}:{branch}.")
        self.requests.append(pull(len(self.requests) + 1, branch, project) | content_of(content))
        return Answer(201, self.requests[-1])

    def _changed(self, number: int, content: Json) -> Answer:
        found = next((one for one in self.requests if number in {one.get("number"), one.get("iid")}), None)
        if found is None:
            return NOT_FOUND
        found |= content_of(content)
        return Answer(200, found)

    def _gitlab(
        self, method: str, project: str, rest: list[str], query: dict[str, list[str]], content: Json
    ) -> Answer:
        if not (self.root / f"{project}.git").exists():
            return Answer(404, {"message": "404 Project Not Found"})
        match method, rest:
            case "GET", []:
                return Answer(200, {"default_branch": "main"})
            case "GET", ["merge_requests"]:
                asked = (query["state"][0], query["source_branch"][0])
                return Answer(200, [o for o in self.requests if (o["state"], o["source_branch"]) == asked])
            case "POST", ["merge_requests"]:
                branch = content["source_branch"]
                if any(o["state"] == "opened" and o["source_branch"] == branch for o in self.requests):
                    told = "Another open merge request already exists for this source branch: !1"
                    return Answer(409, {"message": [told]})
                if not self._has(project, branch) or not self._has(project, content["target_branch"]):
                    return Answer(400, {"message": {"source_branch": ["is not there"]}})
                self.requests.append(merge(len(self.requests) + 1, branch, project) | content_of(content))
                return Answer(201, self.requests[-1])
            case "PUT", ["merge_requests", number]:
                return self._changed(int(number), content)
            case _:
                return NOT_FOUND

    def _has(self, project: str, branch: str) -> bool:
        words = ["git", "-C", self.root / f"{project}.git", "rev-parse", "--quiet", "--verify", branch]
        return subprocess.run(words, capture_output=True, check=False).returncode == 0


NOT_FOUND = Answer(404, {"message": "Not Found"})


def _invalid(why: str) -> Answer:
    return Answer(422, {"message": "Validation Failed", "errors": [{"code": "custom", "message": why}]})


TOO_LONG = _invalid("body is too long (maximum is 65536 characters)")


def pull(number: int, branch: str, project: str, *, home: str = "") -> Json:
    """A pull request as GitHub tells it; `home` is the fork that it comes from."""
    owner = (home or project).partition("/")[0]
    return {
        "number": number,
        "state": "open",
        "html_url": f"https://github.localhost/{project}/pull/{number}",
        "head": {"label": f"{owner}:{branch}", "ref": branch, "repo": {"full_name": home or project}},
        "base": {"ref": "main", "repo": {"full_name": project}},
    }


def merge(number: int, branch: str, project: str, *, home: int = 1) -> Json:
    """A merge request as GitLab tells it; `home` is the project that it comes from."""
    return {
        "iid": number,
        "state": "opened",
        "web_url": f"https://gitlab.localhost/{project}/-/merge_requests/{number}",
        "source_branch": branch,
        "source_project_id": home,
        "target_project_id": 1,
    }


def comment(number: int, body: str, login: str, issue: int = 7) -> Json:
    """A comment as GitHub tells it."""
    kind = "Bot" if login.endswith("[bot]") else "User"
    return {"id": number, "issue": issue, "body": body, "user": {"login": login, "type": kind}}


def content_of(content: Json) -> Json:
    """What the caller says of a request, under names that do not depend on the forge."""
    return {"title": content["title"], "text": content.get("body", content.get("description"))}


def _is_asked(one: Json, query: dict[str, list[str]]) -> bool:
    return one["state"] == query["state"][0] and one["head"]["label"] == query["head"][0]
