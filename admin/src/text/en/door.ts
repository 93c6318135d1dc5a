/** English: the steward's page. Short words, because somebody stands in front of them in the rain. */
import type { Refusal } from "../../../../core/door/judge.ts";

export const doorWords = {
  title: "Door",
  choose: {
    title: "Which event?",
    lead: "Choose where you let people in.",
    none: "There is no event yet.",
  },
  start: {
    title: "Which gate is this?",
    lead: "Everybody reads it when a ticket was used here: “North”, “Balcony left”.",
    gate: "Name of this gate",
    action: "Start scanning",
    loading: "Loading the list of tickets…",
    loaded: (kept: string, total: string) => `${kept} of ${total} tickets are on this device`,
    ready: (total: string, time: string) =>
      `${total} tickets are on this device, as of ${time}. It works without a network.`,
    notReady: "The list of tickets is not on this device yet. It needs a network once.",
    again: "Try again",
  },
  bar: {
    gate: (gate: string) => `Gate ${gate}`,
    changeGate: "Change the gate",
    online: "Online",
    offline: "No network",
    waiting: (count: string) => `${count} to send`,
    inside: "inside",
    of: (expected: string) => `of ${expected}`,
    list: (time: string) => `List as of ${time}`,
    toPanel: "To the event",
  },
  camera: {
    label: "What the camera sees",
    aim: "Hold a ticket’s code in front of the camera.",
    starting: "Starting the camera…",
    denied:
      "The camera may not be used here. Allow it in the browser’s settings for this page, or type the number below.",
    absent: "There is no camera on this device. Type the number below.",
    broken: "The camera does not answer; perhaps another app holds it. Try again, or type the number below.",
    again: "Try the camera again",
    light: "Light",
    lightOn: "Light is on",
  },
  typing: {
    label: "Number or order",
    hint: "On the ticket below the code, such as K7M2Q-8PN4T-1",
    action: "Check",
    neither: "That is neither a ticket’s number nor an order’s reference.",
    nothing: "The list has no such ticket. Look at the number again, or scan the code.",
    several: (count: string) => `${count} tickets in this order`,
    admit: "Let in",
    inside: "Inside",
    refunded: "Refunded",
    close: "Close",
  },
  verdict: {
    admitted: "Come in",
    next: "Ready for the next one",
    at: (time: string, gate: string) => `At ${time}, gate ${gate}`,
    offline: "Checked without a network",
    close: "Next",
  },
  refusals: {
    not_genuine: {
      title: "Not a ticket",
      act: "This code is not ours. Ask for the ticket in the mail or on the order page.",
    },
    other_event: {
      title: "Another event",
      act: "A genuine ticket, but for another evening. Look at the date with your guest.",
    },
    too_early: { title: "Too early", act: "The doors are not open yet. Only an organizer can open them sooner." },
    event_over: { title: "It is over", act: "The doors of this event are closed." },
    unknown: { title: "Not in the list", act: "Scan the code instead: a genuine code is enough." },
    refunded: { title: "Refunded", act: "The money for this ticket went back. Send your guest to the box office." },
    replaced: { title: "Replaced", act: "This ticket was issued anew. Ask for the newer one, in the latest mail." },
    already_inside: {
      title: "Already inside",
      act: "Somebody came in with this ticket. If your guest only stepped out, let them in by hand.",
    },
  } satisfies Record<Refusal, { readonly title: string; readonly act: string }>,
  recent: {
    title: "Last scans",
    none: "Nothing scanned here yet.",
    undo: "Undo",
    undoOf: (place: string) => `Undo: ${place}`,
    undone: "Undone",
    unsent: "not sent yet",
    conflict: (why: string) => `The office objects: ${why}`,
  },
  conflicts: {
    title: (count: string) => (count === "1" ? "1 ticket needs a look" : `${count} tickets need a look`),
    lead: "Gates without a network let these in; the office would not have.",
    twice: (at: string, gate: string, firstAt: string, firstGate: string) =>
      `In at ${at}, gate ${gate}; but already at ${firstAt}, gate ${firstGate}.`,
    other: (why: string, at: string, gate: string) => `${why}. In at ${at}, gate ${gate}.`,
  },
  problems: {
    signed_out: "You are signed out. Scans go on and are kept here; they are sent when you sign in again.",
    signIn: "Sign in",
    role_refused: "Your role may not scan tickets any more. What was scanned is kept here; ask an organizer.",
    not_found: "This event is not yours to scan. What was scanned is kept on this device.",
    unsigned: "What arrived was not signed by the office and is not used. Tell an organizer.",
    storage:
      "This browser does not let the page keep anything, so it cannot work without a network. Leave private mode.",
    fault: "Something broke on this page. Load it again; nothing that was scanned is lost.",
  },
  hours: {
    openNow: "Open the doors now",
    opensAt: (time: string) => `Doors open at ${time}`,
    over: (time: string) => `Doors closed at ${time}`,
  },
} as const;
