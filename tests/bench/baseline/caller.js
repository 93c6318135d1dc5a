/** A Worker that asks an object in another Worker, once per request: what one hop costs. */
export default {
  async fetch(_request, env) {
    return new Response(String(await env.COUNTER.getByName("one").count()));
  },
};
