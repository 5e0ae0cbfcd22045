import {
  defineCheck,
  describeOutcome,
  errorResponse,
  isObject,
  isPresent,
  isSuccess,
  jsonEqual,
  on,
  pathOfNew,
  readBack,
  readJson,
  readThrough,
  remembering,
  sameText,
  shown,
  valueAt,
  verify,
  changed,
} from "../../src/kit/index.ts";
import type { Check, Wrap } from "../../src/kit/index.ts";
import { reading } from "./words/reading.ts";

/** As many as a client with several workers sends of one person. */
const AT_ONCE = 4;

const atOnce = defineCheck({
  id: "users.create.user-name-unique-at-once",
  title: "Creates of one userName at the same time leave one user of that name",
  rule: "RFC7643-4.1.1-03",
  advice: "Let a unique index of the database decide, not a query that looks for the name before the insert.",
  run: async (t) => {
    const body = t.make.userBody({ overrides: { externalId: undefined } });
    const { userName } = body;
    const replies = await Promise.all(Array.from({ length: AT_ONCE }, async () => t.post("/Users", body)));
    const made = replies.filter(isSuccess);
    if (made.length === 0) t.skip("none of the creates was taken");
    const paths = [...new Set(made.map((reply) => pathOfNew(t, reply)))];
    const reads = [];
    for (const path of paths) {
      const { reply } = await readBack(t, path);
      if (sameText(valueAt(reply.body, "userName"), userName)) reads.push(reply);
    }
    const [first, second] = reads;
    if (first === undefined || second === undefined) return;
    const sentence = `${reads.length} users have the userName ${shown(userName)} after ${AT_ONCE} creates at the same time`;
    verify(second).that(false, sentence, {
      expected: "one user of that name",
      at: ["userName"],
      others: [first, ...made],
    });
  },
  defects: {
    "user-name-is-looked-up-before-the-insert": insertsLate(),
  },
});

const othersAlone = defineCheck({
  id: "users.replace.leaves-other-users",
  title: "A PUT and a PATCH of one user leave other users alone",
  rule: "RFC7644-3.1-04",
  advice: "Bind each write to the id in the URL, not to a name, an e-mail or the record that was read last.",
  run: async (t) => {
    const [first, user, last] = [await t.make.user(), await t.make.user(), await t.make.user()];
    const before = [await readBack(t, first.path), await readBack(t, last.path)];
    const { resource } = await readBack(t, user.path);
    const put = await t.put(user.path, changed(resource, { displayName: `Zi other ${t.runId}`, active: false }));
    const value = { active: false, nickName: `Zi nick ${t.runId}` };
    const patch = isPresent(t.capabilities.patch) ? [await t.patch(user.path, [{ op: "replace", value }])] : [];
    if (![put, ...patch].some(isSuccess)) t.skip(`no change of the user is taken (${describeOutcome(put)})`);
    for (const [index, other] of [first, last].entries()) {
      await t.stays(reading(t, other.path), (read) => {
        for (const name of ["userName", "displayName", "active", "nickName"]) {
          const was = valueAt(before[index]?.resource, name);
          verify(read, { after: null, others: [put, ...patch], although: "nobody has written to that user" })
            .at(name)
            .holds(shown(was), (found) => jsonEqual(found ?? null, was ?? null));
        }
      });
    }
  },
  defects: {
    "patch-hits-the-user-who-was-made-last": hitsLast("PATCH /Users/:id"),
    "put-hits-the-user-who-was-made-last": hitsLast("PUT /Users/:id"),
  },
});

const ownName = defineCheck({
  id: "users.replace.own-user-name",
  title: "A PUT or PATCH with the user's own userName, in any letter case, is no conflict",
  rule: "RFC7644-3.5.1-13",
  advice: "Leave the user himself out when you look for a userName that is taken.",
  run: async (t) => {
    const user = await t.make.user({ label: "own" });
    const { resource } = await readBack(t, user.path);
    const userName = valueAt(resource, "userName");
    if (typeof userName !== "string") return t.skip("the target shows no userName");
    const spelled = [userName, userName.replace(/[a-z]/, (letter) => letter.toUpperCase())];
    for (const name of spelled) {
      const replies = [await t.put(user.path, changed(resource, { userName: name }))];
      if (isPresent(t.capabilities.patch)) {
        replies.push(await t.patch(user.path, [{ op: "replace", path: "userName", value: name }]));
      }
      for (const reply of replies) {
        const although = `the userName ${shown(name)} is the user's own`;
        verify(reply, { although, others: [user.reply] }).that(
          reply.status !== 409,
          `the user's own userName, ${shown(name)}, is answered ${describeOutcome(reply)}`,
          { expected: "any status but 409" },
        );
      }
    }
  },
  defects: {
    "own-user-name-is-a-conflict-at-put": conflictsWithOneself("PUT /Users/:id"),
    "own-user-name-is-a-conflict-at-patch": conflictsWithOneself("PATCH /Users/:id"),
  },
});

/** Writes that meet others, and themselves. */
export const atOnceChecks: readonly Check[] = [atOnce, othersAlone, ownName];

/** A server that looks for the name, waits a moment and inserts: its index holds something else than the name. */
function insertsLate(): Wrap {
  return remembering(() => {
    const busy = new Set<string>();
    let count = 0;
    const create = on("POST /Users").answer(async (request, next) => {
      const sent = await readJson(request);
      const name = String(valueAt(sent, "userName")).toLowerCase();
      const isRace = busy.has(name);
      busy.add(name);
      await Promise.resolve();
      const body = isRace
        ? JSON.stringify({ ...(isObject(sent) ? sent : {}), userName: `${name}~${(count += 1)}` })
        : undefined;
      const { url, headers } = request;
      try {
        return await next(body === undefined ? request : new Request(url, { method: "POST", headers, body }));
      } finally {
        busy.delete(name);
      }
    });
    const show = on("/Users/:id?").resources((user) => ({
      ...user,
      userName: String(user["userName"]).replace(/~\d+$/, ""),
    }));
    return (next) => show(create(next));
  });
}

/** A server whose update goes to the record that was stored last as well. */
function hitsLast(where: string): Wrap {
  return remembering(() => {
    let last: string | undefined;
    const note = on("POST /Users").body((user) => {
      last = String(valueAt(user, "meta", "location"));
      return user;
    });
    const write = on(where).answer(async (request, next) => {
      if (last !== undefined && last !== request.url && !request.url.includes("?")) {
        const current = await readThrough(next, request, last);
        const headers = new Headers(request.headers);
        headers.delete("content-length");
        const body = JSON.stringify({ ...current, displayName: "Somebody else", active: false });
        await next(new Request(last, { method: "PUT", headers, body }));
      }
      return next(request);
    });
    return (next) => write(note(next));
  });
}

function conflictsWithOneself(where: string): Wrap {
  return on(where).answer(async (request, next) => {
    const current = await readThrough(next, request, request.url.replace(/\?.*$/, ""));
    const text = (await request.clone().text()).toLowerCase();
    const isNamed = text.includes(JSON.stringify(String(current?.["userName"])).toLowerCase());
    const isOfName = text.includes('"username"');
    return isNamed && isOfName ? errorResponse(409, "userName is taken.", "uniqueness") : next(request);
  });
}
