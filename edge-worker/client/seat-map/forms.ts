/**
 * The forms of the page, sent without leaving it: the best seats, and places in an area. A refusal is said where the
 * button was pressed, and nothing that was entered is lost.
 */
import type { Answer, Choice } from "./holding.ts";

/** @param hold sends the choice; @param refusal what to say about an answer that is no hold, if anything. */
export function enhanceForms(
  hold: (choice: Choice) => Promise<Answer>,
  refusal: (answer: Answer) => string | undefined,
): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-choice]")) {
    const note = form.querySelector<HTMLElement>('[role="alert"]');
    const button = form.querySelector("button");
    let busy = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      button?.setAttribute("aria-disabled", "true");
      void hold(choiceIn(form)).then((answer) => {
        busy = false;
        button?.removeAttribute("aria-disabled");
        const text = refusal(answer);
        if (note === null) return;
        note.hidden = text === undefined;
        note.textContent = text ?? "";
      });
    });
  }
}

function choiceIn(form: HTMLFormElement): Choice {
  const fields = new FormData(form);
  const text = (name: string): string => {
    const value = fields.get(name);
    return typeof value === "string" ? value : "";
  };
  const quantity = Number(text("quantity"));
  if (form.dataset["choice"] === "area") return { area: { area: text("area"), quantity } };
  const [category, zone] = [text("category"), text("zone")];
  return {
    bestAvailable: {
      quantity,
      ...(category === "" ? {} : { category }),
      ...(zone === "" ? {} : { zone }),
      ...(text("accessible") === "1" ? { accessible: true } : {}),
    },
  };
}
