/**
 * The script of the choosing page: loads the chart by its hash and what is free, and puts the map, the list and the
 * choice in the place of the plain form. When that fails, the plain form stands there again.
 */
import type { Chart } from "../../core/seating/chart.ts";
import type { ChooseData } from "../pages/shop/choose-data.ts";
import { BasketPanel } from "./seat-map/basket-panel.ts";
import { type ChartModel, chartModel } from "./seat-map/chart-model.ts";
import { Chooser } from "./seat-map/chooser.ts";
import { enhanceForms } from "./seat-map/forms.ts";
import { Holding } from "./seat-map/holding.ts";
import { showKept } from "./seat-map/kept-elsewhere.ts";
import { keepUp, readSeats } from "./seat-map/live.ts";
import { MapView } from "./seat-map/map-view.ts";
import { part } from "./seat-map/parts.ts";
import { SeatList } from "./seat-map/seat-list.ts";
import { say } from "./seat-map/spoken.ts";
import { SeatStatus } from "./seat-map/seat-status.ts";
import { troubleText } from "./seat-map/trouble.ts";
import { Words } from "./seat-map/words.ts";

const data = JSON.parse(part("data").textContent ?? "") as ChooseData;
show("live");
start().catch((error: unknown) => {
  console.error(error);
  show("plain");
});

/** Either the parts for the script, or those that do without. */
function show(kind: "live" | "plain"): void {
  for (const plain of document.querySelectorAll<HTMLElement>("[data-plain]")) plain.hidden = kind === "live";
  for (const live of document.querySelectorAll<HTMLElement>("[data-live]")) live.hidden = kind === "plain";
}

async function start(): Promise<void> {
  const { eventId } = data;
  const [chart, seats] = await Promise.all([readChart(), readSeats(eventId, undefined)]);
  const model = chartModel(chart, data.prices);
  const status = new SeatStatus(model);
  status.apply(seats);
  choosing(model, status);
  part("map-state").textContent = "";
  void showKept(eventId);
}

async function readChart(): Promise<Chart> {
  const answer = await fetch(`/events/${data.eventId}/charts/${data.chart}`);
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as Chart;
}

function choosing(model: ChartModel, status: SeatStatus): void {
  const words = new Words(data, model);
  const holding = new Holding({ ...data, holdMinutes: data.limits.holdMinutes });
  const parts: { map?: MapView; list?: SeatList; panel?: BasketPanel } = {};
  const chooser = new Chooser(data, model, status, words, holding, {
    changed: () => {
      parts.map?.refresh();
      parts.list?.refresh();
      parts.panel?.refresh();
    },
    note: (text) => parts.panel?.note(text),
    say,
    busy: (isBusy) => parts.panel?.busy(isBusy),
  });
  const about = (seat: number | undefined): void => {
    const state = seat === undefined || status.isFree(seat) ? "free" : "taken";
    part("map-about").textContent =
      seat === undefined
        ? ""
        : `${words.seat(seat)} · ${words.about(seat, chooser.basket.has(seat) ? "chosen" : state)}`;
  };
  parts.map = new MapView(model, status, words.texts.front, {
    marks: () => chooser.marks,
    tapSeat: (seat) => {
      chooser.cursor = seat;
      chooser.choose(seat);
      parts.list?.show(seat);
      about(seat);
    },
    tapArea: (area) => goToArea(model.areas[area]?.id ?? ""),
    pointAt: about,
    areaLeft: (area) => words.placesLeft(status.areas[area] ?? 0),
  });
  if (model.plan.seatCount > 0) {
    parts.panel = new BasketPanel(
      chooser.basket,
      words,
      (seat) => chooser.choose(seat),
      () => void chooser.holdChoice(),
    );
    parts.list = seatList(model, status, words, chooser, (seat) => {
      chooser.cursor = seat;
      parts.map?.follow(seat);
      about(seat);
    });
    parts.panel.refresh();
  }
  enhanceForms(
    (choice) => chooser.hold(choice),
    (answer) =>
      answer.kind === "refused" || answer.kind === "failed" ? troubleText(answer, "", words, data) : undefined,
  );
  stayInStep(status, chooser, words, () => parts.map?.repaint());
}

function seatList(
  model: ChartModel,
  status: SeatStatus,
  words: Words,
  chooser: Chooser,
  stand: (seat: number) => void,
): SeatList {
  const list = {
    section: part<HTMLSelectElement>("list-section"),
    sectionLabel: part("list-section-label"),
    row: part<HTMLSelectElement>("list-row"),
    seats: part("list-seats"),
  };
  return new SeatList(list, model, status, words, {
    isChosen: (seat) => chooser.basket.has(seat),
    choose: (seat) => chooser.choose(seat),
    stand,
    say,
  });
}

function stayInStep(status: SeatStatus, chooser: Chooser, words: Words, repaint: () => void): void {
  let wasOnline = true;
  keepUp(data.eventId, {
    since: () => status.version,
    took: (document) => {
      if (document.kind === "snapshot" && document.chart !== data.chart) return false;
      const before = status.version;
      const changed = status.apply(document);
      if (status.version === before) return true;
      showPlacesLeft(status, words);
      repaint();
      chooser.follow(changed);
      return true;
    },
    isOnline: (online) => {
      if (online === wasOnline) return;
      wasOnline = online;
      part("map-state").textContent = online ? "" : words.texts.offline;
      say(online ? words.texts.online : words.texts.offline);
    },
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    chooser.rest();
    void showKept(data.eventId);
  });
}

function showPlacesLeft(status: SeatStatus, words: Words): void {
  for (const left of document.querySelectorAll<HTMLElement>("[data-left]"))
    left.textContent = words.placesLeft(status.areas[left.dataset["left"] ?? ""] ?? 0);
}

/** From the map to the area's form. */
function goToArea(area: string): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-area]")) {
    if (form.dataset["area"] !== area) continue;
    form.scrollIntoView({ block: "center" });
    form.querySelector("select")?.focus();
  }
}
