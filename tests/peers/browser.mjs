// A person at a browser, as a script: follows redirects, keeps cookies, fills in the forms of the test server, and ends where the browser would.
//
// node browser.mjs <url> [--deny] [--code <user code>]

const [url, ...rest] = process.argv.slice(2);
const isDenied = rest.includes("--deny");
const code = rest.includes("--code") ? rest[rest.indexOf("--code") + 1] : "";
const cookies = new Map();

let page = await open(new URL(url));
for (let step = 0; step < 12; step += 1) {
  const form = formOf(page);
  if (!form) break;
  page = await submit(form);
}
console.log(JSON.stringify({ status: page.status, url: page.url.href.split("?")[0], text: page.text.slice(0, 4000) }));

async function open(target, options = {}) {
  let current = target;
  for (let hop = 0; hop < 20; hop += 1) {
    const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "), ...options.headers };
    const answer = await fetch(current, { ...options, headers, redirect: "manual" });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair] = cookie.split(";");
      const at = pair.indexOf("=");
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const next = answer.headers.get("location");
    if (!next || answer.status < 300 || answer.status >= 400) {
      return { status: answer.status, url: current, text: await answer.text() };
    }
    current = new URL(next, current);
    options = {};
  }
  throw new Error("too many redirects");
}

/** The one form of a page of the test server: its address and its hidden fields. */
function formOf({ text, url }) {
  const form = /<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/.exec(text);
  if (!form) return undefined;
  const fields = new URLSearchParams();
  for (const [input] of form[2].matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    if (name) fields.set(name, /value="([^"]*)"/.exec(input)?.[1] ?? "");
  }
  return { action: new URL(form[1].replaceAll("&amp;", "&"), url), fields, text };
}

async function submit({ action, fields, text }) {
  if (fields.has("login")) fields.set("login", "mona");
  if (fields.has("login")) fields.set("password", "any");
  if (fields.has("user_code") && code) fields.set("user_code", code);
  const away = /href="([^"]*\/abort)"/.exec(text);
  if (isDenied && away) return open(new URL(away[1], action));
  return open(action, {
    method: "POST",
    body: fields.toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
}
