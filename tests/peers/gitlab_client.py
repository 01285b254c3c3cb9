"""Drives a GitLab as python-gitlab does: whoever wrote that client knew the real one, and nothing of the one driven here."""

import sys

import gitlab
import requests

ORIGIN, READER, WRITER = sys.argv[1:4]
API = f"{ORIGIN}/api/v4"


def connect(token, **options):
    return gitlab.Gitlab(ORIGIN, private_token=token, timeout=5, retry_transient_errors=False, **options)


def same(what, found, expected):
    if found != expected:
        raise SystemExit(f"{what}: {found!r}, not {expected!r}")


def refused(what, status, call):
    try:
        call()
    except gitlab.exceptions.GitlabError as error:
        same(what, error.response_code, status)
        return error
    raise SystemExit(f"{what}: it was granted")


def breaks(what, kind, call):
    try:
        call()
    except kind:
        return
    raise SystemExit(f"{what}: it came")


def signs_in(gl):
    gl.auth()
    same("who signed in", gl.user.username, "mona")
    same("the version", gl.version()[0].split(".")[0], "18")
    bearer = gitlab.Gitlab(ORIGIN, oauth_token=READER)
    bearer.auth()
    same("who shows a bearer", bearer.user.id, gl.user.id)
    refused("nobody's token", 401, connect("glpat-unknown").auth)


def walks_every_page(gl):
    issues = gl.issues.list(scope="assigned_to_me", state="opened", per_page=100, iterator=True)
    same("how many there are", issues.total, 250)
    same("pages", issues.total_pages, 3)
    ids = [issue.id for issue in issues]
    same("issues on all pages", len(set(ids)), 250)
    same("the newest comes first", ids, sorted(ids, reverse=True))
    first = gl.issues.list(scope="assigned_to_me", per_page=2, page=2, iterator=False)
    same("one page alone", [issue.id for issue in first], ids[2:4])
    same("what I opened, which is none", gl.issues.list(iterator=False), [])
    keyset = gl.issues.list(scope="assigned_to_me", order_by="updated_at", sort="asc", get_all=True)
    same("all at once", len(keyset), 250)


def finds_projects(gl):
    project = gl.projects.get("acme/tools/api")
    same("its path", project.path_with_namespace, "acme/tools/api")
    same("by its id", gl.projects.get(project.id).web_url, f"{ORIGIN}/acme/tools/api")
    same("where it was before", gl.projects.get("acme/old").id, project.id)
    refused("a project that is not there", 404, lambda: gl.projects.get("acme/nothing"))
    refused("a project that is private", 404, lambda: gl.projects.get("acme/secret"))
    return project


def reads_issues(project):
    bug, other = project.issues.list(iids=[1, 2], order_by="created_at", sort="asc", get_all=True)
    same("their numbers", (bug.iid, other.iid), (1, 2))
    same("its labels", [issue.iid for issue in project.issues.list(labels=["bug"], get_all=True)], [1])
    same("changed since", project.issues.list(updated_after=bug.updated_at, state="closed", get_all=True), [])
    same("its reference", bug.references["full"], "acme/tools/api#1")
    same("its page", bug.web_url, f"{ORIGIN}/acme/tools/api/-/issues/1")
    notes = bug.notes.list(sort="desc", get_all=True)
    same("the last note", (notes[0].author["username"], notes[0].system), ("hubot", False))
    same("notes of people", bug.user_notes_count, 1)
    refused("an issue that is not there", 404, lambda: project.issues.get(9_999))
    refused("a state that is none", 400, lambda: project.issues.list(state="sleeping"))


def reads_merge_requests(gl, project):
    (asked,) = gl.mergerequests.list(scope="reviews_for_me", state="opened", get_all=True)
    request = project.mergerequests.get(asked.iid)
    same("its checks", request.head_pipeline["status"], "failed")
    same("may it be merged", request.detailed_merge_status, "ci_must_pass")
    same("is it a draft", request.draft, False)
    approvals = request.approvals.get()
    same("who approved", [by["user"]["username"] for by in approvals.approved_by], ["octocat"])
    states = {who.user["username"]: who.state for who in request.reviewer_details.list(get_all=True)}
    same("how the reviews went", states, {"mona": "unreviewed", "octocat": "approved"})


def works_off_todos(gl, reader):
    todos = gl.todos.list(state="pending", per_page=100, get_all=True)
    same("to-do items", len(todos), 251)
    review = next(todo for todo in todos if todo.action_name == "review_requested")
    same("its target", (review.target_type, review.target["state"]), ("MergeRequest", "opened"))
    same("who asked", review.author["username"], "hubot")
    error = refused("a token that may only read", 403, lambda: reader.todos.list(get_all=True)[0].mark_as_done())
    same("why", error.error_message, "insufficient_scope")
    review.mark_as_done()
    same("what is left", len(gl.todos.list(state="pending", get_all=True)), 250)
    same("what is done", [todo.id for todo in gl.todos.list(state="done", get_all=True)], [review.id])
    refused("a to-do item of nobody", 404, lambda: gl.http_post("/todos/999999/mark_as_done"))


def waits_when_told_to(project):
    # The first answer is 429 with a second to wait; the client waits and asks again.
    same("after the wait", project.issues.get(3).iid, 3)


def meets_faults(gl):
    for status in (401, 403, 404, 410, 429, 500, 502, 503):
        get = lambda: gl.http_get(f"/faults/{status}", obey_rate_limit=False)
        refused(f"a fault {status}", status, get)
    told = requests.get(f"{API}/faults/429", headers={"PRIVATE-TOKEN": READER}, timeout=5)
    same("what it says meanwhile", (told.text, told.headers["retry-after"]), ("Retry later\n", "7"))
    page = requests.get(f"{API}/faults/page", timeout=5)
    same("a page", (page.status_code, page.headers["content-type"][:9]), (200, "text/html"))
    huge = requests.get(f"{API}/faults/huge", timeout=20)
    same("a huge body", len(huge.content) > 30_000_000, True)
    moved = requests.get(f"{API}/faults/elsewhere", timeout=5, allow_redirects=False)
    same("another origin", moved.headers["location"], "https://example.org/api/v4/faults/elsewhere")
    lost = requests.exceptions.ConnectionError, requests.exceptions.ChunkedEncodingError
    breaks("a connection that is closed", lost, lambda: requests.get(f"{API}/faults/closes", timeout=5))
    headers = {"PRIVATE-TOKEN": READER}
    breaks("half a body", lost, lambda: requests.get(f"{API}/personal_access_tokens/self", headers=headers, timeout=5))
    late = requests.exceptions.ReadTimeout
    breaks("an answer that stays away", late, lambda: requests.get(f"{API}/faults/away", timeout=0.3))


def main():
    reader, writer = connect(READER), connect(WRITER)
    signs_in(reader)
    walks_every_page(reader)
    project = finds_projects(reader)
    reads_issues(project)
    reads_merge_requests(reader, project)
    works_off_todos(writer, reader)
    waits_when_told_to(project)
    meets_faults(reader)
    print("python-gitlab", gitlab.__version__, "is content")


main()
