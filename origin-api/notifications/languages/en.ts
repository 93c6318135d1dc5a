/** English. */
import type { NoticeTexts } from "./language.ts";

export const en: NoticeTexts = {
  greeting: (name) => (name === null ? "Hello," : `Hello ${name},`),
  guest: "guest",
  reference: "Order",
  when: "When",
  where: "Where",
  places: "Your places",
  fees: "Fees",
  total: "Total",
  taxIncluded: (amount) => `including ${amount} tax`,
  open: "Open your order",
  calendar: "Add to your calendar",
  keep: "Keep this mail: the link opens your order, for whoever has it.",
  soldBy: (organizer) => `Sold by ${organizer}`,
  confirmation: {
    subject: ({ title, reference }) => `Your tickets for ${title} (${reference})`,
    lead: (title) => `Thank you for your order. Your places for ${title} are booked and paid.`,
    sms: ({ title, when, reference, url }) => `Your tickets for ${title}, ${when}. Order ${reference}: ${url}`,
  },
  refund: {
    subject: ({ title, reference }) => `Your refund for ${title} (${reference})`,
    underWay: ({ amount, title }) => `We are giving you back ${amount} for ${title}. The refund is on its way.`,
    settled: ({ amount, title }) => `We have given you back ${amount} for ${title}.`,
    amount: "Refund",
    patience: "It goes the way that you paid. Banks can take up to ten days to show it.",
    sms: ({ title, amount, reference, url }) =>
      `${amount} for ${title} is going back to you. Order ${reference}: ${url}`,
  },
  reminder: {
    subject: (title) => `Soon: ${title}`,
    lead: (title) => `It is nearly time for ${title}. We look forward to seeing you.`,
    bring: "Your tickets are in your order. Have them ready at the door, on your phone or on paper.",
    sms: ({ title, when, url }) => `Soon: ${title}, ${when}. Your tickets: ${url}`,
  },
  opening: {
    subject: (title) => `Now on sale: ${title}`,
    lead: (title) => `You asked us to tell you: tickets for ${title} are on sale now.`,
    act: "Get tickets",
    unsubscribe: "No more of these mails",
    why: (organizer) => `You get this mail because you asked ${organizer} for it, once.`,
  },
  asked: {
    subject: (title) => `Shall we tell you when ${title} goes on sale?`,
    lead: (title) =>
      `Somebody, hopefully you, asked us to mail you when tickets for ${title} go on sale. Please say that this is what you want.`,
    act: "Yes, tell me",
    ignore: "If it was not you, do nothing: you will hear no more of it.",
  },
  ordersLink: {
    subject: "Your orders",
    lead: "Here is the way to the orders that were made with this address.",
    act: "Show my orders",
    ignore: (minutes) =>
      `The link works for ${minutes} minutes. If you did not ask for it, do nothing: without this mail nobody sees your orders.`,
  },
};
