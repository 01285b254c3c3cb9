import { afterEach, describe, expect, test, vi } from "vitest";
import { briefDay, clockOf, dayName, hoursMinutes, hoursMinutesSeconds, inWords, shortDay, size, spoken } from "./show";
import { readDay, readTime } from "./typed";
import { dateOf, here, hereZone, instantOf, rfc } from "./zone";

describe("typed times", () => {
  test.each([
    ["9:05", { minuteOfDay: 545 }],
    ["905", { minuteOfDay: 545 }],
    ["0905", { minuteOfDay: 545 }],
    ["13.30", { minuteOfDay: 810 }],
    ["9", { minuteOfDay: 540 }],
    ["9h05", { minuteOfDay: 545 }],
    ["1:30 pm", { minuteOfDay: 810 }],
    ["12am", { minuteOfDay: 0 }],
    ["24:00", { minuteOfDay: 1440 }],
    ["now", { now: true }],
    ["+20m", { step: 20 }],
    ["-5", { step: -5 }],
    ["+1h20", { step: 80 }],
    ["+1h", { step: 60 }],
    ["25:00", null],
    ["9:75", null],
    ["soon", null],
    ["+", null],
    ["", null],
  ])("%s", (text, meant) => expect(readTime(text)).toEqual(meant));

  test.each([
    ["2026-11-20", "2026-11-20"],
    ["20.11.", "2026-11-20"],
    ["20/11", "2026-11-20"],
    ["1.2.2027", "2027-02-01"],
    ["31.2.", null],
    ["Friday", null],
  ])("the day %s", (text, meant) => expect(readDay(text, "2026-01-01")).toBe(meant));
});

describe("zones", () => {
  afterEach(() => vi.unstubAllEnvs());
  test("an instant is written as its zone has it", () => {
    expect(rfc(Date.UTC(2026, 10, 20, 12, 52), "Europe/Berlin")).toBe("2026-11-20T13:52:00+01:00");
    expect(rfc(Date.UTC(2026, 10, 20, 12, 52, 0, 250), "America/St_Johns")).toBe("2026-11-20T09:22:00.250-03:30");
  });
  test("a wall clock names its instant, also on days of 23 and 25 hours", () => {
    expect(instantOf("2026-07-01", 600, "Europe/Berlin")).toBe(Date.UTC(2026, 6, 1, 8));
    expect(instantOf("2026-10-25", 150, "Europe/Berlin")).toBe(Date.UTC(2026, 9, 25, 0, 30));
    expect(instantOf("2026-03-29", 150, "Europe/Berlin")).toBe(Date.UTC(2026, 2, 29, 1, 30));
    expect(instantOf("2026-10-25", 1440, "Europe/Berlin")).toBe(Date.UTC(2026, 9, 25, 23));
  });
  test.each(["America/St_Johns", "Asia/Tokyo", "Europe/Berlin", "UTC"])(
    "the zone of a machine in %s needs no name",
    (name) => {
      vi.stubEnv("TZ", name);
      expect(hereZone()).toBe(name);
      const instants = [Date.UTC(2026, 2, 29, 1, 30), Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 10, 20, 23, 30)];
      for (const instant of instants) expect(rfc(instant, here)).toBe(rfc(instant, name));
      expect(instantOf("2026-10-25", 150, here)).toBe(instantOf("2026-10-25", 150, name));
    },
  );
  test("the day is that of the zone", () => {
    expect(dateOf(Date.UTC(2026, 10, 20, 23, 30), "Asia/Tokyo")).toBe("2026-11-21");
  });
});

describe("words", () => {
  test("the days of four years are called as the British say, but for a short September", () => {
    const british = (style: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...style });
    const long = [british({ weekday: "long" }), british({ day: "numeric", month: "long" })];
    const [short, brief] = [british({ weekday: "short" }), british({ day: "numeric", month: "short" })];
    for (let at = Date.UTC(2025, 0, 1); at < Date.UTC(2029, 0, 1); at += 86_400_000) {
      const date = new Date(at).toISOString().slice(0, 10);
      expect(dayName(date, date)).toBe(long.map((words) => words.format(at)).join(", "));
      const day = brief.format(at).replace("Sept", "Sep");
      expect([briefDay(date, date), shortDay(date)]).toEqual([day, `${short.format(at)} ${day}`]);
    }
  });
  test("durations", () => {
    expect(hoursMinutes(5040)).toBe("1:24");
    expect(hoursMinutesSeconds(5047.9)).toBe("1:24:07");
    expect(hoursMinutesSeconds(-3)).toBe("0:00:00");
    expect(inWords(2700)).toBe("45 min");
    expect(inWords(3900)).toBe("1 h 5 min");
    expect(spoken(3660)).toBe("1 hour 1 minute");
    expect(spoken(10)).toBe("0 minutes");
  });
  test("times and days", () => {
    expect(clockOf("2026-11-20T13:52:00.250+01:00")).toBe("13:52");
    expect(dayName("2026-11-20", "2026-11-21")).toBe("Friday, 20 November");
    expect(dayName("2025-11-20", "2026-11-21")).toBe("Thursday, 20 November 2025");
    expect(size(4_200_000)).toBe("4.2 MB");
    expect(size(999)).toBe("999 B");
  });
});
