// Cuts GitHub's own OpenAPI description down to the paths that the made-up GitHub answers, so that the judge is up in a second and nobody installs 400 MB.
//
// npm pack @octokit/openapi@23.0.2, unpack it, then: node filter.mjs <package>/generated/ghes-3.19.json > openapi.json
//
// Changed on the way, and nothing else: examples and descriptions go; `nullable` without a type becomes an alternative, because the judge would
// otherwise fail to compile a schema and then wave everything through; and JSON goes under GitHub's own media type, too.

import { readFileSync } from "node:fs";

const PATHS = {
  "/user": ["get"],
  "/notifications": ["get"],
  "/notifications/threads/{thread_id}": ["patch", "delete"],
  "/issues": ["get"],
  "/repos/{owner}/{repo}": ["get"],
  "/repos/{owner}/{repo}/issues": ["get"],
  "/repos/{owner}/{repo}/issues/{issue_number}": ["get"],
  "/repos/{owner}/{repo}/pulls/{pull_number}": ["get"],
};
const NOISE = new Set(["description", "example", "examples", "externalDocs", "x-github", "tags", "summary"]);

const whole = JSON.parse(readFileSync(process.argv[2], "utf8"));
const paths = {};
for (const [path, methods] of Object.entries(PATHS)) {
  paths[path] = Object.fromEntries(methods.map((method) => [method, whole.paths[path][method]]));
}
const components = {};
gather(paths);
const cut = { openapi: whole.openapi, info: { title: whole.info.title, version: whole.info.version, license: whole.info.license }, paths, components };
console.log(JSON.stringify(alternatives(tidied(cut, false))));

/** Every component that is referred to, and those it refers to. */
function gather(part) {
  if (Array.isArray(part)) return part.forEach(gather);
  if (part === null || typeof part !== "object") return;
  for (const [key, value] of Object.entries(part)) {
    if (NOISE.has(key) && typeof value !== "string" && key.startsWith("example")) continue;
    if (key === "$ref" && typeof value === "string") keep(value);
    else gather(value);
  }
}

function keep(reference) {
  const [, , kind, name] = reference.split("/");
  components[kind] ??= {};
  if (components[kind][name]) return;
  components[kind][name] = whole.components[kind][name];
  gather(components[kind][name]);
}

/** The same without prose; the names of properties are no keywords. */
function tidied(part, isProperties) {
  if (Array.isArray(part)) return part.map((one) => tidied(one, false));
  if (part === null || typeof part !== "object") return part;
  const kept = Object.entries(part).filter(([key]) => isProperties || !NOISE.has(key));
  const same = Object.fromEntries(kept.map(([key, value]) => [key, tidied(value, key === "properties" && !isProperties)]));
  if (!isProperties && "content" in same && same.content["application/json"]) {
    same.content["application/vnd.github+json"] = same.content["application/json"];
  }
  // A response has to have a description; it may be an empty one.
  if (!isProperties && ("content" in same || "$ref" in same === false) && typeof part.description === "string" && !("type" in part) && !("properties" in part)) {
    same.description = "";
  }
  return same;
}

/** `nullable` beside a reference, or beside alternatives, is an alternative of its own. */
function alternatives(part, isProperties = false) {
  if (Array.isArray(part)) return part.map((one) => alternatives(one));
  if (part === null || typeof part !== "object") return part;
  const same = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, alternatives(value, key === "properties" && !isProperties)]));
  if (isProperties || same.nullable !== true) return same;
  if (same.type) return same;
  delete same.nullable;
  // The judge adds null to the values of what is nullable; said here, it would be there twice, which is no schema.
  return { anyOf: [same, { type: "string", nullable: true, enum: [] }] };
}
