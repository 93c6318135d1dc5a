/**
 * One ticket as a card: where one sits, and the code that opens the door, drawn as lines in the page itself. The code is
 * black on white in the dark, too, because scanners want it so.
 */
import { html, raw } from "hono/html";
import { encodeQR } from "qr";
import type { OrderDocument } from "../../../core/contract/seats.ts";
import { fill, type Texts } from "../languages/texts.ts";
import type { Html } from "../layout.ts";

/** For example `["Row", "C"]`. */
export type TicketPart = readonly [name: string, value: string];

export interface TicketView {
  readonly ticket: OrderDocument["tickets"][number];
  readonly nth: number;
  readonly total: number;
  readonly holder: string | null;
  readonly parts: readonly TicketPart[];
}

/** Four modules of white are asked for around a code (ISO/IEC 18004). */
const QUIET_MODULES = 4;

export function ticketCard({ ticket, nth, total, holder, parts }: TicketView, texts: Texts): Html {
  const { receipt } = texts;
  const named: readonly TicketPart[] = holder === null ? parts : [...parts, [receipt.holder, holder]];
  return html`<article class="card ticket">
    <div>
      <h2 class="flush">${fill(receipt.ticket, { n: nth, total })}</h2>
      <dl class="facts">
        ${named.map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
    </div>
    <div class="code">
      ${
        ticket.code === undefined
          ? html`<p>${receipt.noCode}</p>`
          : html`<div role="img" aria-label="${fill(receipt.codeAlt, { number: ticket.number })}">
              ${drawn(ticket.code)}
            </div>`
      }
      <code>${ticket.number}</code>
    </div>
  </article>`;
}

/** Letters, digits and a few signs go into the picture as squares: nothing of the text stands in the markup. */
function drawn(code: string): Html {
  const modules = encodeQR(code, "raw", { border: QUIET_MODULES, ecc: "medium" });
  const runs = modules.flatMap((row, rowIndex) =>
    runsOf(row).map(([from, to]) => `M${from} ${rowIndex}h${to - from}v1H${from}z`),
  );
  const size = modules.length;
  return raw(
    `<svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" aria-hidden="true"><rect width="${size}" height="${size}" fill="#fff"/><path d="${runs.join("")}" fill="#000"/></svg>`,
  );
}

function runsOf(row: readonly boolean[]): [from: number, to: number][] {
  const runs: [number, number][] = [];
  for (let from = 0; from < row.length; from += 1) {
    if (row[from] !== true) continue;
    let to = from;
    while (row[to] === true) to += 1;
    runs.push([from, to]);
    from = to;
  }
  return runs;
}
