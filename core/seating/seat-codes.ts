/** What the public sees of a seat, in two bits: 0 free, 1 held (also in payment), 2 sold, 3 blocked. */
export const SEAT_CODES = { free: 0, held: 1, sold: 2, blocked: 3 } as const;
