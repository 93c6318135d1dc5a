/** The organizers' API: what was done, and the proof that the log is whole. */
import { z } from "zod";
import { instant, line } from "../fields.ts";

const AUDIT_PAGE_MAX = 200;

/** `GET /api/audit` */
export const auditQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(AUDIT_PAGE_MAX).default(50),
  before: z.coerce.number().int().min(1).optional().meta({ description: "`next` of the page before." }),
  subject: line(200).optional().meta({ description: "Only what was done to this, for example `event:{id}`." }),
  actor: line(200).optional().meta({ description: "Only what this one did, for example `user:{id}`." }),
  from: instant.optional().meta({ description: "Not earlier than this." }),
  to: instant.optional().meta({ description: "Earlier than this." }),
});

const auditEntryDocument = z
  .object({
    sequence: z.int(),
    at: instant,
    actor: z.string(),
    who: z.string().nullable().meta({ description: "The actor's name today; null where nobody has one." }),
    action: z.string(),
    subject: z.string(),
    requestId: z.string(),
    changes: z.string().meta({ description: "JSON text: what was before and after, byte for byte as hashed." }),
    previousHash: z.string(),
    hash: z.string().meta({
      description:
        "SHA-256, hex, of previousHash, sequence, at, actor, action, subject, requestId and changes, a line each.",
    }),
  })
  .meta({ id: "AuditEntry" });

export const auditPageDocument = z.object({
  entries: z.array(auditEntryDocument),
  next: z.int().nullable().meta({ description: "`before` of the next page; null: there is none." }),
});
export type AuditPageDocument = z.infer<typeof auditPageDocument>;

/** `GET /api/audit/check` */
export const auditCheckDocument = z.object({
  whole: z.boolean(),
  entries: z.int().meta({ description: "How many entries are as they were written." }),
  lastHash: z.string(),
  brokenAt: z.int().nullable().meta({ description: "The first entry that is missing or not what was written." }),
});
export type AuditCheckDocument = z.infer<typeof auditCheckDocument>;
