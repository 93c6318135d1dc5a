/** Spanish. */
import type { NoticeTexts } from "./language.ts";

export const es: NoticeTexts = {
  greeting: (name) => (name === null ? "Hola:" : `Hola, ${name}:`),
  guest: "amable público",
  reference: "Pedido",
  when: "Cuándo",
  where: "Dónde",
  places: "Sus localidades",
  fees: "Gastos",
  total: "Total",
  taxIncluded: (amount) => `incluye ${amount} de impuestos`,
  open: "Abrir mi pedido",
  calendar: "Añadir al calendario",
  keep: "Guarde este correo: el enlace abre su pedido a quien lo tenga.",
  soldBy: (organizer) => `Vendido por ${organizer}`,
  confirmation: {
    subject: ({ title, reference }) => `Sus entradas para ${title} (${reference})`,
    lead: (title) => `Gracias por su pedido. Sus localidades para ${title} están reservadas y pagadas.`,
    sms: ({ title, when, reference, url }) => `Sus entradas para ${title}, ${when}. Pedido ${reference}: ${url}`,
  },
  refund: {
    subject: ({ title, reference }) => `Su reembolso de ${title} (${reference})`,
    underWay: ({ amount, title }) => `Le devolvemos ${amount} por ${title}. El dinero está en camino.`,
    settled: ({ amount, title }) => `Le hemos devuelto ${amount} por ${title}.`,
    amount: "Reembolso",
    patience: "El dinero vuelve por el mismo medio con el que pagó. El banco puede tardar hasta diez días.",
    sms: ({ title, amount, reference, url }) => `Le devolvemos ${amount} por ${title}. Pedido ${reference}: ${url}`,
  },
  reminder: {
    subject: (title) => `Muy pronto: ${title}`,
    lead: (title) => `Ya falta muy poco para ${title}. Le esperamos.`,
    bring: "Sus entradas están en su pedido. Téngalas a mano en la puerta, en el móvil o en papel.",
    sms: ({ title, when, url }) => `Muy pronto: ${title}, ${when}. Sus entradas: ${url}`,
  },
  opening: {
    subject: (title) => `Ya a la venta: ${title}`,
    lead: (title) => `Quería saberlo: las entradas para ${title} ya están a la venta.`,
    act: "Conseguir entradas",
    unsubscribe: "No quiero más correos como este",
    why: (organizer) => `Recibe este correo porque se lo pidió una vez a ${organizer}.`,
  },
  asked: {
    subject: (title) => `¿Le avisamos cuando ${title} salga a la venta?`,
    lead: (title) =>
      `Alguien, esperamos que usted, nos pidió que le escribiéramos cuando las entradas para ${title} salgan a la venta. Díganos que es lo que quiere.`,
    act: "Sí, avísenme",
    ignore: "Si no fue usted, no haga nada: no volverá a saber de esto.",
  },
  ordersLink: {
    subject: "Sus pedidos",
    lead: "Por aquí llega a los pedidos hechos con esta dirección.",
    act: "Ver mis pedidos",
    ignore: (minutes) =>
      `El enlace vale durante ${minutes} minutos. Si no lo pidió, no haga nada: sin este correo nadie ve sus pedidos.`,
  },
};
