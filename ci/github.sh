#!/usr/bin/env bash
# What action.yml runs: one review, told as annotations, in the job's summary and in a comment that stays.
#
# Reads AGENTREG_RANGE, AGENTREG_FAIL_ON, AGENTREG_TRUST_APPROVALS, AGENTREG_COMMENT, BASE_SHA, PULL_REQUEST
# and what GitHub sets.
# Writes the outputs `code` and `report`; the job fails by `code` in a later step, after the upload.
set -euo pipefail

report="${RUNNER_TEMP:?}/agentreg"
nobody=0000000000000000000000000000000000000000

range_of_event() {
    if [ -n "${AGENTREG_RANGE:-}" ]; then
        printf '%s' "$AGENTREG_RANGE"
    elif [ -n "${BASE_SHA:-}" ] && [ "$BASE_SHA" != "$nobody" ]; then
        printf '%s...HEAD' "$BASE_SHA"
    fi
}

review() {
    local words=(review -f github)
    if [ -n "${AGENTREG_FAIL_ON:-}" ]; then words+=(--fail-on "$AGENTREG_FAIL_ON"); fi
    if [ "${AGENTREG_TRUST_APPROVALS:-}" = true ]; then words+=(--trust-approvals); fi
    local ending
    for ending in md html sarif json; do words+=(--also "$report/agentreg.$ending"); done
    local range
    range="$(range_of_event)"
    # Behind `--` nothing that a workflow was given is taken for an option.
    if [ -n "$range" ]; then words+=(-- "$range"); fi
    agentreg "${words[@]}"
}

# The newest comment that begins with our mark and that a program wrote.
comment_id() {
    gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments" \
        --jq ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$1\"))) | .id" | tail -n 1
}

comment() {
    local mark old
    mark="$(head -n 1 "$report/agentreg.md")"
    # `set -e` does not hold in what stands before `||`.
    old="$(comment_id "$mark")" || return
    if [ -n "$old" ]; then
        gh api --silent -X PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$old" -F "body=@$report/agentreg.md"
    else
        gh api --silent "repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments" -F "body=@$report/agentreg.md"
    fi
}

mkdir -p "$report"
code=0
review || code=$?
echo "code=$code" >>"$GITHUB_OUTPUT"
# Without a report the arguments, the policy or the repository could not be read: it has said which.
if [ ! -f "$report/agentreg.md" ]; then exit "$code"; fi
echo "report=$report" >>"$GITHUB_OUTPUT"
cat "$report/agentreg.md" >>"$GITHUB_STEP_SUMMARY"
if [ "${AGENTREG_COMMENT:-}" = true ] && [ -n "${PULL_REQUEST:-}" ]; then
    # Requests from forks have a token that only reads.
    comment || echo "::warning title=agentreg::the comment could not be written; the summary has it all"
fi
