import { expect, test } from "vitest";
import type { LiveExchange } from "../../../exchange/exchange.ts";
import { ask, createStore, open } from "../../session/scripted-session.fixture.ts";
import type { Session } from "../../session/session.ts";
import { trackSession } from "./tracked-session.ts";

/** A session whose requests end when they are told to. */
function openSlow(): { readonly session: Session; readonly release: () => void } {
  const { session } = open(createStore().script);
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const send = (request: Parameters<Session["send"]>[0]): Promise<LiveExchange> =>
    gate.then(() => session.send(request));
  return { session: { ...session, send }, release };
}

test("a check has ended when all that it sent has been answered", async () => {
  const { session, release } = openSlow();
  const tracked = trackSession(session);
  const events: string[] = [];
  const sent = tracked.session.send(ask("GET", "/Users")).then(() => events.push("answered"));
  const ended = tracked.end().then(() => events.push("ended"));
  release();
  await Promise.all([sent, ended]);
  expect(events).toEqual(["answered", "ended"]);
});

test("nothing is sent for a check that has ended", async () => {
  const { session } = open(createStore().script);
  const tracked = trackSession(session);
  await tracked.end();
  await expect(tracked.session.send(ask("PATCH", "/Users/1"))).rejects.toThrow("the check has ended");
});
