// Lists, as Stripe pages them: newest first, `starting_after` and `ending_before`, `created` as a second or a range.
import { z } from "zod";
import type { Reply } from "../desk.ts";
import { LIST_LIMIT_DEFAULT, LIST_LIMIT_MAX } from "../limits.ts";
import { invalidRequest } from "../rules/refusal.ts";
import type { RecordKind, RecordOf } from "../storage/record.ts";
import type { Filter, Listing, Page } from "../storage/records.ts";
import type { JsonObject } from "../wire/json.ts";
import { integer } from "./parameters.ts";

const second = integer(0, Number.MAX_SAFE_INTEGER);
const range = z.strictObject({
  gt: second.optional(),
  gte: second.optional(),
  lt: second.optional(),
  lte: second.optional(),
});

export const limit = integer(1, LIST_LIMIT_MAX).default(LIST_LIMIT_DEFAULT);

export const pageParameters = {
  limit,
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
  created: z.union([second, range]).optional(),
};

type PageParameters = z.output<z.ZodObject<typeof pageParameters>>;

export function pageOf(params: PageParameters): Page {
  return { limit: params.limit, startingAfter: params.starting_after, endingBefore: params.ending_before };
}

export function createdFilter(created: PageParameters["created"]): Filter {
  if (created === undefined) return {};
  if (typeof created === "number") return { createdFrom: created, createdTo: created };
  const { gt, gte, lt, lte } = created;
  const from = gt === undefined ? gte : Math.max(gt + 1, gte ?? 0);
  const to = lt === undefined ? lte : Math.min(lt - 1, lte ?? lt);
  return { createdFrom: from, createdTo: to };
}

export function listJson<K extends RecordKind>(
  listing: Listing<K>,
  url: string,
  render: (record: RecordOf<K>) => JsonObject,
): Reply<JsonObject> {
  if (!listing.ok) {
    const message = `No such object: '${listing.unknownCursor}'`;
    return { ok: false, refusal: invalidRequest(message, { code: "resource_missing", param: "starting_after" }) };
  }
  return { ok: true, value: { object: "list", data: listing.records.map(render), has_more: listing.hasMore, url } };
}
