/** The organizers' API: what was sold. */
import { z } from "zod";
import { currency, eventId, instant } from "../fields.ts";

const money = z.number().meta({ description: "In the report's currency." });

const salesLine = z.object({
  sold: z.int().meta({ description: "Places sold, those that came back included." }),
  returned: z.int().meta({ description: "Places that came back with a refund." }),
  gross: money,
  fees: money,
  tax: z.number().meta({ description: "Contained in gross and fees." }),
  refunds: z.number().meta({ description: "Asked for and not failed; by category in proportion to what was paid." }),
  net: z.number().meta({ description: "gross + fees - refunds" }),
});

/** `GET /api/events/{id}/sales`; the same as CSV at `/api/events/{id}/sales.csv`. */
export const salesReport = z
  .object({
    eventId,
    title: z.string(),
    currency,
    orders: z.int(),
    capacity: z.int(),
    categories: z.array(salesLine.extend({ key: z.string(), label: z.string() })),
    total: salesLine,
    overTime: z
      .object({
        everySeconds: z.int().meta({ description: "How long one step is." }),
        steps: z.array(z.object({ at: instant, category: z.string(), places: z.int(), gross: money })),
      })
      .meta({
        description: "Places sold by step and category, oldest first; steps in which nothing was sold are left out.",
      }),
    asOf: instant,
  })
  .meta({ id: "SalesReport" });
export type SalesReport = z.infer<typeof salesReport>;
export type SalesLine = z.infer<typeof salesLine>;
