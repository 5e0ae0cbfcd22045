import { afterEach, expect, test } from "vitest";
import { loadProfile } from "../../../src/documents/load-profile.ts";
import { openTarget } from "../../../src/run/open-target.ts";
import type { OktaUser } from "../org/directory.ts";
import { OktaOrg } from "../org/okta-org.ts";
import { readTranscript, startRecorder } from "./transcript.fixture.ts";
import type { Turn } from "./transcript.fixture.ts";

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const NOBODY: Turn = { request: "", status: 404, answer: "" };

/** Answers by which people get accounts, with ids of which the transcripts speak. */
function accountsOf(users: readonly OktaUser[]): readonly Turn[] {
  return users.flatMap(({ profile: { userName, firstName } }) => {
    const answer = JSON.stringify({ id: `u-${firstName.toLowerCase()}`, userName, active: true });
    return [NOBODY, { request: "", status: 201, answer }];
  });
}

test.each(["oin", "aiw"] as const)(
  "what Okta sends about groups is what its clients were seen to send (%s)",
  async (dialect) => {
    const recorder = await startRecorder();
    closers.push(recorder.close);
    const transcript = readTranscript(`${dialect}-groups`, new URL(recorder.baseUrl).host);
    const target = openTarget({ url: recorder.baseUrl, credentials: { kind: "bearer", token: "t0ken" } });
    closers.unshift(target.close);
    const org = new OktaOrg();
    const profile = await loadProfile("generic");
    const app = org.createApp({ session: target.session, profile, dialect, settings: { pushGroups: true } });
    const people = ["Ann", "Bob", "Cem"].map((firstName) => {
      const userName = `${firstName.toLowerCase()}@b.example`;
      return org.addUser({ userName, firstName, lastName: "Lee", email: userName });
    });
    recorder.play(accountsOf(people));
    expect(await app.assignUsers(people)).toMatchObject({ created: 3 });
    const [joined, left] = [people.slice(2), people.slice(0, 2)];
    const group = org.addGroup("Staff & Co", left);
    const sequences: Readonly<Record<string, () => Promise<unknown>>> = {
      "push a new group": () => app.pushGroup(group),
      rename: () => org.renameGroup(group, "Crew"),
      "change members": () => org.changeMembers(group, { remove: left, add: joined }),
      "push now": () => app.pushNow(group),
      "unlink, and leave the group": () => app.unlinkGroup(group, { deleteAtTarget: false }),
      "push again, and link": () => app.pushGroup(group),
      "unlink, and delete the group": () => app.unlinkGroup(group, { deleteAtTarget: true }),
    };
    expect([...transcript.keys()]).toEqual(Object.keys(sequences));
    for (const [name, cause] of Object.entries(sequences)) {
      const turns = transcript.get(name) ?? [];
      recorder.play(turns);
      await cause();
      expect(recorder.received(), name).toEqual(turns.map(({ request }) => request));
    }
  },
);
