/** French. */
import type { NoticeTexts } from "./language.ts";

export const fr: NoticeTexts = {
  greeting: (name) => (name === null ? "Bonjour," : `Bonjour ${name},`),
  guest: "cher public",
  reference: "Commande",
  when: "Quand",
  where: "Où",
  places: "Vos places",
  fees: "Frais",
  total: "Total",
  taxIncluded: (amount) => `dont ${amount} de taxes`,
  open: "Ouvrir ma commande",
  calendar: "Ajouter à mon agenda",
  keep: "Gardez ce message : le lien ouvre votre commande, à quiconque le possède.",
  soldBy: (organizer) => `Vendu par ${organizer}`,
  confirmation: {
    subject: ({ title, reference }) => `Vos billets pour ${title} (${reference})`,
    lead: (title) => `Merci pour votre commande. Vos places pour ${title} sont réservées et payées.`,
    sms: ({ title, when, reference, url }) => `Vos billets pour ${title}, ${when}. Commande ${reference} : ${url}`,
  },
  refund: {
    subject: ({ title, reference }) => `Votre remboursement pour ${title} (${reference})`,
    underWay: ({ amount, title }) => `Nous vous remboursons ${amount} pour ${title}. L’argent est en route.`,
    settled: ({ amount, title }) => `Nous vous avons remboursé ${amount} pour ${title}.`,
    amount: "Remboursement",
    patience: "L’argent revient par le moyen de paiement que vous avez utilisé. Il faut parfois dix jours à la banque.",
    sms: ({ title, amount, reference, url }) =>
      `${amount} vous sont remboursés pour ${title}. Commande ${reference} : ${url}`,
  },
  reminder: {
    subject: (title) => `Bientôt : ${title}`,
    lead: (title) => `${title}, c’est pour bientôt. Nous nous réjouissons de vous accueillir.`,
    bring: "Vos billets sont dans votre commande. Préparez-les à l’entrée, sur votre téléphone ou sur papier.",
    sms: ({ title, when, url }) => `Bientôt : ${title}, ${when}. Vos billets : ${url}`,
  },
  opening: {
    subject: (title) => `En vente maintenant : ${title}`,
    lead: (title) => `Vous vouliez le savoir : les billets pour ${title} sont en vente.`,
    act: "Prendre des billets",
    unsubscribe: "Ne plus recevoir ces messages",
    why: (organizer) => `Vous recevez ce message parce que vous l’avez demandé, une fois, à ${organizer}.`,
  },
  asked: {
    subject: (title) => `Vous prévenir quand ${title} sera en vente ?`,
    lead: (title) =>
      `Quelqu’un, vous sans doute, nous a demandé de vous écrire quand les billets pour ${title} seront en vente. Dites-nous que c’est bien ce que vous voulez.`,
    act: "Oui, prévenez-moi",
    ignore: "Si ce n’était pas vous, ne faites rien : vous n’en entendrez plus parler.",
  },
  ordersLink: {
    subject: "Vos commandes",
    lead: "Voici l’accès aux commandes passées avec cette adresse.",
    act: "Voir mes commandes",
    ignore: (minutes) =>
      `Le lien est valable ${minutes} minutes. Si vous ne l’avez pas demandé, ne faites rien : sans ce message, personne ne voit vos commandes.`,
  },
};
