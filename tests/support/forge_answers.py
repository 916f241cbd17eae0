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


class Call(NamedTuple):
    """A call: `GET /repos/team/shop/pulls?state=open`, with what is sent along."""

    method: str
    path: str
    query: dict[str, str]
    content: Json

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


class Answer(NamedTuple):
    """What a forge answers: a status and its JSON, or a text that is none; and where a list goes on."""

    status: int
    content: object
    following: str = ""


class Forge:
    """What a forge holds, and how it behaves.

    Attributes:
        url: Its address as a proxy.
        root: The folder with the repositories that it serves.
        requests: Its pull or merge requests.
        comments: The comments on requests.
        calls: All calls but Git's.
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

    def answer(self, call: Call, *, signed: bool) -> Answer:
        """What a call is answered, after what it does was done."""
        self.calls.append(str(call))
        for pattern, refusal in self.refuses.items():
            if re.search(pattern, str(call)):
                return refusal
        if not signed:
            return Answer(401, {"message": "Requires authentication"})
        found = self._done(call)
        time.sleep(sum(seconds for pattern, seconds in self.slow.items() if re.search(pattern, str(call))))
        return found

    def _done(self, call: Call) -> Answer:
        match call.path.split("/")[1:]:
            case ["user"]:
                return Answer(200, {"login": self.user}) if self.user else NOT_FOR_APPS
            case ["repos", owner, name, *rest] if self._holds(f"{owner}/{name}"):
                return self._github(call, f"{owner}/{name}", rest)
            case ["api", "v4", "projects", project, *rest] if self._holds(unquote(project)):
                return self._gitlab(call, unquote(project), rest)
            case _:
                return NOT_FOUND

    def _github(self, call: Call, project: str, rest: list[str]) -> Answer:
        content = call.content
        match call.method, rest:
            case "GET", []:
                return Answer(200, {"full_name": project, "default_branch": "main"})
            case "GET", ["pulls"]:
                asked = call.query["state"], call.query["head"]
                return Answer(
                    200, [o for o in self._of(project) if (o["state"], o["head"]["label"]) == asked]
                )
            case "POST", ["pulls"]:
                made = pull(len(self.requests) + 1, content["head"], project)
                why = self._fault(project, made, content["head"], content["base"])
                return invalid(why) if why else self._kept(made, content, "body")
            case "PATCH", ["pulls", number]:
                return self._kept(self.requests[int(number) - 1], content, "body")
            case "GET", ["issues", number, "comments"]:
                return self._listed(call, [one for one in self.comments if one["issue"] == int(number)])
            case "POST", ["issues", number, "comments"]:
                login = self.user or "github-actions[bot]"
                made = comment(len(self.comments) + 1, "", login, int(number))
                self.comments.append(made)
                return self._kept(made, content, "body")
            case "PATCH", ["issues", "comments", number]:
                return self._kept(self.comments[int(number) - 1], content, "body")
            case _:
                return NOT_FOUND

    def _gitlab(self, call: Call, project: str, rest: list[str]) -> Answer:
        content = call.content
        match call.method, rest:
            case "GET", []:
                return Answer(200, {"path_with_namespace": project, "default_branch": "main"})
            case "GET", ["merge_requests"]:
                asked = call.query["state"], call.query["source_branch"]
                return Answer(
                    200, [o for o in self._of(project) if (o["state"], o["source_branch"]) == asked]
                )
            case "POST", ["merge_requests"]:
                made = merge(len(self.requests) + 1, content["source_branch"], project)
                why = self._fault(project, made, content["source_branch"], content["target_branch"])
                return Answer(409, {"message": [why]}) if why else self._kept(made, content, "description")
            case "PUT", ["merge_requests", number]:
                return self._kept(self.requests[int(number) - 1], content, "description")
            case _:
                return NOT_FOUND

    def _of(self, project: str) -> list[Json]:
        return [one for one in self.requests if one["project"] == project]

    def _fault(self, project: str, made: Json, source: str, target: str) -> str:
        """Why a request cannot be opened, if it cannot."""
        for branch in (source, target):
            words = ["git", "-C", self.root / f"{project}.git", "rev-parse", "--quiet", "--verify", branch]
            if subprocess.run(words, capture_output=True, check=False).returncode:
                return f"{branch} is not there"
        same = [
            one for one in self._of(project) if (one["state"], one["from"]) == (made["state"], made["from"])
        ]
        return f"a request already exists for {source}" if same else ""

    def _kept(self, one: Json, content: Json, name: str) -> Answer:
        """A request or comment with the text that a call states; kept under a name that all forges share."""
        if len(content[name]) > LONGEST:
            return invalid("body is too long (maximum is 65536 characters)")
        one |= {"title": content.get("title", ""), "text": content[name], "body": content[name]}
        if "project" in one and one not in self.requests:
            self.requests.append(one)
        return Answer(200, one)

    def _listed(self, call: Call, found: list[Json]) -> Answer:
        page, size = int(call.query.get("page", 1)), int(call.query.get("per_page", 30))
        more = f"http://api.github.localhost{call.path}?per_page={size}&page={page + 1}"
        return Answer(200, found[(page - 1) * size : page * size], more if page * size < len(found) else "")

    def _holds(self, project: str) -> bool:
        return (self.root / f"{project}.git").exists()


def invalid(why: str) -> Answer:
    """How GitHub refuses what is not right."""
    return Answer(422, {"message": "Validation Failed", "errors": [{"code": "custom", "message": why}]})


NOT_FOUND = Answer(404, {"message": "Not Found"})
NOT_FOR_APPS = Answer(403, {"message": "Resource not accessible by integration"})


def pull(number: int, branch: str, project: str, *, home: str = "") -> Json:
    """A pull request as GitHub tells it; `home` is the fork that it comes from."""
    label = f"{(home or project).partition('/')[0]}:{branch}"
    return {
        "project": project,
        "from": label,
        "number": number,
        "state": "open",
        "html_url": f"https://github.localhost/{project}/pull/{number}",
        "head": {"label": label, "ref": branch, "repo": {"full_name": home or project}},
        "base": {"ref": "main", "repo": {"full_name": project}},
    }


def merge(number: int, branch: str, project: str, *, home: int = 1) -> Json:
    """A merge request as GitLab tells it; `home` is the project that it comes from."""
    return {
        "project": project,
        "from": branch,
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
