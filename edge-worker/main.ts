/** The door: the only Worker that people reach. Wires the platform to `app.ts`. */
import { answer } from "./app.ts";
import { Door } from "./door.ts";
import type { Env } from "./env.ts";

let door: Door | undefined;

export default {
  fetch(request, env, context) {
    if (door?.env !== env) door = new Door(env); // once per isolate: the platform hands out one and the same `env`
    return answer(request, door, context);
  },
} satisfies ExportedHandler<Env>;
