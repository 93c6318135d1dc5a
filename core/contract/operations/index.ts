/** Every public call, in the order of the documentation. */
import { z } from "zod";
import { doorOperations } from "./door.ts";
import { eventOperations } from "./events.ts";
import { noticeOperations } from "./notices.ts";
import { officeOperations } from "./office.ts";
import type { OperationGroup } from "./operation.ts";
import { seatOperations } from "./seats.ts";
import { teamOperations } from "./team.ts";
import { waitingRoomOperations } from "./waiting-room.ts";

const health = z.object({ status: z.enum(["up", "down"]), parts: z.record(z.string(), z.enum(["up", "down"])) });

const systemOperations: OperationGroup = {
  name: "System",
  description: "About the system itself.",
  operations: [
    {
      id: "showHealth",
      method: "get",
      path: "/health",
      summary: "Which part is down",
      access: "public",
      answers: {
        200: { description: "All parts answer.", schema: health },
        503: { description: "A part does not answer.", schema: health },
      },
      problems: [],
    },
  ],
};

export const OPERATION_GROUPS: readonly OperationGroup[] = [
  waitingRoomOperations,
  seatOperations,
  eventOperations,
  officeOperations,
  doorOperations,
  noticeOperations,
  teamOperations,
  systemOperations,
];
