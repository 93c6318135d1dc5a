/**
 * The script of the waiting page: asks for the public status when it is worth asking, shows what follows from it, and
 * goes through the door when the place is called. It knows its number, never the ticket: that is in a cookie which
 * scripts cannot read.
 */
import type { StatusDocument } from "../../core/contract/waiting-room.ts";
import { standingOf } from "../gate/standing.ts";
import type { WaitingData } from "../pages/waiting.ts";
import { waitingWords } from "../pages/waiting-words.ts";
import { statusOf } from "../views/status-document.ts";

/** Each visitor asks a little earlier or later than planned, so that a crowd does not ask in step. */
const JITTER = 0.2;
/** A hidden page asks this much less often; it asks at once when it is shown again. */
const HIDDEN_FACTOR = 3;
const AFTER_FAILURE_SECONDS = 5;
/** Screen readers are told this often at most, unless the turn has come. */
const SPEAK_EVERY_MS = 60_000;

const data = JSON.parse(element("data").textContent ?? "") as WaitingData;
const seenHere = new Map<string, number>();
const kept = `foyer-${data.status.roomId}-${data.number}`;
const room = `/rooms/${data.status.roomId}`;
let status = neverWorse(data.status);
let timer: ReturnType<typeof setTimeout> | undefined;
let looking = false;
let parked = false;
let spokenAtMs = Date.now();
let newestNews = status.feed.at(-1)?.sequence ?? -1;

// the Refresh header is for browsers without scripts: takes it back, once there is nothing else left to stop
window.addEventListener("load", () => setTimeout(() => window.stop()));
localizeTimes();
show();
plan(data.pollAfter);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") void look();
});
window.addEventListener("online", () => void look());
window.addEventListener("pageshow", (event) => {
  if (event.persisted) void look();
});
if (standing().called) void look();

function standing(): ReturnType<typeof standingOf> {
  return standingOf(data.number, statusOf(status));
}

/** Another edge may know a little less than one that was asked before: a place never gets worse (W4). */
function neverWorse(told: StatusDocument): StatusDocument {
  return { ...told, servingCounter: highest("serving", told.servingCounter) };
}

function plan(seconds: number): void {
  clearTimeout(timer);
  const factor =
    (1 - JITTER + Math.random() * 2 * JITTER) * (document.visibilityState === "hidden" ? HIDDEN_FACTOR : 1);
  timer = setTimeout(() => void look(), seconds * 1000 * factor);
}

async function look(): Promise<void> {
  if (looking) return;
  looking = true;
  try {
    const answer = await fetch(`${room}/status`);
    if (!answer.ok) throw new Error(String(answer.status));
    status = neverWorse((await answer.json()) as StatusDocument);
    show();
    plan(standing().called ? await enter() : standing().pollAfter);
  } catch {
    say("state", data.texts.offline);
    plan(AFTER_FAILURE_SECONDS);
  } finally {
    looking = false;
  }
}

/** @returns seconds until it is worth trying again. */
async function enter(): Promise<number> {
  const answer = await fetch(`${room}/admissions`, { method: "POST" });
  if (answer.ok) {
    document.title = data.texts.turnTitle;
    location.reload();
    return AFTER_FAILURE_SECONDS;
  }
  const retryAfter = Number(answer.headers.get("retry-after") ?? AFTER_FAILURE_SECONDS);
  if (answer.status === 410) {
    const { next } = (await answer.json()) as { next?: string };
    if (next !== "parked") location.reload();
    parked = true;
    say("state", data.texts.parked);
  } else if (answer.status === 401 || answer.status === 403) {
    location.search = "?joined=1"; // the page that comes then says why, and takes no second place
  }
  return retryAfter;
}

function show(): void {
  const now = standing();
  const words = waitingWords(now, status, data.texts, data.language);
  document.title = words.title;
  say("headline", words.headline);
  say("position", words.position);
  say("ahead", words.ahead);
  say("wait", words.wait);
  say("seats", words.seatsLeft);
  say("state", parked && now.called ? data.texts.parked : words.state);
  showProgress(now.position);
  showNews();
  if (now.called || Date.now() - spokenAtMs > SPEAK_EVERY_MS) {
    spokenAtMs = Date.now();
    say("spoken", words.spoken);
  }
}

/** How far this visitor has come since this browser first saw the place. */
function showProgress(position: number): void {
  const start = highest("start", Math.max(position, 1));
  const bar = element("progress") as HTMLProgressElement;
  bar.max = start;
  bar.value = start - position;
}

function showNews(): void {
  const news = status.feed.filter(({ sequence }) => sequence > newestNews);
  if (news.length === 0) return;
  const list = element("feed");
  if (newestNews < 0) list.replaceChildren();
  for (const { at, message, sequence } of news) {
    const time = document.createElement("time");
    time.dateTime = at;
    const text = document.createElement("span");
    text.textContent = message;
    const item = document.createElement("li");
    item.append(time, text);
    list.prepend(item);
    newestNews = sequence;
  }
  localizeTimes();
  say("spoken", news.at(-1)?.message ?? "");
}

/** Times are written for the visitor's own zone, which only the browser knows. */
function localizeTimes(): void {
  const clock = new Intl.DateTimeFormat(data.language, { timeStyle: "short" });
  for (const time of element("feed").querySelectorAll("time")) time.textContent = clock.format(new Date(time.dateTime));
}

/** The highest value that was seen: by any of this browser's tabs, or by this one alone where nothing may be stored. */
function highest(name: string, value: number): number {
  let seen = Math.max(value, seenHere.get(name) ?? value);
  try {
    seen = Math.max(seen, Number(localStorage.getItem(`${kept}-${name}`) ?? seen));
    localStorage.setItem(`${kept}-${name}`, String(seen));
  } catch {
    // storage is forbidden here
  }
  seenHere.set(name, seen);
  return seen;
}

function say(id: string, text: string): void {
  const target = element(id);
  if (target.textContent !== text) target.textContent = text;
}

function element(id: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`#${id}`);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
}
