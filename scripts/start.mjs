#!/usr/bin/env node
/** `npm start`: the whole system on one machine. Options are those of `local/main.ts`. */
process.argv.splice(2, 0, "local/main.ts");
await import("./with-node.mjs");
