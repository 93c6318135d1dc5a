#!/usr/bin/env node
/** `npm run load`: the k6 script against a system of its own; see `local/crowd/load.ts`. Needs Go once, to build k6. */
process.argv.splice(2, 0, "scripts/load.ts");
await import("./with-node.mjs");
