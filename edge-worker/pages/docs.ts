/**
 * The page to read and try the API: Swagger UI from our own origin, allowed nothing from anywhere else.
 */
import { html } from "hono/html";
import { DOCS } from "./generated/inline.gen.ts";
import { element, type Rendered } from "./layout.ts";

/** Where the build puts Swagger UI's files, see `scripts/build-assets.ts`. */
const FILES = "/docs-page";

const POLICY = `default-src 'none'; script-src 'self' '${DOCS.hash}'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;

export async function docsPage(): Promise<Rendered> {
  const text = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>Foyer API</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${FILES}/swagger-ui.css" />
        <link rel="stylesheet" href="${FILES}/contrast.css" />
      </head>
      <body>
        <noscript
          ><p>The description of the API is at <a href="/openapi.json">/openapi.json</a>.</p></noscript
        >
        <div id="api"></div>
        <script src="${FILES}/swagger-ui-bundle.js"></script>
        ${element("script", DOCS)}
      </body>
    </html>`;
  return { text: String(text), policy: POLICY };
}
