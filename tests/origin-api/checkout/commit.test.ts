// `POST /seats/commit` on real parts: what is answered, charged, booked and owed; the same request again; bad requests.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newVisitor, TestOffice } from "../../support/test-office.ts";

let office: TestOffice;

beforeAll(async () => {
  office = await TestOffice.open();
});
afterAll(() => office.close());

describe("a reservation that is paid", () => {
  it("is answered, charged, booked and mailed once", async () => {
    const reservation = await office.hold(newVisitor(), ["stalls-1", "stalls-2"]);
    const { status, body } = await office.commit(reservation);
    expect({ status, body }).toMatchObject({ status: 200 });
    await office.idle();
    console.log(body, office.reports, await office.rows("select * from ledger_entries"));
  });
});
