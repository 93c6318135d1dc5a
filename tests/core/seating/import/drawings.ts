/** Drawings of our own making in the public formats, small and with everything in them that an importer knows. */

const seat = (x: number, y: number, label: string, more: object = {}): object => ({
  x,
  y,
  label,
  categoryKey: null,
  accessible: false,
  companionSeat: false,
  restrictedView: false,
  ...more,
});

/** A seats.io drawing with sections, a table, a booth and standing room. */
export function seatsIoDrawing() {
  return {
    name: "Town hall",
    version: 21,
    categories: {
      list: [
        { key: 1, label: "Stalls", color: "#4176A5" },
        { key: "box", label: "Box", color: "not a color" },
      ],
    },
    zones: { list: [{ key: "hall", label: "Hall", focalPoint: { x: 500, y: 0 } }] },
    subChart: {
      focalPoint: { x: 400, y: -20 },
      rows: [{ label: "Z", sectionLabel: "Loge", seats: [seat(1, 2, "1", { categoryKey: "box" })] }],
      tables: [
        { label: "T1", type: "round", center: { x: 0, y: 0 }, radius: 5, seats: [seat(5, 0, "1", { categoryKey: 1 })] },
      ],
      booths: [{ label: "B1", categoryKey: 1, center: { x: 10, y: 10 }, width: 4, height: 2, rotationAngle: 90 }],
      generalAdmissionAreas: [
        {
          label: "Floor",
          categoryKey: 1,
          capacity: 250,
          type: "circle",
          center: { x: 50, y: 50 },
          radius1: 20,
          radius2: 10,
        },
        {
          label: "Pit",
          categoryKey: 1,
          capacity: 40,
          points: [
            { x: 0, y: 0 },
            { x: 9, y: 0 },
            { x: 9, y: 9 },
          ],
        },
      ],
      sections: [
        {
          label: "S",
          zone: "hall",
          categoryKey: 1,
          entrance: "North",
          labelRotationAngle: 45,
          topLeft: { x: 1000, y: 2000 },
          points: [
            { x: 1000, y: 2000 },
            { x: 1100, y: 2000 },
            { x: 1100, y: 2100 },
          ],
          subChart: {
            rows: [
              {
                label: "A",
                seats: [
                  seat(10.004, 20, "1"),
                  seat(20, 20, "2", { accessible: true }),
                  seat(30, 20, "3", { companionSeat: true }),
                  seat(40, 20, "4", { restrictedView: true, categoryKey: "box" }),
                ],
              },
              { label: "B", seats: [] },
            ],
          },
        },
      ],
    },
  };
}

/** A pretix seating plan. */
export function pretixPlan() {
  const position = (x: number, y: number): object => ({ x, y });
  return {
    name: "Cinema",
    size: { width: 400, height: 300 },
    categories: [{ name: "Parkett", color: "#7f4a91" }, { name: "Loge" }],
    zones: [
      {
        name: "Saal",
        position: position(100, 50),
        rows: [
          {
            row_number: "1",
            row_number_position: "both",
            position: position(10, 5),
            seats: [
              {
                seat_number: "1",
                seat_guid: "1-1",
                uuid: "u1",
                position: position(0, 0),
                category: "Parkett",
                radius: 10,
              },
              { seat_number: "2", seat_guid: "1-2", uuid: "u2", position: position(25, 0), category: "Loge" },
            ],
          },
          {
            row_number: "2",
            seats: [{ seat_number: "1", seat_guid: "2-1", position: position(0, 30), category: "Loge" }],
          },
        ],
        areas: [{ shape: "rectangle", position: position(0, 0), rectangle: { width: 10, height: 5 } }],
      },
    ],
  };
}
