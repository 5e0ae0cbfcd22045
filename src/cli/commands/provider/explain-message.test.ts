import { expect, test } from "vitest";
import { playIo } from "../../testing/command-io.fixture.ts";
import { explain } from "../explain.ts";

const TEXT =
  "Automatic provisioning of user Jane Doe to app X failed: Error while creating user Jane Doe: Conflict. Errors reported by remote server: userName is taken";

async function explained(text: string): Promise<string> {
  const { io, stdout } = playIo();
  expect(await explain(text, io)).toBe(0);
  return stdout.text();
}

test("a text that Okta shows is explained: what was sent, what came, what to change, and what shows it", async () => {
  const text = await explained(TEXT);
  expect(text).toMatch(/^Okta shows this when somebody was assigned to the app/);
  expect(text).toContain("What Okta sent\n  GET /Users?filter=userName");
  expect(text).toContain("  409 (Conflict): there is one already");
  expect(text).toContain("In the server's own words: userName is taken");
  expect(text).toContain("What it should have been\n  201 and the user");
  expect(text).toContain("    --only okta.match.found");
  expect(text).toContain("zi-scim-check emulate assign --target <url>");
});

test("a text that is the same wherever it stands names no action", async () => {
  expect(await explained("Conflict")).toMatch(/^Okta shows this when an answer was of no use to it; the text does not/);
});

test("the commands name checks that exist, and none of another feature", async () => {
  const text = await explained(
    "Unable to update Group Push mapping target App group Sales: Error while creating user group Sales: Conflict.",
  );
  const ids = [...text.matchAll(/--only (\S+)/g)].map(([, id]) => id);
  expect(ids.length).toBeGreaterThan(0);
  expect(ids.filter((id) => !id?.startsWith("okta.group-"))).toEqual([]);
});

test("ids are explained as before", async () => {
  expect(await explained("okta.match.found")).toMatch(/^okta\.match\.found\n/);
});

test("a text that nobody shows is refused in one sentence, with what is near to it", async () => {
  const { io } = playIo();
  const refused = explain("The provisioning of a user to the app failed for a reason of ours", io);
  await expect(refused).rejects.toMatchObject({
    name: "UsageError",
    message: "This is no text that Okta is known to show.",
    hint: expect.stringMatching(/^Near to it: "Automatic provisioning of user/),
  });
  await expect(explain("lorem ipsum dolor", io)).rejects.toMatchObject({
    hint: expect.stringMatching(/^Give the text as it stands/),
  });
});

test("a word that is neither an id nor a text is refused as an id", async () => {
  const { io } = playIo();
  await expect(explain("okta.match.fund", io)).rejects.toThrow(
    'There is no check, rule, scenario or defect "okta.match.fund"',
  );
});
