/**
 * Every text that people read at the door. A language is one file beside this one; a text that it lacks does not compile.
 * `{name}` in a text is replaced, see `fill`.
 */
export interface Texts {
  /** BCP 47, for `lang` and for numbers and dates. */
  readonly language: string;
  readonly waiting: WaitingTexts;
  readonly shop: ShopTexts;
  readonly notices: NoticeTexts;
  readonly list: ListTexts;
  readonly event: EventTexts;
  readonly pay: PayTexts;
  readonly receipt: ReceiptTexts;
  readonly mine: MyOrdersTexts;
  readonly sorry: SorryTexts;
  readonly map: MapTexts;
  readonly hold: HoldTexts;
}

/** The waiting page; these travel to the browser. */
export interface WaitingTexts {
  readonly title: string;
  readonly turnTitle: string;
  readonly inLine: string;
  readonly yourTurn: string;
  readonly yourPlace: string;
  readonly ahead: string;
  readonly wait: string;
  readonly waitUnknown: string;
  readonly underAMinute: string;
  /** `{from}` and `{to}` are durations. */
  readonly waitRange: string;
  readonly minutes: string;
  readonly hours: string;
  readonly seatsLeft: string;
  readonly seatsUnknown: string;
  readonly news: string;
  readonly noNews: string;
  readonly next: string;
  /** `{minutes}`: how long a visit lasts. */
  readonly nextText: string;
  readonly keepText: string;
  readonly live: string;
  readonly offline: string;
  readonly entering: string;
  readonly paused: string;
  readonly prequeueing: string;
  readonly parked: string;
  readonly soldOut: string;
  readonly ended: string;
  /** Spoken now and then: `{position}`, `{wait}`. */
  readonly spoken: string;
}

export interface ShopTexts {
  readonly events: string;
  readonly noEvents: string;
  readonly from: string;
  readonly soldOut: string;
  readonly placesLeft: string;
  readonly toTickets: string;
  readonly saleStarts: string;
  readonly saleClosed: string;
  readonly salePaused: string;
  readonly chooseSeats: string;
  readonly bestTitle: string;
  readonly howMany: string;
  readonly category: string;
  readonly anyCategory: string;
  readonly zone: string;
  readonly anyZone: string;
  readonly accessible: string;
  readonly takeBest: string;
  readonly bySeat: string;
  readonly pickSection: string;
  readonly section: string;
  readonly row: string;
  readonly noFreeSeats: string;
  readonly takeThese: string;
  readonly areas: string;
  readonly takePlaces: string;
  readonly leave: string;
  readonly checkout: string;
  readonly clockStopped: string;
  readonly seat: string;
  readonly price: string;
  readonly fees: string;
  readonly total: string;
  readonly taxIncluded: string;
  readonly email: string;
  readonly name: string;
  readonly payWith: string;
  readonly paymentToken: string;
  readonly pay: string;
  readonly giveBack: string;
  readonly bank: string;
  readonly bankText: string;
  readonly toBank: string;
  readonly order: string;
  readonly thanks: string;
  readonly reference: string;
  readonly mailComes: string;
  readonly paid: string;
  readonly refunded: string;
  readonly partiallyRefunded: string;
  readonly processing: string;
  readonly backToEvents: string;
}

/** Being told when a sale opens, and being told no more. */
export interface NoticeTexts {
  readonly title: string;
  readonly lead: string;
  readonly email: string;
  readonly act: string;
  readonly asked: string;
  readonly askedText: string;
  readonly confirmTitle: string;
  readonly confirmLead: string;
  readonly confirm: string;
  readonly confirmed: string;
  readonly confirmedText: string;
  readonly over: string;
  readonly toEvent: string;
  readonly stopTitle: string;
  readonly stopLead: string;
  readonly stop: string;
  readonly stopped: string;
  readonly stoppedText: string;
  readonly again: string;
  readonly back: string;
  readonly backText: string;
}

/** The list of events and its search. */
export interface ListTexts {
  readonly search: string;
  readonly words: string;
  readonly place: string;
  readonly from: string;
  readonly until: string;
  readonly more: string;
  readonly all: string;
  readonly none: string;
  readonly badDate: string;
  readonly previous: string;
  readonly next: string;
  readonly range: string;
  readonly opens: string;
  readonly over: string;
  readonly free: string;
  readonly language: string;
}

/** The page of one event. */
export interface EventTexts {
  readonly prices: string;
  readonly withFee: string;
  readonly calendar: string;
  readonly about: string;
  readonly where: string;
  readonly busy: string;
  readonly busyUnknown: string;
  readonly toLine: string;
  readonly over: string;
}

/** The checkout, beyond what `ShopTexts` says. */
export interface PayTexts {
  readonly contact: string;
  readonly emailHint: string;
  readonly emailBad: string;
  readonly nameHint: string;
  readonly nameBad: string;
  readonly payment: string;
  readonly testNote: string;
  readonly cardPays: string;
  readonly cardAsks: string;
  readonly cardDeclines: string;
  readonly cardEmpty: string;
  readonly free: string;
  readonly order: string;
  readonly terms: string;
  readonly triesLeft: string;
  readonly noTries: string;
  readonly generic: string;
  readonly funds: string;
  readonly expired: string;
  readonly number: string;
  readonly notConfirmed: string;
  readonly fault: string;
  readonly underWay: string;
  readonly unknown: string;
  readonly providerDown: string;
  readonly needsScript: string;
  readonly card: string;
  readonly cardBlocked: string;
  readonly phone: string;
  readonly phoneHint: string;
  readonly phoneBad: string;
}

/** The order's page. */
export interface ReceiptTexts {
  readonly paidTitle: string;
  readonly paidText: string;
  readonly refundedTitle: string;
  readonly refundedText: string;
  readonly partlyText: string;
  readonly ticket: string;
  readonly section: string;
  readonly row: string;
  readonly place: string;
  readonly holder: string;
  readonly codeAlt: string;
  readonly noCode: string;
  readonly pdf: string;
  readonly saved: string;
  readonly bought: string;
  readonly soldBy: string;
  readonly mailTo: string;
  readonly lines: string;
  readonly given: string;
  readonly ask: string;
  readonly askText: string;
  readonly reason: string;
  readonly send: string;
  readonly reasonBad: string;
  readonly notPossible: string;
  readonly open: string;
  readonly approved: string;
  readonly declined: string;
  readonly yourWords: string;
  readonly answer: string;
  readonly told: string;
  readonly order_confirmation: string;
  readonly refund: string;
  readonly event_reminder: string;
  readonly under_way: string;
  readonly sent: string;
  readonly not_sent: string;
  readonly uncertain: string;
}

/** Orders found again by e-mail. */
export interface MyOrdersTexts {
  readonly title: string;
  readonly intro: string;
  readonly email: string;
  readonly send: string;
  readonly sentTitle: string;
  readonly sent: string;
  readonly again: string;
  readonly bad: string;
  readonly none: string;
  readonly expiredTitle: string;
  readonly expired: string;
  readonly places: string;
  readonly tooOften: string;
}

export interface SorryTexts {
  readonly title: string;
  readonly tryAgain: string;
  readonly visitOverTitle: string;
  readonly visitOver: string;
  readonly cookies: string;
  readonly newPlace: string;
  readonly notFound: string;
  readonly notOurs: string;
  readonly tooMany: string;
  readonly taken: string;
  readonly singleSeat: string;
  readonly limit: string;
  readonly expired: string;
  readonly declined: string;
  readonly closed: string;
  readonly down: string;
  readonly invalid: string;
}

/** The seat map and its list; these travel to the browser. */
export interface MapTexts {
  readonly title: string;
  readonly help: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly whole: string;
  readonly loading: string;
  readonly free: string;
  readonly taken: string;
  readonly chosen: string;
  readonly accessible: string;
  readonly companion: string;
  readonly restricted: string;
  readonly front: string;
  readonly list: string;
  readonly listHelp: string;
  readonly section: string;
  readonly row: string;
  readonly freeOf: string;
  readonly seatsOf: string;
  readonly choice: string;
  readonly empty: string;
  readonly fees: string;
  readonly remove: string;
  readonly hold: string;
  readonly holdText: string;
  readonly holding: string;
  readonly added: string;
  readonly removed: string;
  readonly isTaken: string;
  readonly gone: string;
  readonly faster: string;
  readonly single: string;
  readonly limit: string;
  readonly wait: string;
  readonly offline: string;
  readonly online: string;
  readonly keptElsewhere: string;
  readonly toPay: string;
}

/** The clock of held seats; these travel to the browser. */
export interface HoldTexts {
  readonly until: string;
  readonly left: string;
  readonly more: string;
  readonly once: string;
  readonly used: string;
  readonly over: string;
  readonly chooseAgain: string;
  readonly failed: string;
}

/** Puts values in the place of `{name}`. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => String(values[name] ?? whole));
}
