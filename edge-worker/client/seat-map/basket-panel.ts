/**
 * The choice beside the map: each seat with its price and a way to let it go, the sum, what speaks against it, and the
 * button that holds it.
 */
import { fill } from "../../pages/languages/texts.ts";
import type { Basket } from "./basket.ts";
import { part } from "./parts.ts";
import type { Words } from "./words.ts";

export class BasketPanel {
  readonly #basket: Basket;
  readonly #words: Words;
  readonly #list = part("basket-seats");
  readonly #button = part("basket-hold");

  /** @param remove a seat was let go; @param hold the choice shall be held. */
  constructor(basket: Basket, words: Words, remove: (seat: number) => void, hold: () => void) {
    this.#basket = basket;
    this.#words = words;
    this.#button.addEventListener("click", hold);
    this.#list.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-seat]");
      if (button === null) return;
      const at = [...this.#list.children].findIndex((item) => item.contains(button));
      remove(Number(button.dataset["seat"]));
      // the focus goes on to the next one, never to nowhere
      const buttons = this.#list.querySelectorAll<HTMLElement>("button");
      (buttons[Math.min(at, buttons.length - 1)] ?? part("basket-title")).focus();
    });
  }

  refresh(): void {
    const { seats } = this.#basket;
    const known = new Map(
      [...this.#list.children].map((item) => [Number((item as HTMLElement).dataset["item"]), item]),
    );
    this.#list.replaceChildren(...seats.map((seat) => known.get(seat) ?? this.#item(seat)));
    part("basket-empty").hidden = seats.length > 0;
    part("basket-sum").hidden = seats.length === 0;
    part("basket-total").textContent = this.#words.total(this.#basket);
    const fees = this.#basket.quote()?.fees ?? 0;
    const feesLine = part("basket-fees");
    feesLine.hidden = fees === 0;
    feesLine.textContent = fill(this.#words.texts.fees, { fees: this.#words.money(fees) });
  }

  /** What speaks against the choice, or nothing. */
  note(text: string | undefined): void {
    const note = part("basket-note");
    note.hidden = text === undefined;
    note.textContent = text ?? "";
  }

  busy(isBusy: boolean): void {
    this.#button.ariaDisabled = String(isBusy);
    this.#button.textContent = isBusy ? this.#words.texts.holding : this.#words.texts.hold;
  }

  #item(seat: number): HTMLElement {
    const item = document.createElement("li");
    item.dataset["item"] = String(seat);
    const name = document.createElement("span");
    name.textContent = this.#words.seat(seat);
    const price = document.createElement("b");
    price.textContent = this.#words.price(seat);
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "remove";
    remove.dataset["seat"] = String(seat);
    remove.ariaLabel = fill(this.#words.texts.remove, { seat: this.#words.seat(seat) });
    remove.textContent = "×";
    item.append(name, price, remove);
    return item;
  }
}
