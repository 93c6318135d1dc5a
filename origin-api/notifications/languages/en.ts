/** English. */
import type { ConfirmationTexts } from "./language.ts";

export const en: ConfirmationTexts = {
  subject: ({ title, reference }) => `Your tickets for ${title} (${reference})`,
  greeting: (name) => (name === null ? "Hello," : `Hello ${name},`),
  thanks: (title) => `Thank you for your order. Your places for ${title} are booked and paid.`,
  reference: "Order",
  when: "When",
  where: "Where",
  places: "Your places",
  fees: "Fees",
  total: "Total",
  taxIncluded: (amount) => `including ${amount} tax`,
  open: "Open your order",
  keep: "Keep this mail: the link opens your order, for whoever has it.",
  soldBy: (organizer) => `Sold by ${organizer}`,
};
