/**
 * The script of the checkout page: lets the clock of the held seats run, says aloud when little is left, takes more
 * time without losing what was typed, and says what to do when the time is up. What counts is the allocator's clock;
 * this one only tells.
 */
import type { ReservationDocument } from "../../core/contract/seats.ts";
import { clockText } from "../pages/formats.ts";
import { fill } from "../pages/languages/texts.ts";
import type { HoldClockData } from "../pages/shop/kept.ts";

const MS_PER_SECOND = 1_000;
/** Said when this much is left. */
const SPOKEN_SECONDS = [300, 120, 60, 30];
/** A hold is judged by another clock than this one: look a moment later. */
const GRACE_MS = 1_500;

const note = document.querySelector<HTMLElement>("#hold");
if (note !== null) run(note, JSON.parse(note.dataset["hold"] ?? "") as HoldClockData);

function run(shown: HTMLElement, data: HoldClockData): void {
  const { texts, language, timeZone, reservationId } = data;
  const aheadMs = Date.now() - data.nowMs;
  const path = `/seats/reservations/${reservationId}`;
  let expiresAtMs = Date.parse(data.expiresAt);
  let saidSeconds = Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  tick();
  element("hold-more")?.addEventListener("submit", (event) => {
    event.preventDefault();
    void takeMoreTime(event.currentTarget as HTMLFormElement);
  });

  function tick(): void {
    const leftMs = expiresAtMs - (Date.now() - aheadMs);
    const seconds = Math.max(0, Math.ceil(leftMs / MS_PER_SECOND));
    write("hold-clock", `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
    const due = SPOKEN_SECONDS.findLast((spoken) => seconds <= spoken && seconds > 0);
    if (due !== undefined && due < saidSeconds) {
      saidSeconds = due;
      say(fill(texts.left, { time: spell(seconds) }));
    }
    if (leftMs > -GRACE_MS) timer = setTimeout(tick, MS_PER_SECOND);
    else void lookWhetherOver();
  }

  /** The seats may be kept on: more time was taken in another tab, or clocks stood still. */
  async function lookWhetherOver(): Promise<void> {
    const reservation = await ask("GET", path);
    if (
      typeof reservation === "object" &&
      reservation.state === "held" &&
      Date.parse(reservation.expiresAt) > expiresAtMs
    )
      return location.reload();
    shown.hidden = true;
    const over = element("hold-over");
    if (over !== null) over.hidden = false;
    say(`${texts.over} ${texts.chooseAgain}`);
  }

  async function takeMoreTime(form: HTMLFormElement): Promise<void> {
    const extended = await ask("POST", `${path}/extend`);
    if (extended === "no") return location.reload(); // the page that comes then says how it stands
    if (extended === "failed") {
      write("hold-once", texts.failed);
      return say(texts.failed);
    }
    clearTimeout(timer);
    expiresAtMs = Date.parse(extended.expiresAt);
    saidSeconds = Infinity;
    write("hold-until", fill(texts.until, { time: clockText(expiresAtMs, language, timeZone) }));
    const used = document.createElement("p");
    used.className = "soft";
    used.tabIndex = -1;
    used.textContent = texts.used;
    form.replaceWith(used);
    used.focus();
    tick();
  }

  function spell(seconds: number): string {
    const [value, unit] = seconds > 30 ? [Math.ceil(seconds / 60), "minute"] : [seconds, "second"];
    return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(value);
  }
}

/** `failed`: no answer came, or none that means anything; it is worth trying again. */
async function ask(method: string, path: string): Promise<ReservationDocument | "no" | "failed"> {
  try {
    const answer = await fetch(path, { method });
    if (answer.status >= 500) return "failed";
    return answer.ok ? ((await answer.json()) as ReservationDocument) : "no";
  } catch {
    return "failed";
  }
}

function say(text: string): void {
  write("hold-spoken", text);
}

function write(id: string, text: string): void {
  const target = element(id);
  if (target !== null) target.textContent = text;
}

function element(id: string): HTMLElement | null {
  return document.getElementById(id);
}
