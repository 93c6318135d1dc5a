/**
 * The script of the checkout where the provider's own card form is used: mounts it, and sends the token that it makes with
 * the page's form. The card's number never reaches us. Lets the hold's clock run, too, because a page has one script.
 */
import "./hold-clock.ts";

/** The part of https://docs.stripe.com/js that is used. */
interface Stripe {
  elements(options: { locale: string }): { create(kind: "card", options: object): CardElement };
  createPaymentMethod(of: {
    type: "card";
    card: CardElement;
    billing_details: { email?: string; name?: string };
  }): Promise<{ paymentMethod?: { id: string }; error?: { message?: string } }>;
}

interface CardElement {
  mount(selector: string): void;
  on(event: "change", listener: (change: { error?: { message: string } }) => void): void;
}

const form = document.querySelector<HTMLFormElement>("#pay-form");
const sorry = document.querySelector<HTMLElement>("#card-sorry");
const blocked = sorry?.dataset["blocked"] ?? "";
const data = JSON.parse(document.querySelector("#data")?.textContent ?? "{}") as { key: string; language: string };
const makeStripe = (globalThis as { Stripe?: (key: string) => Stripe }).Stripe;

function say(text: string | undefined): void {
  if (sorry === null) return;
  sorry.textContent = text ?? "";
  sorry.hidden = text === undefined;
}

if (makeStripe === undefined) say(blocked);
else if (form !== null) start(makeStripe(data.key), form);

function start(stripe: Stripe, paying: HTMLFormElement): void {
  const { color } = getComputedStyle(document.body);
  const style = { base: { color, fontSize: "16px" } };
  const card = stripe.elements({ locale: data.language }).create("card", { style });
  card.mount("#card");
  card.on("change", ({ error }) => say(error?.message));
  const token = paying.elements.namedItem("paymentToken") as HTMLInputElement;
  let isUnderWay = false;
  paying.addEventListener("submit", (event) => {
    if (token.value !== "") return;
    event.preventDefault();
    if (isUnderWay) return; // a second press is the same press
    isUnderWay = true;
    void tokenOf(stripe, card, new FormData(paying)).then((made) => {
      isUnderWay = false;
      if (typeof made !== "string") {
        say(made.sorry);
        return;
      }
      token.value = made;
      paying.requestSubmit(paying.querySelector("button"));
    });
  });
}

async function tokenOf(stripe: Stripe, card: CardElement, entered: FormData): Promise<string | { sorry: string }> {
  const text = (name: string): string => {
    const value = entered.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const billing = {
    ...(text("email") === "" ? {} : { email: text("email") }),
    ...(text("name") === "" ? {} : { name: text("name") }),
  };
  try {
    const { paymentMethod, error } = await stripe.createPaymentMethod({ type: "card", card, billing_details: billing });
    return paymentMethod?.id ?? { sorry: error?.message ?? blocked };
  } catch {
    return { sorry: blocked };
  }
}
