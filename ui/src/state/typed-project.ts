import type { ProjectView, SuggestionView } from "../host/host";

/** `@half`, or `@"two ha`, at the end of the line: a project that is still being typed. */
export const half = /(^|\s)@(?:"[^"]*|[^\s"]\S*|)$/;

/** The project that a line names: `@api`, or `@"two words"`. */
export function typedProject(line: string): string | null {
  const found = /(?:^|\s)@(?:"([^"]+)"?|([^\s"]\S*))/.exec(line);
  return found?.[1]?.trim() ?? found?.[2] ?? null;
}

/** The project of that name, however it is written. */
export const projectNamed = (name: string, all: ProjectView[]): ProjectView | undefined =>
  all.find((one) => one.name.toLowerCase() === name.toLowerCase());

/** What the half typed name at the end may become; what begins with it comes first. */
export function projectsLike(line: string, all: ProjectView[]): SuggestionView[] {
  const typed = (half.exec(line)?.[0] ?? "").trim().replace(/^@"?/, "").toLowerCase();
  const place = (project: ProjectView) => project.name.toLowerCase().indexOf(typed);
  const found = all.filter((project) => !project.isArchived && place(project) >= 0);
  const sorted = found.sort((a, b) => Math.sign(place(a)) - Math.sign(place(b)) || a.name.localeCompare(b.name));
  return sorted.slice(0, 8).map(({ id, name, colour }) => ({
    kind: "project",
    title: name,
    project: { id, name, colour },
    task: null,
    description: "",
    tags: [],
    lastUsedAt: null,
  }));
}
