/** The Worker that houses the objects. It answers nobody: objects are reached through the bindings of other Workers. */
export { SeatAllocator } from "./seat-allocator/object.ts";
export { WaitingRoom } from "./waiting-room/object.ts";

export default {
  fetch(): Response {
    return new Response(null, { status: 404 });
  },
} satisfies ExportedHandler;
