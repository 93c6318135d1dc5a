/**
 * Who may do what in an organization. The API asks this table, never a page.
 */

export const ROLES = ["organizer", "finance", "support", "door"] as const;
export type Role = (typeof ROLES)[number];

const MAY = {
  "catalogue.read": ["organizer", "finance", "support", "door"],
  "catalogue.write": ["organizer"],
  "sale.operate": ["organizer"],
  "room.operate": ["organizer"],
  "room.read": ["organizer", "support"],
  "orders.read": ["organizer", "finance", "support"],
  "orders.write": ["organizer", "support"],
  "orders.refund": ["organizer", "finance", "support"],
  "door.scan": ["organizer", "support", "door"],
  "reports.read": ["organizer", "finance"],
  "ledger.read": ["organizer", "finance"],
  "notifications.read": ["organizer", "support"],
  "notifications.resend": ["organizer", "support"],
  "audit.read": ["organizer", "finance"],
  "team.write": ["organizer"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof MAY;

/** Every permission, in the order of the table. */
export const PERMISSIONS: readonly Permission[] = Object.keys(MAY) as Permission[];

export function may(role: Role, permission: Permission): boolean {
  return (MAY[permission] as readonly Role[]).includes(role);
}
