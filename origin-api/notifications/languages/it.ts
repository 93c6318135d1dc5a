/** Italian. */
import type { NoticeTexts } from "./language.ts";

export const it: NoticeTexts = {
  greeting: (name) => (name === null ? "Ciao," : `Ciao ${name},`),
  guest: "ospite",
  reference: "Ordine",
  when: "Quando",
  where: "Dove",
  places: "I tuoi posti",
  fees: "Commissioni",
  total: "Totale",
  taxIncluded: (amount) => `di cui ${amount} di imposte`,
  open: "Apri l’ordine",
  calendar: "Aggiungi al calendario",
  keep: "Conserva questa mail: il link apre il tuo ordine a chiunque lo abbia.",
  soldBy: (organizer) => `Venduto da ${organizer}`,
  confirmation: {
    subject: ({ title, reference }) => `I tuoi biglietti per ${title} (${reference})`,
    lead: (title) => `grazie per il tuo ordine. I tuoi posti per ${title} sono prenotati e pagati.`,
    sms: ({ title, when, reference, url }) => `I tuoi biglietti per ${title}, ${when}. Ordine ${reference}: ${url}`,
  },
  refund: {
    subject: ({ title, reference }) => `Il tuo rimborso per ${title} (${reference})`,
    underWay: ({ amount, title }) => `ti stiamo rimborsando ${amount} per ${title}. Il denaro è in viaggio.`,
    settled: ({ amount, title }) => `ti abbiamo rimborsato ${amount} per ${title}.`,
    amount: "Rimborso",
    patience: "Il denaro torna per la via con cui hai pagato. La banca può impiegare fino a dieci giorni.",
    sms: ({ title, amount, reference, url }) => `Ti rimborsiamo ${amount} per ${title}. Ordine ${reference}: ${url}`,
  },
  reminder: {
    subject: (title) => `Ci siamo quasi: ${title}`,
    lead: (title) => `ci siamo quasi: ${title}. Ti aspettiamo.`,
    bring: "I biglietti sono nel tuo ordine. Tienili pronti all’ingresso, sul telefono o su carta.",
    sms: ({ title, when, url }) => `Ci siamo quasi: ${title}, ${when}. I tuoi biglietti: ${url}`,
  },
  opening: {
    subject: (title) => `Ora in vendita: ${title}`,
    lead: (title) => `volevi saperlo: i biglietti per ${title} sono in vendita da adesso.`,
    act: "Vai ai biglietti",
    unsubscribe: "Non voglio più mail come questa",
    why: (organizer) => `Ricevi questa mail perché l’hai chiesta, una volta, a ${organizer}.`,
  },
  asked: {
    subject: (title) => `Ti avvisiamo quando ${title} va in vendita?`,
    lead: (title) =>
      `qualcuno, speriamo tu, ci ha chiesto di scriverti quando i biglietti per ${title} andranno in vendita. Dicci che è proprio ciò che vuoi.`,
    act: "Sì, avvisatemi",
    ignore: "Se non sei stato tu, non fare nulla: non ne sentirai più parlare.",
  },
  ordersLink: {
    subject: "I tuoi ordini",
    lead: "da qui arrivi agli ordini fatti con questo indirizzo.",
    act: "Mostra i miei ordini",
    ignore: (minutes) =>
      `Il link vale ${minutes} minuti. Se non l’hai chiesto tu, non fare nulla: senza questa mail nessuno vede i tuoi ordini.`,
  },
};
