/** German. */
import type { ConfirmationTexts } from "./language.ts";

export const de: ConfirmationTexts = {
  subject: ({ title, reference }) => `Ihre Karten für ${title} (${reference})`,
  greeting: (name) => (name === null ? "Guten Tag," : `Guten Tag ${name},`),
  thanks: (title) => `vielen Dank für Ihre Bestellung. Ihre Plätze für ${title} sind gebucht und bezahlt.`,
  reference: "Bestellung",
  when: "Wann",
  where: "Wo",
  places: "Ihre Plätze",
  fees: "Gebühren",
  total: "Summe",
  taxIncluded: (amount) => `darin ${amount} Steuer`,
  open: "Bestellung öffnen",
  keep: "Bitte bewahren Sie diese Mail auf: Der Link öffnet Ihre Bestellung, wer immer ihn hat.",
  soldBy: (organizer) => `Verkauft von ${organizer}`,
};
