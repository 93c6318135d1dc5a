/**
 * The chart that is sold: the race track of 8,897 seats where it lies beside the project, else one of our own making
 * with as many seats in as many rows, in the same public format (a seats.io drawing).
 */
import { readFile } from "node:fs/promises";
import path from "node:path";

const SEATS = 8_897;
const ROWS = 131;
const SECTIONS = 4;
const SEAT_PITCH = 20;
const ROW_PITCH = 25;

export async function chartText(root: string): Promise<{ text: string; name: string }> {
  const file = path.resolve(root, "../shared/charts/race-track.json");
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? { text: JSON.stringify(stands()), name: "four stands" } : { text, name: "race track" };
}

/** Four stands of rows, as even as 8,897 seats in 131 rows can be. */
function stands(): object {
  const category = { key: 1, label: "Stand", color: "#4f7cac", accessible: false };
  const sections = Array.from({ length: SECTIONS }, (_, section) => {
    const rows = [];
    for (let row = section; row < ROWS; row += SECTIONS) rows.push(rowOf(row));
    return {
      label: `S${section + 1}`,
      categoryKey: category.key,
      topLeft: { x: 0, y: 0 },
      points: [],
      subChart: { rows, generalAdmissionAreas: [], tables: [], booths: [] },
    };
  });
  return {
    name: "Four stands",
    categories: { list: [category] },
    zones: { list: [] },
    focalPoint: { x: 680, y: -200 },
    subChart: { sections, rows: [], generalAdmissionAreas: [], tables: [], booths: [] },
  };

  function rowOf(row: number): object {
    const seats = Math.floor(((row + 1) * SEATS) / ROWS) - Math.floor((row * SEATS) / ROWS);
    return {
      label: String(row + 1),
      seats: Array.from({ length: seats }, (_, seat) => ({
        label: String(seat + 1),
        x: seat * SEAT_PITCH,
        y: row * ROW_PITCH,
        categoryKey: category.key,
      })),
    };
  }
}
