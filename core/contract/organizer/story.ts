/**
 * The office's API: the story of one order, from the queue to the door, as one line of time. What happened is a literal
 * that pages translate; who did it and what was said stands beside it.
 */
import { z } from "zod";
import { amount, instant } from "../fields.ts";

export const STORY_PARTS = ["queue", "seats", "money", "mail", "door", "office"] as const;

export const STORY_STEPS = [
  "entered",
  "left",
  "visit_over",
  "held",
  "hold_extended",
  "payment_begun",
  "payment_refused",
  "sold",
  "paid",
  "late_money",
  "booked",
  "refund_asked",
  "refund_settled",
  "refund_failed",
  "seats_released",
  "dispute_opened",
  "dispute_closed",
  "mail_owed",
  "mail_sent",
  "mail_failed",
  "let_in",
  "turned_away",
  "let_in_undone",
  "acted",
] as const;
export type StoryStep = (typeof STORY_STEPS)[number];

const storyEntry = z.object({
  at: instant,
  step: z.enum(STORY_STEPS),
  amount: amount.nullable(),
  places: z.int().nullable(),
  detail: z.string().nullable().meta({ description: "A reason, a recipient, an attempt, or what the office did." }),
  who: z.string().nullable(),
});
export type StoryEntry = z.infer<typeof storyEntry>;

/** `GET /api/orders/{id}/story` */
export const storyDocument = z
  .object({
    entries: z.array(storyEntry),
    silent: z.array(z.enum(STORY_PARTS)).meta({ description: "Parts that did not answer just now." }),
  })
  .meta({ id: "OrderStory" });
export type StoryDocument = z.infer<typeof storyDocument>;
