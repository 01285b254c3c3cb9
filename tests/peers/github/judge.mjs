// GitHub's own description of its API as a judge (Prism) in front of a made-up GitHub: whatever answer it does not allow becomes a 500 that says why.
//
// node judge.mjs <origin of the made-up GitHub>; prints one line of JSON, `{"origin": …}`, once it listens.

import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const { getHttpOperationsFromSpec } = require("@stoplight/prism-cli/dist/operations");
const { createServer } = require("@stoplight/prism-http-server");
const logger = require("pino")({ level: "silent" });
logger.success = logger.info;

const operations = await getHttpOperationsFromSpec(fileURLToPath(new URL("openapi.json", import.meta.url)));
const upstream = new URL("/api/v3", process.argv[2]);
const config = {
  isProxy: true, upstream, checkSecurity: false, errors: true, validateRequest: true, validateResponse: true,
  mock: { dynamic: false }, upstreamProxy: undefined,
};
const server = createServer(operations, { components: { logger }, cors: false, config });
const address = await server.listen(0, "127.0.0.1");
console.log(JSON.stringify({ origin: address }));
