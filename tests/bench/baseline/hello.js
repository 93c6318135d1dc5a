/** The barest Worker there is: what HTTP alone costs. */
export default { fetch: () => new Response("hello") };
