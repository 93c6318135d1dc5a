#!/usr/bin/env node
/** `npm test`: every check of the house. */
process.argv.splice(2, 0, "scripts/test.ts");
await import("./with-node.mjs");
