/** How the options of a connector stand, in a few words; nothing here asks or remembers. */
import type { FollowView, LabelRules, PlaceRuleView, WorkOptions } from "../../../host/host";

/** `none`, `1 rule`, `2 rules`. */
export const countWords = (count: number, one: string, many: string): string =>
  count === 0 ? "none" : `${count} ${count === 1 ? one : many}`;

/** `wontfix` of `-wontfix`, and whether it is left out. */
export const filterOf = (text: string): { isNot: boolean; name: string } => ({
  isNot: text.startsWith("-"),
  name: text.replace(/^-/, ""),
});

/** What was typed, as filters; a comma parts them, and nothing is there twice. */
export function filtersOf(typed: string, before: string[]): string[] {
  const known = new Set(before.map((text) => text.toLowerCase()));
  const fresh = typed
    .split(",")
    .map((text) => text.trim().replace(/^-\s+/, "-"))
    .filter((text) => text !== "" && text !== "-" && !known.has(text.toLowerCase()));
  return [...before, ...new Set(fresh)];
}

/** `issues, reviews, mentions; 2 filters`. */
export function takesWords(options: WorkOptions): string {
  const kinds = [
    options.takesIssues ? "issues" : "",
    options.takesReviews ? "reviews" : "",
    options.takesOwn ? "your own" : "",
    options.takesMentions ? "mentions" : "",
  ].filter(Boolean);
  const filters = options.labels.length + options.places.length + options.authors.length;
  return [kinds.join(", ") || "nothing", filters > 0 ? countWords(filters, "filter", "filters") : ""]
    .filter(Boolean)
    .join("; ");
}

/** How many repositories are followed, and how many of them cannot be seen. */
export function followsWords(follows: FollowView[]): string {
  const unseen = follows.filter(({ problem }) => problem !== null).length;
  const count = countWords(follows.length, "repository", "repositories");
  return unseen > 0 ? `${count}, ${unseen} cannot be seen` : count;
}

/** What a follow brings: `12 open tasks · label help wanted`; nothing of one that was never seen. */
export const followWords = ({ label, project, syncedAt, openTasks, problem }: FollowView): string =>
  [
    syncedAt === null
      ? problem === null
        ? "not read yet"
        : ""
      : countWords(openTasks, "open task", "open tasks").replace("none", "no open task"),
    label ? `label ${label}` : "",
    project ? `project ${project.name}` : "",
  ]
    .filter(Boolean)
    .join(" · ");

/** What a rule does: `project api · starts the timer · 2 kinds muted`. */
export const ruleWords = ({ project, startsTimer, muted }: PlaceRuleView): string =>
  [
    project ? `project ${project.name}` : "",
    startsTimer ? "starts the timer" : "",
    muted.length > 0 ? `${countWords(muted.length, "kind", "kinds")} muted` : "",
  ]
    .filter(Boolean)
    .join(" · ");

/** `bug, critical: high; enhancement: medium; else low`. */
export function rulesWords({ rules }: LabelRules): string {
  const groups: { priority: string; labels: string[] }[] = [];
  for (const { label = "", priority = "low" } of rules) {
    const last = groups.at(-1);
    if (last?.priority === priority) last.labels.push(label);
    else groups.push({ priority, labels: [label] });
  }
  return [...groups.map(({ priority, labels }) => `${labels.join(", ")}: ${priority}`), "else low"].join("; ");
}

/** Whether they are the usual ones, and for how many projects there are others. */
export function priorityWords(all: LabelRules[]): string {
  const own = all.filter(({ project }) => project !== null).length;
  const first = all.find(({ project }) => project === null)?.isUsual === false ? "your own" : "the usual ones";
  return own > 0 ? `${first}, others for ${countWords(own, "project", "projects")}` : first;
}
