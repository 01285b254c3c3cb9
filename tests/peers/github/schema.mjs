// GitHub's own schema as a judge, by graphql-js.
//
// node schema.mjs queries <folder>   every .graphql file in it is a query that GitHub would take; says how many there are
// node schema.mjs types <json>       every type, field and argument of the made-up GitHub is GitHub's own, of the same type

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as octokit from "@octokit/graphql-schema";
import { buildSchema, isAbstractType, parse, validate } from "graphql";

// GitHub's own text defines a field twice, which a strict reading refuses.
const schema = buildSchema(octokit.schema.idl, { assumeValidSDL: true });
const [what, given] = process.argv.slice(2);
const wrong = what === "queries" ? queries(given) : types(JSON.parse(given));
if (wrong.length > 0) {
  console.log(wrong.join("\n"));
  process.exit(1);
}

function queries(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith(".graphql"));
  console.log(files.length);
  return files.flatMap((name) => problems(readFileSync(join(folder, name), "utf8")).map((problem) => `${name}: ${problem}`));
}

function problems(text) {
  try {
    return validate(schema, parse(text)).map((error) => error.message);
  } catch (error) {
    return [error.message];
  }
}

function types({ objects, abstract }) {
  const ofFields = Object.entries(objects).flatMap(([name, fields]) => {
    const type = schema.getType(name);
    if (!type) return [`there is no type ${name}`];
    return Object.entries(fields).flatMap(([field, { kind, args }]) => {
      const real = type.getFields()[field];
      if (!real) return [`there is no ${name}.${field}`];
      const unknown = args.filter((arg) => !real.args.some((known) => known.name === arg));
      const typed = String(real.type) === kind ? [] : [`${name}.${field} is ${real.type}, not ${kind}`];
      return [...typed, ...unknown.map((arg) => `${name}.${field} takes no ${arg}`)];
    });
  });
  const ofUnions = Object.entries(abstract).flatMap(([name, members]) => {
    const type = schema.getType(name);
    if (!isAbstractType(type)) return [`${name} is no interface and no union`];
    return members.filter((member) => !schema.isSubType(type, schema.getType(member))).map((member) => `${member} is no ${name}`);
  });
  return [...ofFields, ...ofUnions];
}
