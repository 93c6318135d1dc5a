/** What a printed ticket says, by language; times and amounts come formatted. */
export interface TicketWords {
  readonly section: string;
  readonly row: string;
  readonly place: string;
  readonly holder: string;
  readonly category: string;
  readonly price: string;
  readonly order: string;
  readonly soldBy: string;
  readonly ticket: (nth: number, total: number) => string;
  readonly keep: string;
}

const WORDS: Readonly<Record<string, TicketWords>> = {
  en: {
    section: "Section",
    row: "Row",
    place: "Place",
    holder: "Name",
    category: "Category",
    price: "Price",
    order: "Order",
    soldBy: "Sold by",
    ticket: (nth, total) => `Ticket ${nth} of ${total}`,
    keep: "The code opens the door once. Keep it to yourself.",
  },
  de: {
    section: "Block",
    row: "Reihe",
    place: "Platz",
    holder: "Name",
    category: "Kategorie",
    price: "Preis",
    order: "Bestellung",
    soldBy: "Verkauft von",
    ticket: (nth, total) => `Karte ${nth} von ${total}`,
    keep: "Der Code öffnet die Tür einmal. Behalten Sie ihn für sich.",
  },
  fr: {
    section: "Bloc",
    row: "Rang",
    place: "Place",
    holder: "Nom",
    category: "Catégorie",
    price: "Prix",
    order: "Commande",
    soldBy: "Vendu par",
    ticket: (nth, total) => `Billet ${nth} sur ${total}`,
    keep: "Le code ouvre la porte une seule fois. Gardez-le pour vous.",
  },
  es: {
    section: "Sector",
    row: "Fila",
    place: "Localidad",
    holder: "Nombre",
    category: "Categoría",
    price: "Precio",
    order: "Pedido",
    soldBy: "Vendido por",
    ticket: (nth, total) => `Entrada ${nth} de ${total}`,
    keep: "El código abre la puerta una sola vez. Guárdelo para usted.",
  },
  it: {
    section: "Settore",
    row: "Fila",
    place: "Posto",
    holder: "Nome",
    category: "Categoria",
    price: "Prezzo",
    order: "Ordine",
    soldBy: "Venduto da",
    ticket: (nth, total) => `Biglietto ${nth} di ${total}`,
    keep: "Il codice apre la porta una sola volta. Lo tenga per sé.",
  },
};

/** The words of the first of these languages that there are words for, and which one that is. */
export function wordsFor(...wished: readonly (string | null | undefined)[]): {
  readonly language: string;
  readonly words: TicketWords;
} {
  for (const wish of [...wished, "en"]) {
    const language = (wish ?? "").slice(0, 2).toLowerCase();
    const words = Object.hasOwn(WORDS, language) ? WORDS[language] : undefined;
    if (words !== undefined) return { language, words };
  }
  throw new Error("there are always English words");
}
