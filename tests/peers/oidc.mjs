// An OAuth server nobody of us wrote (oidc-provider), laid out as GitLab lays its end points out, with the two answers of its API that a sign-in asks for.
//
// Prints one line of JSON, `{"origin": …}`, once it listens. `GET /counts` says what happened so far;
// `GET /end-families` shows each refresh token that was exchanged once more, as a thief would: the server ends its family.

import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const life = Number(process.env.ACCESS_TOKEN_SECONDS ?? 7200);
const spent = new Set();
const counts = { granted: 0, refreshed: 0, reused: 0, revoked: 0, asked: 0, refused: 0 };

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const origin = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(origin, configuration());
  count(provider);
  const answer = provider.callback();
  server.on("request", (request, response) => {
    const path = new URL(request.url, origin).pathname;
    const own = OWN[path];
    if (own) own(provider, request, response);
    else answer(request, response);
  });
  console.log(JSON.stringify({ origin }));
});

function configuration() {
  return {
    clients: [
      {
        client_id: "stint-test",
        application_type: "native",
        token_endpoint_auth_method: "none",
        redirect_uris: ["http://127.0.0.1/gitlab"],
        response_types: ["code"],
        grant_types: ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
      },
    ],
    scopes: ["openid", "offline_access", "read_user", "read_api", "api"],
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: async () => true,
    findAccount: async (_ctx, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
    features: {
      devInteractions: { enabled: true },
      deviceFlow: { enabled: true },
      revocation: { enabled: true },
      introspection: { enabled: false },
    },
    routes: {
      authorization: "/oauth/authorize",
      token: "/oauth/token",
      revocation: "/oauth/revoke",
      device_authorization: "/oauth/authorize_device",
      code_verification: "/oauth/device",
    },
    ttl: { AccessToken: life, RefreshToken: 86_400, DeviceCode: 600, Interaction: 600, Session: 600, Grant: 86_400 },
    cookies: { keys: ["only for tests"] },
  };
}

function count(provider) {
  provider.on("grant.success", (ctx) => {
    const kind = ctx.oidc.params.grant_type;
    counts[kind === "refresh_token" ? "refreshed" : "granted"] += 1;
    if (kind === "refresh_token") spent.add(ctx.oidc.params.refresh_token);
  });
  provider.on("grant.error", (ctx) => {
    if (ctx.oidc?.params?.grant_type === "refresh_token") counts.reused += 1;
  });
  // The answer to a revocation is the same whether there was such a token; only a known one counts.
  provider.use(async (ctx, next) => {
    await next();
    const { route, entities } = ctx.oidc ?? {};
    if (route === "revocation" && (entities.RefreshToken || entities.AccessToken)) counts.revoked += 1;
  });
}

const OWN = {
  "/counts": (_provider, _request, response) => send(response, 200, counts),
  "/end-families": async (_provider, request, response) => {
    for (const token of spent) {
      const form = { grant_type: "refresh_token", client_id: "stint-test", refresh_token: token };
      await fetch(`http://${request.headers.host}/oauth/token`, { method: "POST", body: new URLSearchParams(form) });
    }
    send(response, 200, { ended: spent.size });
  },
  "/api/v4/user": guarded((_token, account) => ({ id: 7, username: account, name: "Mona Lisa", state: "active" })),
  // Nothing waits for anybody.
  "/api/v4/todos": guarded(() => []),
  "/api/v4/issues": guarded(() => []),
  "/api/v4/merge_requests": guarded(() => []),
  "/oauth/token/info": guarded((token) => ({
    resource_owner_id: 7,
    scope: [...token.scopes],
    expires_in: token.remainingTTL,
    application: { uid: token.clientId },
    created_at: token.iat,
  })),
  // Only a personal token has an answer here.
  "/api/v4/personal_access_tokens/self": (_provider, _request, response) => send(response, 401, { message: "401 Unauthorized" }),
};

/** Answers whoever shows an access token that lives, and refuses everybody else. */
function guarded(answer) {
  return async (provider, request, response) => {
    const shown = request.headers.authorization?.replace(/^Bearer /, "") ?? "";
    const token = shown && (await provider.AccessToken.find(shown));
    if (!token || token.isExpired) {
      counts.refused += 1;
      return send(response, 401, { message: "401 Unauthorized" });
    }
    counts.asked += 1;
    send(response, 200, answer(token, token.accountId));
  };
}

function send(response, status, body) {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
