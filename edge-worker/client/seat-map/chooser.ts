/**
 * Choosing: what happens to the choice when the visitor points at a seat, when somebody else takes one, and when the
 * choice is to be held. The map, the list and the panel only show it, so they are always in step.
 */
import type { SeatId } from "../../../core/brand.ts";
import { fill } from "../../pages/languages/texts.ts";
import type { ChooseData } from "../../pages/shop/choose-data.ts";
import { Basket } from "./basket.ts";
import type { ChartModel } from "./chart-model.ts";
import type { Answer, Choice, Holding } from "./holding.ts";
import { rememberKept } from "./kept-elsewhere.ts";
import type { Marks } from "./marks.ts";
import type { SeatStatus } from "./seat-status.ts";
import { troubleText } from "./trouble.ts";
import type { Words } from "./words.ts";

export interface Stage {
  /** The choice, the cursor or what speaks against it changed. */
  changed(): void;
  note(text: string | undefined): void;
  say(text: string): void;
  busy(isBusy: boolean): void;
}

export class Chooser {
  readonly basket: Basket;
  readonly #data: ChooseData;
  readonly #model: ChartModel;
  readonly #status: SeatStatus;
  readonly #words: Words;
  readonly #holding: Holding;
  readonly #stage: Stage;
  #trouble: readonly number[] = [];
  #holdsNow = false;
  cursor: number | undefined;

  constructor(data: ChooseData, model: ChartModel, status: SeatStatus, words: Words, holding: Holding, stage: Stage) {
    this.basket = new Basket(model, data);
    this.#data = data;
    this.#model = model;
    this.#status = status;
    this.#words = words;
    this.#holding = holding;
    this.#stage = stage;
  }

  get marks(): Marks {
    return { chosen: this.basket.seats, trouble: this.#trouble, cursor: this.cursor };
  }

  /** Chooses a free seat, or lets a chosen one go. */
  choose(seat: number): void {
    const { texts } = this.#words;
    const name = this.#words.seat(seat);
    if (this.#holdsNow) return;
    if (!this.basket.has(seat) && !this.#status.isFree(seat))
      return this.#stage.say(fill(texts.isTaken, { seat: name }));
    const toggled = this.basket.toggle(seat);
    if (toggled === "limit") return this.#object(fill(texts.limit, { n: this.basket.sizeMax }), []);
    const total = this.#words.total(this.basket);
    this.#lookForSingles();
    this.#stage.say(
      fill(toggled === "added" ? texts.added : texts.removed, { seat: name, n: this.basket.size, total }),
    );
  }

  /** What others did. While a hold is under way, the seats that go may be our own. */
  follow(changed: readonly number[]): void {
    if (this.#holdsNow) return;
    const lost = this.basket.drop(changed.filter((seat) => !this.#status.isFree(seat)));
    if (lost.length > 0) return this.#object(fill(this.#words.texts.gone, { seats: this.#words.seats(lost) }), lost);
    this.#stage.changed();
  }

  /** Holds the choice, unless the allocator is known to refuse it. */
  async holdChoice(): Promise<void> {
    if (this.#holdsNow || this.basket.size === 0) return;
    if (this.#lookForSingles()) return;
    const { ids } = this.#model.plan;
    this.#stage.busy(true);
    const answer = await this.hold({ seatIds: this.basket.seats.flatMap((seat) => ids[seat] ?? []) });
    if (answer.kind === "held" || answer.kind === "outside") return;
    this.#stage.busy(false);
    const lost = answer.kind === "refused" ? this.#placesOf(answer.conflicts) : [];
    this.basket.drop(lost);
    this.#object(troubleText(answer, this.#words.seats(lost), this.#words, this.#data), lost);
  }

  /** Any hold; leads on to the checkout, or to the page that says how things stand. */
  async hold(choice: Choice): Promise<Answer> {
    this.#holdsNow = true;
    const answer = await this.#holding.hold(choice);
    if (answer.kind === "held") {
      const { reservationId } = answer.reservation;
      rememberKept(this.#data.eventId, reservationId);
      location.assign(`/checkout/${reservationId}`);
    } else if (answer.kind === "outside") location.reload();
    else this.#holdsNow = false;
    return answer;
  }

  /** Back on the page, after a look elsewhere. */
  rest(): void {
    this.#holdsNow = false;
    this.#stage.busy(false);
  }

  /** @returns whether something speaks against the choice. */
  #lookForSingles(): boolean {
    const singles = this.basket.singles((seat) => this.#status.isFree(seat));
    const text =
      singles.length === 0 ? undefined : fill(this.#words.texts.single, { seat: this.#words.seats(singles) });
    this.#trouble = singles;
    this.#stage.note(text);
    this.#stage.changed();
    if (text !== undefined) this.#stage.say(text);
    return text !== undefined;
  }

  #object(text: string, trouble: readonly number[]): void {
    this.#trouble = trouble;
    this.#stage.note(text);
    this.#stage.say(text);
    this.#stage.changed();
  }

  #placesOf(ids: readonly string[]): number[] {
    const { placeById, seatCount } = this.#model.plan;
    return ids.flatMap((id) => {
      const place = placeById.get(id as SeatId);
      return place === undefined || place >= seatCount ? [] : place;
    });
  }
}
