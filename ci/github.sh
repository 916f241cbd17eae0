#!/usr/bin/env bash
# What action.yml runs: one review, told as annotations, in the job's summary and in a comment that stays.
#
# Reads AGENTREG_RANGE, AGENTREG_FAIL_ON, AGENTREG_TRUST_APPROVALS, AGENTREG_COMMENT; of the event BASE_SHA, HEAD_SHA,
# PULL_REQUEST and DEFAULT_BRANCH; and what GitHub sets.
# Writes the outputs `code` and `report`; the job fails by `code` in a later step, after the upload.
set -euo pipefail

report="${RUNNER_TEMP:?}/agentreg"
# Where action.yml has put it, apart from what the job has; else what is on the search path.
program=agentreg
for place in bin/agentreg Scripts/agentreg.exe; do
    if [ -x "$RUNNER_TEMP/agentreg-env/$place" ]; then program="$RUNNER_TEMP/agentreg-env/$place"; fi
done

is_here() {
    git rev-parse --quiet --verify "$1^{commit}" >/dev/null
}

# The runner heeds what is said here, too.
refuse() {
    local why="$1"
    if [ "$(git rev-parse --is-shallow-repository 2>/dev/null)" = true ]; then
        why="the clone is shallow, and lacks what to compare with: give actions/checkout \`fetch-depth: 0\`"
    fi
    echo "::error title=agentreg::$why" >&2
    exit 2
}

# What the event is about, as A...B; nothing where it does not tell, as a tag or a schedule: then agentreg knows.
range_of_event() {
    local base=""
    # `set -e` does not hold inside `$( )`, and bash 3.2 cannot be told to let it.
    if [ -n "${PULL_REQUEST:-}" ]; then
        base="$(base_of_request)" || exit
    elif [ -n "${BASE_SHA:-}" ] && [ "${GITHUB_REF_TYPE:-}" != tag ]; then
        base="$(base_of_push)" || exit
    fi
    if [ -n "$base" ]; then printf '%s...HEAD' "$base"; fi
}

# The commit that the event names is as old as the event; what GitHub merged the request with may be newer.
base_of_request() {
    if [ "$(git rev-parse --quiet --verify 'HEAD^2')" = "$HEAD_SHA" ]; then
        git rev-parse 'HEAD^1'
    elif is_here "$HEAD_SHA" && git merge-base --is-ancestor "$HEAD_SHA" HEAD; then
        printf '%s' "$BASE_SHA"
    else
        refuse "what is checked out is not the pull request, so nothing would be found in it: check out its merge or its head"
    fi
}

# For a branch that is new, or was forced elsewhere, what it was before is not here: it left the default branch.
base_of_push() {
    if is_here "$BASE_SHA"; then
        printf '%s' "$BASE_SHA"
    elif [ "$(git rev-parse --is-shallow-repository)" = true ]; then
        refuse ""
    elif [ "${DEFAULT_BRANCH:-}" != "${GITHUB_REF_NAME:-}" ] && is_here "origin/${DEFAULT_BRANCH:-}"; then
        printf 'origin/%s' "$DEFAULT_BRANCH"
    fi
}

review() {
    local words=(review -f github)
    if [ -n "${AGENTREG_FAIL_ON:-}" ]; then words+=(--fail-on "$AGENTREG_FAIL_ON"); fi
    if [ "${AGENTREG_TRUST_APPROVALS:-}" = true ]; then words+=(--trust-approvals); fi
    local ending
    for ending in md html sarif json; do words+=(--also "$report/agentreg.$ending"); done
    # Behind `--` nothing that a workflow was given is taken for an option.
    if [ -n "$1" ]; then words+=(-- "$1"); fi
    "$program" "${words[@]}"
}

# The newest comment that begins with our mark and that a program, or who the token stands for, wrote.
comment_id() {
    local me
    # An app's token, such as the job's own, stands for nobody.
    me="$(gh api user --jq .login 2>/dev/null)" || me=""
    MARK="$1" ME="$me" gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments?per_page=100" \
        --jq '.[] | select(.user.type == "Bot" or .user.login == env.ME) | select(.body | startswith(env.MARK)) | .id' |
        tail -n 1
}

comment() {
    local host mark old
    # On a server of a company's own, `gh` takes a token by another name.
    host="${GITHUB_SERVER_URL:-https://github.com}"
    export GH_HOST="${host#*://}" GH_ENTERPRISE_TOKEN="${GH_TOKEN:-}"
    mark="$(head -n 1 "$report/agentreg.md")"
    # `set -e` does not hold in what stands before `||`.
    old="$(comment_id "$mark")" || return
    if [ -n "$old" ]; then
        gh api --silent -X PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$old" -F "body=@$report/agentreg.md"
    else
        gh api --silent "repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments" -F "body=@$report/agentreg.md"
    fi
}

git rev-parse --git-dir >/dev/null || refuse "no repository can be read here: let actions/checkout be a step before"
# What an earlier use in this job has left is not this review's.
rm -rf "$report"
mkdir -p "$report"
range="${AGENTREG_RANGE:-}"
if [ -z "$range" ]; then range="$(range_of_event)"; fi
code=0
review "$range" || code=$?
echo "code=$code" >>"$GITHUB_OUTPUT"
# Without a report the arguments, the policy or the repository could not be read: it has said which.
if [ ! -f "$report/agentreg.md" ]; then
    echo "::error title=agentreg::there is no review; the log of this step says why" >&2
    exit "$code"
fi
echo "report=$report" >>"$GITHUB_OUTPUT"
cat "$report/agentreg.md" >>"$GITHUB_STEP_SUMMARY"
if [ "${AGENTREG_COMMENT:-}" = true ] && [ -n "${PULL_REQUEST:-}" ]; then
    # Runners of a company's own need not have it.
    if ! command -v gh >/dev/null; then
        echo "::warning title=agentreg::the comment was not written, for \`gh\` is not installed on this runner (https://cli.github.com); the summary has it all"
    else
        comment >/dev/null || echo "::warning title=agentreg::the comment could not be written (from a fork it may not be, else the job needs \`pull-requests: write\`); the summary has it all"
    fi
fi
