import { describe, expect, it } from "vitest";
import type { CommandIo } from "../command-io.ts";
import { explain } from "./explain.ts";
import { list } from "./list.ts";
import { playIo } from "../testing/command-io.fixture.ts";

/** What a command prints, line by line. */
async function printed(command: (io: CommandIo) => Promise<number>): Promise<readonly string[]> {
  const { io, stdout } = playIo({ env: { COLUMNS: "100" } });
  expect(await command(io)).toBe(0);
  return stdout.text().split("\n");
}

describe("list", () => {
  it("shows every check with severity, clause and title, and the scenarios", async () => {
    const lines = await printed((io) => list(undefined, {}, io));
    const location = lines.find((line) => line.startsWith("  users.create.location "));
    expect(location).toMatch(/ must +RFC 7644 3\.3 MUST +The answer to POST \/Users has a Location header/);
    expect(lines.some((line) => /^ {2}seats\.\S+ +must +ZoomInfo, documented /.test(line))).toBe(true);
    expect(lines).toContain("scenarios");
    expect(lines.some((line) => /^ {2}seat-overflow +zoominfo +\S/.test(line))).toBe(true);
  });

  it("shows one kind of thing alone", async () => {
    expect(await printed((io) => list("reporters", {}, io))).toContainEqual(expect.stringMatching(/^ {2}junit +\S/));
    expect(await printed((io) => list("profiles", {}, io))).toContainEqual(
      expect.stringMatching(/^ {2}zoominfo +ZoomInfo /),
    );
    expect(await printed((io) => list("defects", {}, io))).toContainEqual(
      expect.stringMatching(
        /^ {2}create-without-location +breaks RFC7644-3\.3-06 +noticed by .*users\.create\.location/,
      ),
    );
    expect(await printed((io) => list("suites", {}, io))).toContainEqual(
      expect.stringMatching(/^ {2}users +\d+ checks +Users/),
    );
  });

  it("shows the requirements, all or those that no check rests on", async () => {
    const all = await printed((io) => list("requirements", {}, io));
    const uncovered = await printed((io) => list("requirements", { uncovered: true }, io));
    const row = expect.stringMatching(/^ {2}RFC7644-3\.3-06 +MUST +create +The create answer has a Location header /);
    expect(all).toContainEqual(row);
    expect(uncovered).not.toContainEqual(row);
    expect(uncovered.at(-2)).toMatch(/^\d+ of 385 observable requirements without a check$/);
  });
});

describe("explain", () => {
  it("tells what a check rests on, what to change, and what proves it", async () => {
    const text = (await printed((io) => explain("users.create.location", io))).join("\n");
    expect(text).toContain("RFC7644-3.3-06  RFC 7644 section 3.3, MUST");
    expect(text).toContain("https://www.rfc-editor.org/rfc/rfc7644#section-3.3");
    expect(text).toContain("What to change\n  Send a Location header with the 201");
    expect(text).toMatch(
      /It is proven against a server with\n(.*\n)* {2}create-without-location +breaks RFC7644-3\.3-06/,
    );
  });

  it("lists the checks of a requirement, however it is spelt", async () => {
    const lines = await printed((io) => explain("rfc7644-3.3-06", io));
    expect(lines[0]).toBe("RFC7644-3.3-06  RFC 7644 section 3.3, MUST");
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}users\.create\.location +\S/));
  });

  it("says when no check rests on a requirement", async () => {
    const lines = await printed((io) => explain("RFC7643-2.2-01", io));
    expect(lines).toContain("No check rests on it.");
  });

  it("explains a rule of a vendor with the document and the day it was read", async () => {
    const row =
      (await printed((io) => list("checks", {}, io))).find((line) => line.includes("ZoomInfo, documented")) ?? "";
    const id = row.trim().split(/ +/, 1).join("");
    const check = await printed((io) => explain(id, io));
    const rule = /^ {2}(\S+) +ZoomInfo, documented, seen \d{4}-\d\d-\d\d$/m.exec(check.join("\n"))?.[1];
    const lines = await printed((io) => explain(rule ?? "none", io));
    expect(lines[0]).toContain("ZoomInfo, documented");
    expect(lines.some((line) => line.startsWith(`  ${id} `))).toBe(true);
  });

  it("knows checks and rules of vendors in any letter case", async () => {
    expect((await printed((io) => explain("OKTA.Deactivate.PATCH", io)))[0]).toBe("okta.deactivate.patch");
    const [head] = await printed((io) => explain("okta-deactivate-01", io));
    expect(head).toMatch(/^OKTA-deactivate-01 {2}Okta, documented/);
  });

  it("explains a defect by who notices it, and says when a provider does not meet it", async () => {
    const lines = await printed((io) => explain("delete-answers-200-with-the-user", io));
    expect(lines[1]).toBe("A fault of the reference server that breaks RFC7644-3.6-01.");
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}users\.delete\.status {2,}DELETE of a user/));
    expect(lines).toContain("  zi-scim-check serve --defect delete-answers-200-with-the-user");
    const unmet = await printed((io) => explain("Put-Takes-Over-Created", io));
    expect(unmet[0]).toBe("put-takes-over-created");
    expect(unmet).toContain("The requests of Okta's client do not meet it; docs/providers.md says why.");
  });

  it("explains a scenario by what it breaks and how it is played", async () => {
    const lines = await printed((io) => explain("Deactivate", io));
    expect(lines.slice(0, 2)).toEqual(["deactivate", "People lose the app and get it back"]);
    expect(lines).toContain("Breaks in Okta: deactivate.");
    expect(lines).toContain("  zi-scim-check emulate deactivate");
    expect(lines).toContain("  pathless-active-ignored");
  });

  it("keeps within the width", async () => {
    const lines = await printed((io) => explain("users.create.location", io));
    expect(Math.max(...lines.filter((line) => !line.includes("http")).map((line) => line.length))).toBeLessThanOrEqual(
      100,
    );
  });
});
