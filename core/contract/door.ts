/**
 * The door of the venue: what the code of a ticket says, and the calls with which gates admit people.
 *
 * A code is a compact JWS, EdDSA, `typ` pass+jwt. It says as little as it can, because a QR code with few dots is read
 * in the rain. It does not say whether the ticket still counts: that is in the list of the event's passes.
 */
import { z } from "zod";
import { REFUSALS } from "../door/judge.ts";
import { eventId, instant, line, passId } from "./fields.ts";

export const DOOR_LIMITS = {
  /** Ours have under 500 characters; longer ones are not worth a signature check. */
  codeLengthMax: 1_000,
  placeLengthMax: 40,
  gateLengthMax: 40,
  scansPerCallMax: 200,
  /** Passes in one page of the list: some 500 kB, a third of it compressed. */
  listPageMax: 5_000,
  conflictsShownMax: 50,
} as const;

/** The claims of a code. */
export const passClaims = z.object({
  aud: eventId,
  sub: passId,
  /** The place, cut to `placeLengthMax` characters: for people, also where no list is. */
  pl: line(2 * DOOR_LIMITS.placeLengthMax),
  /** Codes of an earlier edition were replaced. */
  ed: z.int().min(1),
});
export type PassClaims = z.infer<typeof passClaims>;

/** A key that codes are checked with, as a JWK (RFC 8037). */
export const passPublicKey = z
  .object({
    kty: z.literal("OKP"),
    crv: z.literal("Ed25519"),
    x: z.string(),
    kid: z.string(),
    alg: z.literal("EdDSA"),
    use: z.literal("sig"),
  })
  .meta({ id: "PassPublicKey" });
export type PassPublicKey = z.infer<typeof passPublicKey>;

/** `GET /door/keys`, from the edge to the office. */
export const passKeysDocument = z.object({ keys: z.array(passPublicKey) });

// ---- the list, for gates that lose their network ----------------------------------------------------------------

/** Header of a page of the list: a JWS, `typ` door-list+jwt, with the SHA-256 of the body's bytes. */
export const LIST_SIGNATURE = "foyer-list-signature";
export const listClaims = z.object({ aud: eventId, sha: z.string() });

/** `GET /api/events/{id}/door` */
export const doorListQuery = z.strictObject({
  since: z.coerce
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .meta({ description: "`version` of the list that is held: only what changed since." }),
  after: passId.optional().meta({ description: "`next` of the page before." }),
});

/** A pass in as little room as possible; there may be tens of thousands. */
export const listedPass = z.tuple([
  passId,
  z.string().meta({ description: "Number: the order's reference and which ticket, as it can be typed." }),
  z.string().meta({ description: "Place." }),
  z.string().meta({ description: "Category's key." }),
  z.int().meta({ description: "Edition." }),
  z.int().nullable().meta({ description: "Voided at, milliseconds." }),
  z
    .tuple([z.uuid(), z.int(), z.string()])
    .nullable()
    .meta({ description: "Who is inside with it: nonce, milliseconds, gate." }),
]);
export type ListedPassRow = z.infer<typeof listedPass>;

export const doorListDocument = z
  .object({
    keys: z.array(passPublicKey),
    event: z.object({
      id: eventId,
      title: z.string(),
      timeZone: z.string(),
      startsAt: instant,
      opensAt: instant,
      closesAt: instant,
      categories: z.record(z.string(), z.string()).meta({ description: "Label by key." }),
    }),
    /** The clock of the books, so that a gate can set its own by it. */
    asOf: instant,
    version: z.int().meta({ description: "Hand in the first page's as `since` the next time." }),
    passes: z.array(listedPass).max(DOOR_LIMITS.listPageMax),
    total: z.int().meta({ description: "Passes of the event, whatever this page shows." }),
    next: passId.nullable(),
  })
  .meta({ id: "DoorList" });
export type DoorListDocument = z.infer<typeof doorListDocument>;

// ---- scans ------------------------------------------------------------------------------------------------------

export const outcome = z.enum(["admitted", ...REFUSALS]).meta({ id: "ScanOutcome" });
export type Outcome = z.infer<typeof outcome>;

export const scanNonce = z.uuid().toLowerCase();

const scan = z
  .strictObject({
    nonce: scanNonce.meta({ description: "Made by the gate, once a scan. The same again is answered the same." }),
    code: z.string().min(1).max(DOOR_LIMITS.codeLengthMax).optional(),
    passId: passId.optional().meta({ description: "Instead of a code: found in the list by what was typed." }),
    at: instant.meta({
      description: "When it was shown. Counts for offline scans; never later than the books' clock.",
    }),
    gate: line(DOOR_LIMITS.gateLengthMax),
    offline: z.boolean().meta({ description: "The gate judged by itself and tells of it now." }),
    judged: outcome.optional().meta({ description: "What the gate said; needed when `offline`." }),
  })
  .refine(({ code, passId: typed }) => (code === undefined) !== (typed === undefined), {
    path: ["code"],
    message: "name exactly one of code, passId",
  })
  .refine(({ offline, judged }) => offline === (judged !== undefined), {
    path: ["judged"],
    message: "belongs to offline scans, and to them only",
  });
export type Scan = z.infer<typeof scan>;

/** `POST /api/events/{id}/scans` */
export const scansBody = z
  .strictObject({ scans: z.array(scan).min(1).max(DOOR_LIMITS.scansPerCallMax) })
  .superRefine(({ scans }, context) => {
    const seen = new Set<string>();
    for (const [index, { nonce }] of scans.entries()) {
      if (seen.has(nonce))
        context.addIssue({ code: "custom", path: ["scans", index, "nonce"], message: "is named twice" });
      seen.add(nonce);
    }
  })
  .meta({ id: "ScansRequest" });

const entry = z.object({ at: instant, gate: z.string() });

export const scanAnswer = z
  .object({
    nonce: z.uuid(),
    outcome,
    pass: z
      .object({
        passId,
        number: z.string().nullable(),
        place: z.string(),
        category: z.string().nullable(),
        holder: z.string().nullable(),
      })
      .nullable()
      .meta({ description: "Absent when nobody knows it." }),
    inside: entry.nullable().meta({ description: "For `already_inside`: since when, by which gate." }),
    conflict: z
      .object({ reason: outcome.exclude(["admitted"]), first: entry.nullable() })
      .nullable()
      .meta({ description: "An offline gate let somebody in who should not have been: why." }),
    undoneAt: instant.nullable(),
  })
  .meta({ id: "Scan" });
export type ScanAnswer = z.infer<typeof scanAnswer>;

export const scansDocument = z.object({ scans: z.array(scanAnswer) }).meta({ id: "Scans" });

/** `GET /api/events/{id}/door/counts` */
export const doorCountsDocument = z
  .object({
    inside: z.int().meta({ description: "Passes with which somebody is inside." }),
    expected: z.int().meta({ description: "Passes that count." }),
    refusals: z.partialRecord(outcome.exclude(["admitted"]), z.int()),
    gates: z.array(z.object({ gate: z.string(), inside: z.int() })),
    conflicts: z
      .array(
        z.object({
          nonce: z.uuid(),
          passId: passId.nullable(),
          number: z.string().nullable(),
          place: z.string(),
          reason: outcome.exclude(["admitted"]),
          at: instant,
          gate: z.string(),
          first: entry.nullable(),
        }),
      )
      .meta({
        description: `Who was let in by an offline gate and should not have been; the last ${DOOR_LIMITS.conflictsShownMax}.`,
      }),
    asOf: instant,
  })
  .meta({ id: "DoorCounts" });
export type DoorCountsDocument = z.infer<typeof doorCountsDocument>;

/** `PUT /api/events/{id}/door/hours`; `null` leaves it to the start of the event. */
export const doorHoursBody = z
  .strictObject({ opensAt: instant.nullable(), closesAt: instant.nullable() })
  .refine(
    ({ opensAt, closesAt }) => opensAt === null || closesAt === null || Date.parse(opensAt) < Date.parse(closesAt),
    {
      path: ["closesAt"],
      message: "must be later than opensAt",
    },
  )
  .meta({ id: "DoorHoursRequest" });
export const doorHoursDocument = z.object({ opensAt: instant, closesAt: instant }).meta({ id: "DoorHours" });

/** A scan in the story of an order. */
export const orderScan = z.object({
  nonce: z.uuid(),
  at: instant,
  gate: z.string(),
  offline: z.boolean(),
  outcome,
  conflict: outcome.exclude(["admitted"]).nullable(),
  undoneAt: instant.nullable(),
});
export type OrderScan = z.infer<typeof orderScan>;
