/** What the page of a task says where something is missing; nothing here asks or remembers. */
import type { TaskDetail } from "../../host/host";
import { momentWords } from "../../time/show";
import { hereTime } from "../../time/zone";
import { sentence } from "../settings/accounts/words";

/** Why what is shown may be old, a sentence each; nothing where all is well. */
export function standWords({ task: { work }, problem, refreshedAt }: TaskDetail, today: string): string[] {
  if (!work) return [];
  const said = [];
  if (work.isDeleted) said.push("It was deleted at the service. The task and its time stay here.");
  else if (work.isOutOfReach)
    said.push("The service does not show it to you any more. What was seen last stands, and its time stays.");
  if (!work.account) said.push("The account that brought it is not connected any more, so nothing here is renewed.");
  const seen = refreshedAt ? `what was seen last, ${momentWords(hereTime(refreshedAt), today)}` : "what was seen last";
  if (problem) said.push(`${sentence(problem)} What is shown is ${seen}.`);
  return said;
}

/** What stands where a description would. */
export function descriptionWords({ isDescribed, isRefreshing, problem }: TaskDetail): string {
  if (isDescribed) return "It has none.";
  if (isRefreshing) return "Reading it…";
  return problem ? "It was not read yet, and the service cannot be asked now." : "It was not read yet.";
}
