import { describe, expect, test } from "vitest";
import { OVERFLOW, ended, exchange, finding, found, stage, start } from "./progress-stage.test.ts";

describe("in a pipe or in CI", () => {
  test.each([{ isTTY: false }, { isTTY: true, ci: true }])(
    "with %j there is a line for each suite and scenario as it ends",
    (where) => {
      const { progress, pass, written } = stage(where);
      progress.listen(start());
      pass(4000);
      progress.listen(found("users.a", "pass"));
      progress.listen(found("users.b", "fail"));
      pass(1000);
      progress.listen({ type: "scenario-end", result: OVERFLOW });
      progress.listen({ type: "note", text: "One user is left." });
      progress.listen(
        ended([
          finding("users.a", "pass"),
          finding("users.b", "fail"),
          finding("traffic.a", "warn"),
          finding("traffic.b", "skip"),
        ]),
      );
      expect(written().split("\n")).toEqual([
        "00:00  https://scim.example.com/v2   okta/oin   seed 7   run 4f2a   4 checks, 1 scenario",
        "00:04  users          2 checks   1 ok   1 fail",
        "00:05  seat-overflow scenario   ok   100 provisioned, 20 failed",
        "00:05  One user is left.",
        "00:05  traffic        2 checks   1 warn   1 skip",
        "",
      ]);
    },
  );

  test("a suite of one check is told of as one", () => {
    const { progress, pass, written } = stage({ isTTY: false });
    progress.listen(start());
    pass(1000);
    progress.listen(ended([finding("traffic.a", "warn")]));
    expect(written().split("\n").at(-2)).toBe("00:01  traffic        1 check    1 warn");
  });

  test("when nothing ends for ten seconds there is one sign of life", () => {
    const { progress, pass, written, timers } = stage({ isTTY: false });
    pass(10_500);
    progress.listen(start());
    progress.listen(exchange("users.filter.eq", "/Users"));
    progress.listen(found("users.a", "pass"));
    pass(25_000);
    progress.listen({ type: "scenario-start", scenario: "seat-overflow", steps: 4 });
    pass(9000);
    progress.listen({ type: "progress", scenario: "seat-overflow", done: 60, total: 120, failed: 0 });
    pass(10_000);
    progress.end();
    pass(60_000);
    expect(written().split("\n")).toEqual([
      "00:10  …still connecting, nothing has answered yet",
      "00:10  https://scim.example.com/v2   okta/oin   seed 7   run 4f2a   4 checks, 1 scenario",
      "00:21  …still running: 1/4, last users.filter.eq",
      "00:31  …still running: 1/4, last users.filter.eq",
      "00:41  …still in seat-overflow: 0 of 4 steps",
      "00:51  …still in seat-overflow: 60/120 assigned, 0 failed",
      "",
    ]);
    expect(timers()).toBe(0);
  });

  test("a first request without an answer is no sign of an answer", () => {
    const { progress, pass, written } = stage({ isTTY: false });
    const sent = exchange("preflight", "/Users");
    if (sent.type !== "exchange") throw new Error("it is an exchange");
    const failure = { kind: "timeout", message: "no answer within 10 s" } as const;
    progress.listen({ ...sent, exchange: { ...sent.exchange, response: null, failure } });
    pass(10_500);
    progress.listen(sent);
    pass(10_000);
    progress.end();
    expect(written().split("\n")).toEqual([
      "00:10  …still connecting, nothing has answered yet",
      "00:20  …still connecting",
      "",
    ]);
  });

  test("where no checks are planned it is still running, not connecting, once it has begun", () => {
    const { progress, pass, written } = stage({ isTTY: false });
    progress.listen(start({ checks: 0, scenarios: 1, suites: {} }));
    progress.listen(exchange("cleanup", "/Users"));
    pass(10_500);
    progress.end();
    expect(written()).toContain("00:10  …still running, last cleanup\n");
  });

  test("nothing is coloured and nothing moves the cursor", () => {
    const { progress, written } = stage({ isTTY: false, color: true });
    progress.listen(start());
    progress.note("\u001b[2Jhostile");
    expect(written()).not.toContain("\u001b");
  });
});
