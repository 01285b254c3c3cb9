/** What is half typed at the end of the line: a project or a label, and what it may become. */
import type { ProjectView, SuggestionView } from "../host/host";

/** What the field offers: as the engine suggests, or a label. */
export type Offer = Omit<SuggestionView, "kind"> & { kind: SuggestionView["kind"] | "tag" };

const projectAtEnd = /(?:^|\s)@(?:"[^"]*|[^\s"]\S*|)$/;
/** A number is a task's. */
const tagAtEnd = /(?:^|\s)#(?!\d)[^\s#]*$/;

/** Which of the two is still being typed. */
export function halfTyped(line: string): "project" | "tag" | null {
  if (projectAtEnd.test(line)) return "project";
  return tagAtEnd.test(line) ? "tag" : null;
}

/** The line with the half typed end replaced by these words. */
export const completed = (line: string, words: string): string =>
  line.replace(
    halfTyped(line) === "project" ? projectAtEnd : tagAtEnd,
    (end) => `${/^\s/.exec(end)?.[0] ?? ""}${words}`,
  );

/** The project that a line names: `@api`, or `@"two words"`. */
export function typedProject(line: string): string | null {
  const found = /(?:^|\s)@(?:"([^"]+)"?|([^\s"]\S*))/.exec(line);
  return found?.[1]?.trim() ?? found?.[2] ?? null;
}

/** The line without a sign at its end that names nothing. */
export const withoutBareSign = (line: string): string => line.replace(/(^|\s)[@#]\s*$/, "");

/** The one project that the half typed name at the end can mean: the only one that begins so, else the only one that has it. */
export function onlyProject(line: string, all: ProjectView[]): Offer | null {
  const typed = endOf(line, projectAtEnd).replace(/^@"?/, "");
  const found = typed && halfTyped(line) === "project" && !projectNamed(typed, all) ? projectsLike(line, all) : [];
  const begin = found.filter(({ title }) => title.toLowerCase().startsWith(typed));
  const meant = begin.length > 0 ? begin : found;
  return meant.length === 1 ? (meant[0] ?? null) : null;
}

/** The project of that name, however it is written. */
export const projectNamed = (name: string, all: ProjectView[]): ProjectView | undefined =>
  all.find((one) => one.name.toLowerCase() === name.toLowerCase());

/** What the half typed name at the end may become; what begins with it comes first. */
export function projectsLike(line: string, all: ProjectView[]): Offer[] {
  const typed = endOf(line, projectAtEnd).replace(/^@"?/, "");
  const place = (project: ProjectView) => project.name.toLowerCase().indexOf(typed);
  const found = all.filter((project) => !project.isArchived && place(project) >= 0);
  const sorted = found.sort((a, b) => Math.sign(place(a)) - Math.sign(place(b)) || a.name.localeCompare(b.name));
  return sorted.slice(0, most).map(({ id, name, colour }) => ({
    ...nothing,
    kind: "project",
    title: name,
    project: { id, name, colour },
  }));
}

/** What the half typed label at the end may become, in the order they came: the latest used first. */
export function tagsLike(line: string, all: string[]): Offer[] {
  const typed = endOf(line, tagAtEnd).replace("#", "");
  const named = new Set(line.toLowerCase().split(/\s+/).slice(0, -1));
  const found = all.filter((tag) => tag.toLowerCase().startsWith(typed) && !named.has(`#${tag.toLowerCase()}`));
  return found.slice(0, most).map((tag) => ({ ...nothing, kind: "tag", title: `#${tag}`, tags: [tag] }));
}

const most = 8;
const nothing = { project: null, task: null, description: "", tags: [], lastUsedAt: null };
const endOf = (line: string, pattern: RegExp) => (pattern.exec(line)?.[0] ?? "").trim().toLowerCase();
