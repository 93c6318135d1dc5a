/**
 * Every word that the panel says, in English; the parts are in the folder of the same name. Another language is another
 * such file and folder, chosen in words.ts.
 *
 * Sentences speak to an organizer: what is, what follows, what can be done. No codes, no blame.
 */
import type { Permission, Role } from "../../../core/contract/roles.ts";
import { catalogue } from "./en/catalogue.ts";
import { office } from "./en/office.ts";
import { people } from "./en/people.ts";
import { problemSentences } from "./en/problems.ts";
import { sale } from "./en/sale.ts";
import { actionWords, story } from "./en/story.ts";
import { templates } from "./en/templates.ts";

export const en = {
  loading: "One moment…",
  skipToContent: "Skip to the content",
  menu: "Menu",
  close: "Close",
  cancel: "Cancel",
  copy: "Copy",
  copied: "Copied",
  more: "Show more",
  never: "Never",
  notYet: "Not yet",
  none: "None",
  actions: "Actions",
  save: "Save",
  saved: "Saved.",
  notFound: "There is no such page.",
  toEvents: "To the events",
  permissions: {
    "catalogue.read": "see events and venues",
    "catalogue.write": "change events and venues",
    "sale.operate": "open and close a sale",
    "room.operate": "steer a waiting room",
    "room.read": "watch a waiting room",
    "orders.read": "see orders",
    "orders.write": "correct orders",
    "orders.refund": "refund orders",
    "door.scan": "scan tickets at the door",
    "reports.read": "see sales and reports",
    "ledger.read": "see the books",
    "notifications.read": "see mails",
    "notifications.resend": "send mails again",
    "audit.read": "read the audit log",
    "team.write": "change the team",
  } satisfies Record<Permission, string>,
  roles: {
    organizer: "Organizer",
    finance: "Finance",
    support: "Support",
    door: "Door",
  } satisfies Record<Role, string>,
  nouns: { event: "Event", order: "Order", chart: "Seating chart", venue: "Venue" },
  places: {
    events: "Events",
    venues: "Venues",
    orders: "Orders",
    requests: "Refund requests",
    money: "Money",
    mail: "Mail",
    team: "Team",
    audit: "Audit log",
  },
  problem: {
    retry: "Try again",
    requestId: "Request",
    unreadable: "The answer could not be read. Perhaps this page is older than the system: please load it again.",
    viewBroken: "This page could not be shown. Perhaps a new version of the panel is there.",
    reload: "Load the page again",
    waitSeconds: (seconds: number) => `Please wait ${seconds} s.`,
    roleMayNot: (what: string) => `You may not ${what}. An organizer of your team can do this, or change your role.`,
    roleHint: "An organizer of your team can do this, or change your role.",
    byCode: problemSentences,
  },
  yes: "Yes",
  no: "No",
  ...catalogue,
  ...sale,
  ...office,
  ...people,
  templates,
  story,
  actionWords,
};
