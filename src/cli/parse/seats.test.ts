import { describe, expect, it } from "vitest";
import { parseSeats } from "./seats.ts";

describe("parseSeats", () => {
  it("reads total and available seats", () => {
    expect(parseSeats(["Sales=100", "Marketing=50:7", "Engage Bundle=0"])).toEqual([
      { product: "Sales", total: 100, available: 100 },
      { product: "Marketing", total: 50, available: 7 },
      { product: "Engage Bundle", total: 0, available: 0 },
    ]);
  });

  it("reads a total alone as a cap on all active users, whose free seats are counted unless they are stated", () => {
    expect(parseSeats(["10"])).toEqual([{ product: "the plan", total: 10, available: 10, isUncounted: true }]);
    expect(parseSeats([" 10:3 "])).toEqual([{ product: "the plan", total: 10, available: 3 }]);
  });

  it("reads several limits from one text; a name may hold a comma", () => {
    expect(parseSeats(["Sales=100,Marketing=50:7, Sales, global=3"])).toEqual([
      { product: "Sales", total: 100, available: 100 },
      { product: "Marketing", total: 50, available: 7 },
      { product: "Sales, global", total: 3, available: 3 },
    ]);
    expect(() => parseSeats(["Sales=100,"])).toThrow("--seats takes");
  });

  it("splits at the last equals sign", () => {
    expect(parseSeats(["A=B=3"])).toEqual([{ product: "A=B", total: 3, available: 3 }]);
  });

  it.each(["Sales", "Sales=", "=5", "Sales=-1", "Sales=ten", "Sales=5:", "Sales=5:x", "Sales=1.5", ""])(
    "refuses %j",
    (text) => {
      expect(() => parseSeats([text])).toThrow(
        `--seats takes Product=total, or a total alone for all active users, either with :available, not "${text}".`,
      );
    },
  );

  it.each(["10:", "10:x", "1.5", "-1", "10:11", ":5"])("refuses %j for a cap", (text) => {
    expect(() => parseSeats([text])).toThrow("--seats");
  });

  it("refuses more available than there are, and a product named twice", () => {
    expect(() => parseSeats(["Sales=5:6"])).toThrow("--seats Sales=5:6 has more seats available than there are.");
    expect(() => parseSeats(["Sales=5", "Sales=6"])).toThrow("--seats names Sales twice.");
    expect(() => parseSeats(["5", "6"])).toThrow("--seats names the plan twice.");
  });
});
