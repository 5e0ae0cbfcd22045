import { expect, test } from "vitest";
import { loadProfile } from "../../documents/load-profile.ts";
import { withCap } from "../../run/fit-profile.ts";
import { withinSeats } from "./within-seats.ts";

const zoominfo = await loadProfile("zoominfo");
const generic = await loadProfile("generic");

test.each([
  [5, 1],
  [20, 2],
  [100, 8],
])("with %i free seats of the product that every user gets %i of 8 checks run at a time", (available, width) => {
  const seats = [
    { product: "Sales", total: 100, available },
    { product: "Marketing", total: 3, available: 3 },
  ];
  expect(withinSeats(8, { profile: zoominfo, seats })).toBe(width);
});

test("under a cap every user takes a seat, whatever the template holds", () => {
  const profile = withCap(generic, 20);
  expect(withinSeats(8, { profile, seats: [{ product: "the plan", total: 20, available: 20 }] })).toBe(2);
  expect(withinSeats(8, { profile, seats: [{ product: "the plan", total: 20, available: 3 }] })).toBe(1);
});

test("without stated seats, and without products, the wish is granted", () => {
  expect(withinSeats(8, { profile: zoominfo, seats: [] })).toBe(8);
  expect(withinSeats(3, { profile: generic, seats: [] })).toBe(3);
});
