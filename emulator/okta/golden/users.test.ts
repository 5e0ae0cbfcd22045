import { afterEach, expect, test } from "vitest";
import { loadProfile } from "../../../src/documents/load-profile.ts";
import { openTarget } from "../../../src/run/open-target.ts";
import { OktaOrg } from "../org/okta-org.ts";
import { readTranscript, startRecorder } from "./transcript.fixture.ts";

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

test.each(["oin", "aiw"] as const)(
  "what Okta sends about users is what its clients were seen to send (%s)",
  async (dialect) => {
    const recorder = await startRecorder();
    closers.push(recorder.close);
    const transcript = readTranscript(`${dialect}-users`, new URL(recorder.baseUrl).host);
    const target = openTarget({ url: recorder.baseUrl, credentials: { kind: "bearer", token: "t0ken" } });
    closers.unshift(target.close);
    // The older of two ways, and the one that was captured; `profile-updates` names the other.
    const configured = { configured: { profileUpdates: "put" } } as const;
    const org = new OktaOrg();
    const profile = await loadProfile("generic");
    const app = org.createApp({ session: target.session, profile, dialect, ...configured });
    const [ann, bob] = ["Ann Lée ann+lee@b.example", "Bob Lee bob@b.example"].map((line) => {
      const [firstName = "", lastName = "", userName = ""] = line.split(" ");
      const displayName = `${firstName} ${lastName}`;
      return org.addUser({ userName, firstName, lastName, email: userName, displayName, locale: "en-US" });
    });
    if (ann === undefined || bob === undefined) throw new Error("nobody is there");
    target.session.adopt("/Users", "b7c2");
    const sequences: Readonly<Record<string, () => Promise<unknown>>> = {
      "test credentials": () => app.testApiCredentials(),
      "save To App with Import Groups": () => app.saveSettings({ importGroups: true, userImport: true }),
      import: () => app.importNow(),
      create: () => app.assignUsers([ann]),
      "change a profile": () => org.updateProfile(ann, { lastName: "Park" }),
      deactivate: () => app.unassignUsers([ann]),
      reactivate: () => app.assignUsers([ann]),
      link: () => app.assignUsers([bob]),
    };
    expect([...transcript.keys()]).toEqual(Object.keys(sequences));
    for (const [name, cause] of Object.entries(sequences)) {
      const turns = transcript.get(name) ?? [];
      recorder.play(turns);
      await cause();
      expect(recorder.received(), name).toEqual(turns.map(({ request }) => request));
      expect(recorder.connections(), name).toBe(1);
    }
  },
);
