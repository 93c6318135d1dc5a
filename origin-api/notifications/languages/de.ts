/** German. */
import type { NoticeTexts } from "./language.ts";

export const de: NoticeTexts = {
  greeting: (name) => (name === null ? "Guten Tag," : `Guten Tag ${name},`),
  guest: "Gast",
  reference: "Bestellung",
  when: "Wann",
  where: "Wo",
  places: "Ihre Plätze",
  fees: "Gebühren",
  total: "Summe",
  taxIncluded: (amount) => `darin ${amount} Steuer`,
  open: "Bestellung öffnen",
  calendar: "In den Kalender eintragen",
  keep: "Bitte bewahren Sie diese Mail auf: Der Link öffnet Ihre Bestellung, wer immer ihn hat.",
  soldBy: (organizer) => `Verkauf von ${organizer}`,
  confirmation: {
    subject: ({ title, reference }) => `Ihre Karten für ${title} (${reference})`,
    lead: (title) => `vielen Dank für Ihre Bestellung. Ihre Plätze für ${title} sind gebucht und bezahlt.`,
    sms: ({ title, when, reference, url }) => `Ihre Karten für ${title}, ${when}. Bestellung ${reference}: ${url}`,
  },
  refund: {
    subject: ({ title, reference }) => `Ihre Erstattung für ${title} (${reference})`,
    underWay: ({ amount, title }) => `wir erstatten Ihnen ${amount} für ${title}. Das Geld ist unterwegs.`,
    settled: ({ amount, title }) => `wir haben Ihnen ${amount} für ${title} erstattet.`,
    amount: "Erstattung",
    patience:
      "Das Geld kommt auf dem Weg zurück, auf dem Sie bezahlt haben. Bei der Bank kann es bis zu zehn Tage dauern.",
    sms: ({ title, amount, reference, url }) =>
      `Sie bekommen ${amount} für ${title} zurück. Bestellung ${reference}: ${url}`,
  },
  reminder: {
    subject: (title) => `Bald ist es so weit: ${title}`,
    lead: (title) => `bald ist es so weit: ${title}. Wir freuen uns auf Sie.`,
    bring:
      "Ihre Karten finden Sie in Ihrer Bestellung. Halten Sie sie am Einlass bereit, auf dem Telefon oder auf Papier.",
    sms: ({ title, when, url }) => `Bald ist es so weit: ${title}, ${when}. Ihre Karten: ${url}`,
  },
  opening: {
    subject: (title) => `Jetzt im Verkauf: ${title}`,
    lead: (title) => `Sie wollten es wissen: Karten für ${title} gibt es ab jetzt.`,
    act: "Zu den Karten",
    unsubscribe: "Keine solchen Mails mehr",
    why: (organizer) => `Sie bekommen diese Mail, weil Sie ${organizer} einmal darum gebeten haben.`,
  },
  asked: {
    subject: (title) => `Sollen wir Bescheid sagen, wenn es Karten für ${title} gibt?`,
    lead: (title) =>
      `jemand, hoffentlich Sie, hat uns um eine Mail gebeten, sobald es Karten für ${title} gibt. Bitte sagen Sie uns, dass Sie das möchten.`,
    act: "Ja, bitte Bescheid sagen",
    ignore: "Waren Sie es nicht, dann tun Sie nichts: Sie hören nicht mehr davon.",
  },
  ordersLink: {
    subject: "Ihre Bestellungen",
    lead: "hier geht es zu den Bestellungen, die mit dieser Adresse aufgegeben wurden.",
    act: "Meine Bestellungen zeigen",
    ignore: (minutes) =>
      `Der Link gilt ${minutes} Minuten. Haben Sie nicht darum gebeten, dann tun Sie nichts: Ohne diese Mail sieht niemand Ihre Bestellungen.`,
  },
};
