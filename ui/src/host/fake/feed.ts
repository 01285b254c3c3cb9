/** The feed of the day in memory. */
import { hereZone, rfc } from "../../time/zone";
import type { Calls, FeedView, SnoozeUntil } from "../host";
import { receipt } from "./jobs";
import type { Journal } from "./journal";
import { type WorkBook, at } from "./work-seed";

type Feed = Pick<Calls, "listFeed" | "markRead" | "snooze" | "neverStart" | "undoStart" | "setFocus">;

const until: Record<SnoozeUntil, string> = {
  hour: "until 16:16",
  tomorrow: "until tomorrow, 08:00",
  reply: "until someone replies",
  checks: "until its checks end",
  merge: "until it is merged",
};

export function feed(journal: Journal, known: WorkBook): Feed {
  const { now, tell } = journal;
  const change = (which: (one: FeedView) => boolean, told: Partial<FeedView>) => {
    known.feed = known.feed.map((one) => (which(one) ? { ...one, ...told } : one));
    tell(["feed"]);
  };
  return {
    listFeed: async ({ text = "", onlyUnread = false, offset = 0, limit }) => {
      const words = text.trim().toLowerCase();
      const found = known.feed
        .filter((one) => (!onlyUnread || !one.isRead) && `${one.title} ${one.reference}`.toLowerCase().includes(words))
        .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
      return {
        notices: found.slice(offset, offset + (limit ?? 100)),
        total: found.length,
        unread: known.feed.filter((one) => !one.isRead).length,
        focusUntil: known.focusUntil,
        isQuiet: known.isQuiet,
        hasSource: known.hasSource,
      };
    },
    markRead: async ({ notices = [], place = null, origin = null, all = false, isUnread = false }) => {
      const isThere = (one: FeedView) => one.place === place && (origin === null || one.origin === origin);
      change((one) => all || isThere(one) || notices.includes(one.id), { isRead: !isUnread, snoozed: null });
      return receipt(isUnread ? "Unread again" : "Read");
    },
    snooze: async ({ notice, until: which = "hour" }) => {
      change((one) => one.id === notice, { isRead: true, snoozed: until[which] });
      return receipt(`Put off ${until[which]}`);
    },
    neverStart: async ({ notice }) => {
      change((one) => one.id === notice, { isRead: true });
      return receipt("Taken back; no timer starts by itself for that repository");
    },
    undoStart: async ({ notice }) => {
      change((one) => one.id === notice, { isRead: true });
      return receipt("Taken back");
    },
    setFocus: async ({ minutes, isUntilMorning = false }) => {
      const until = isUntilMorning ? Date.parse(at(8, 1)) : now() + (minutes ?? 0) * 60_000;
      known.focusUntil = minutes ? rfc(until, hereZone()) : null;
      tell(["feed"]);
      return receipt(minutes ? "Focus begins" : "Focus ended");
    },
  };
}
