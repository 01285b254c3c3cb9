// GitHub's official client drives a made-up GitHub; whatever it does not understand ends this with an error.
//
// node client.mjs <origin> lists <token> <number of issues>
// node client.mjs <origin> graphql <token>
// node client.mjs <origin> device <client id> <expected error, or "token">

import assert from "node:assert/strict";
import { Octokit } from "@octokit/core";
import { createDeviceCode, exchangeDeviceCode } from "@octokit/oauth-methods";

const [origin, what, ...rest] = process.argv.slice(2);
await { lists, graphql, device }[what](...rest);

function client(auth) {
  return new Octokit({ auth, baseUrl: `${origin}/api/v3`, userAgent: "stint-tests" });
}

async function lists(token, expected) {
  const octokit = client(token);
  const seen = new Set();
  let answer = await octokit.request("GET /issues", { filter: "assigned", per_page: 100 });
  const { etag } = answer.headers;
  for (;;) {
    answer.data.forEach((issue) => seen.add(issue.node_id));
    const next = /<([^>]+)>; rel="next"/.exec(answer.headers.link ?? "")?.[1];
    if (!next) break;
    answer = await octokit.request(`GET ${next}`);
  }
  assert.equal(seen.size, Number(expected));
  const unchanged = octokit.request("GET /issues", { filter: "assigned", per_page: 100, headers: { "if-none-match": etag } });
  await assert.rejects(unchanged, { status: 304 });
  const one = await octokit.request("GET /repos/{owner}/{repo}/issues/{issue_number}", { owner: "acme", repo: "api", issue_number: 1 });
  assert.equal(one.data.number, 1);
  const threads = await octokit.request("GET /notifications", { all: true });
  assert.equal(threads.headers["x-poll-interval"], "60");
  await assert.rejects(octokit.request("GET /notifications", { headers: { "if-modified-since": threads.headers["last-modified"] } }), { status: 304 });
  const read = await octokit.request("PATCH /notifications/threads/{thread_id}", { thread_id: threads.data[0].id });
  assert.equal(read.status, 205);
  await assert.rejects(client("ghp_of_nobody").request("GET /user"), { status: 401 });
}

async function graphql(token) {
  const octokit = client(token);
  const { viewer, rateLimit } = await octokit.graphql("{ viewer { login } rateLimit { cost remaining } }");
  assert.deepEqual([viewer.login, rateLimit.cost], ["mona", 1]);
  const query = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Issue { id title } } }";
  const { search } = await octokit.graphql('{ search(type: ISSUE, query: "is:open", first: 1) { nodes { ... on Issue { id } } } }');
  const ids = [search.nodes[0].id, "I_gone"];
  await assert.rejects(octokit.graphql(query, { ids }), (error) => {
    assert.equal(error.name, "GraphqlResponseError");
    assert.equal(error.data.nodes[0].id, ids[0]);
    assert.equal(error.data.nodes[1], null);
    assert.deepEqual([error.errors[0].type, error.errors[0].path], ["NOT_FOUND", ["nodes", 1]]);
    return true;
  });
  await assert.rejects(octokit.graphql("{ viewer { shoeSize } }"), { name: "GraphqlResponseError" });
}

async function device(clientId, expected) {
  const common = { clientType: "oauth-app", clientId, request: client().request };
  const { data: code } = await createDeviceCode({ ...common, scopes: ["notifications"] });
  assert.ok(code.user_code && code.verification_uri.startsWith(origin));
  const exchange = exchangeDeviceCode({ ...common, code: code.device_code });
  if (expected !== "token") {
    await assert.rejects(exchange, (error) => error.response.data.error === expected);
    return;
  }
  const { authentication } = await exchange;
  const { data: user } = await client(authentication.token).request("GET /user");
  assert.equal(user.login, "mona");
}
