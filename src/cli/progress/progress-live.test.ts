import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { OVERFLOW, ended, exchange, found, stage, start } from "./progress-stage.test.ts";

describe("on a terminal", () => {
  test("the target, the last request, the amount and what works in the provider are shown", () => {
    const { progress, pass, shown } = stage();
    pass(150);
    progress.listen(start());
    progress.listen(exchange("users.patch.replace-active", "/Users/2f6c8d1a-91c0-4b7e-8d53-0a4f6a1b2c3d"));
    progress.listen(found("users.a", "pass", ["create", "update"]));
    progress.listen(found("users.b", "fail", ["deactivate", "update"]));
    progress.listen(found("users.c", "warn", ["import"]));
    pass(21_000);
    expect(shown()).toEqual([
      "zi-scim-check   https://scim.example.com/v2   okta/oin   seed 7   run 4f2a",
      " users.patch.replace-active          PATCH /Users/2f6c8d1a-91c0-…   200   41 ms",
      " ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━──────────   3/4   1 ✗  1 !   0:21   0 req/s",
      " create ✓   update ✗   deactivate ✗   import …   group-push …",
    ]);
  });

  test("the seats of a scenario are counted while they are assigned", () => {
    const { progress, pass, shown } = stage();
    progress.listen(start());
    progress.listen({ type: "scenario-start", scenario: "seat-overflow", steps: 4 });
    pass(200);
    expect(shown()[1]).toBe(" seat-overflow   step 1 of 4");
    progress.listen({ type: "progress", scenario: "seat-overflow", done: 100, total: 120, failed: 0 });
    pass(200);
    expect(shown()[1]).toBe(" seat-overflow   step 1 of 4   100/120 assigned");
    progress.listen({ type: "progress", scenario: "seat-overflow", done: 112, total: 120, failed: 12 });
    pass(200);
    expect(shown()[1]).toBe(" seat-overflow   step 1 of 4   112/120 assigned, 12 ✗");
    progress.listen({ type: "scenario-end", result: OVERFLOW });
    pass(200);
    expect(shown()[1]).not.toContain("seat-overflow");
    expect(shown()[3]).toContain("create ✓");
  });

  test("before the target has answered it says that it is connecting", () => {
    const { pass, shown } = stage();
    pass(200);
    expect(shown()).toEqual([
      "zi-scim-check",
      " connecting …",
      " ────────────────────────────────────────   0 ✗  0 !   0:00   0 req/s",
    ]);
  });

  test("it draws at most ten times a second, and not at all when nothing has changed", () => {
    const { progress, pass, writes } = stage();
    progress.listen(start());
    for (let i = 0; i < 500; i += 1) {
      progress.listen(exchange("users.a", `/Users/${i}`));
      pass(50);
    }
    const busy = writes();
    expect(busy).toBeLessThanOrEqual(251);
    pass(900);
    expect(writes() - busy).toBeLessThanOrEqual(3);
  });

  test("at the end nothing is left but notes, and no timer", () => {
    const { progress, pass, shown, timers } = stage();
    progress.listen(start());
    pass(300);
    progress.listen({ type: "note", text: "The target asks to wait 2 s." });
    pass(300);
    progress.note("Stopping.");
    expect(shown()).toHaveLength(6);
    progress.listen(ended([]));
    expect(shown()).toEqual(["The target asks to wait 2 s.", "Stopping."]);
    expect(timers()).toBe(0);
    progress.end();
    progress.note("After the end.");
    expect(shown()).toEqual(["The target asks to wait 2 s.", "Stopping.", "After the end."]);
  });

  test("a run that ends without an event leaves nothing behind either", () => {
    const { progress, pass, shown, timers } = stage();
    progress.listen(start());
    pass(300);
    progress.end();
    expect(shown()).toEqual([]);
    expect(timers()).toBe(0);
  });

  test.each([40, 50, 60, 79, 200])("at %i columns every line is shorter than the terminal", (width) => {
    const { progress, pass, written } = stage({ width, color: true });
    progress.listen(start());
    progress.listen(exchange("users.patch.a-check-with-a-very-long-name", `/Users?filter=${"x".repeat(300)}`));
    progress.listen(found("users.a", "fail", ["create"]));
    progress.listen({ type: "note", text: "short" });
    pass(200);
    const widths = stripVTControlCharacters(written())
      .split("\n")
      .map((line) => line.length);
    expect(Math.max(...widths)).toBeLessThan(width);
  });

  test("the id of the run stays readable where the URL is too long for the line", () => {
    const { progress, pass, shown } = stage({ width: 60 });
    progress.listen(start());
    pass(200);
    expect(shown()[0]).toBe("zi-scim-check   https://sci…   okta/oin   seed 7   run 4f2a");
  });

  test("narrow, the bar goes first", () => {
    const { progress, pass, shown } = stage({ width: 40 });
    progress.listen(start());
    pass(200);
    expect(shown()[2]).toBe(" 0/4   0 ✗  0 !   0:00   0 req/s");
  });

  test("without Unicode the lines are ASCII, and a path from anywhere cannot act on the terminal", () => {
    const { progress, pass, written } = stage({ unicode: false });
    progress.listen(start());
    progress.listen(exchange("users.a", "/Users/\u001b[2J\u009bé"));
    progress.listen(found("users.a", "fail", ["create"]));
    pass(200);
    // oxlint-disable-next-line no-control-regex
    expect(written().replaceAll(/\u001b\[\d+A\u001b\[0J/g, "")).toMatch(/^[\x20-\x7e\n]*$/);
  });
});
