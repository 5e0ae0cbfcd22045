import {
  anyFilter,
  BULK_REQUEST_URN,
  describeOutcome,
  describeRequest,
  findsCrowd,
  getIgnoreCase,
  isObject,
  isSuccess,
  itemsAt,
  named,
  toListBody,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { CheckContext, OwnUser, Reply, VerifyOptions } from "../../../src/kit/index.ts";
import type { Feature } from "./features.ts";

/** What a server answers to something that it does not do. */
const REFUSALS = [404, 405, 501];

/** An answer that does not show whether a feature works. */
export interface Unclear {
  readonly reply: Reply;
  /** One sentence, for a remark or for the reason of a skip. */
  readonly why: string;
}

/** Tries a feature that `config` claims: throws when it does not work, and gives what leaves it open. */
type Trial = (t: CheckContext, config: Reply) => Promise<Unclear | undefined>;

/** The features that can be tried. */
export const TRIALS: readonly (readonly [Feature, Trial])[] = [
  ["patch", tryPatch],
  ["filter", tryFilter],
  ["sort", trySort],
  ["etag", tryETag],
  ["bulk", tryBulk],
];

async function tryPatch(t: CheckContext, config: Reply): Promise<Unclear | undefined> {
  const user = await t.make.user();
  const reply = await t.patch(user.path, [{ op: "replace", path: "active", value: false }]);
  verifyOffered(reply, claimOf("patch", config));
  return isSuccess(reply) ? verifySwitchedOff(t, user, claimOf("patch", config)) : unclear(reply);
}

async function tryFilter(t: CheckContext, config: Reply): Promise<Unclear | undefined> {
  const [wanted, other] = [await t.make.user(), await t.make.user()];
  // It is judged by whom it finds; when it finds nobody, that is for the checks of filters.
  const reply = await t.settle(
    () => t.query("/Users", named(wanted)),
    (found) => REFUSALS.includes(found.status) || idsIn(found).includes(wanted.id),
  );
  const claim = claimOf("filter", config);
  verifyOffered(reply, claim);
  if (!isSuccess(reply)) return unclear(reply);
  const isFound = idsIn(reply).includes(wanted.id);
  const isOnlyWanted = !idsIn(reply).includes(other.id) && !findsCrowd(reply, [wanted.id]);
  const finding = `${describeRequest(reply)} finds other users too`;
  verify(reply, claim).that(isOnlyWanted, finding, {
    expected: "only the user with that userName",
    at: ["Resources"],
  });
  return isFound ? undefined : unclear(reply);
}

async function trySort(t: CheckContext, config: Reply): Promise<Unclear | undefined> {
  const users: OwnUser[] = [];
  for (const label of ["b", "c", "a"]) users.push(await t.make.user({ label }));
  const filter = anyFilter(users.map(named));
  const ascending = await t.settle(
    () => t.query("/Users", filter, { sortBy: "userName", sortOrder: "ascending" }),
    (reply) => REFUSALS.includes(reply.status) || idsIn(reply).length === users.length,
  );
  const claim = claimOf("sort", config);
  verifyOffered(ascending, claim);
  const descending = await t.query("/Users", filter, { sortBy: "userName", sortOrder: "descending" });
  // Without a filter that finds just these users the order cannot be judged.
  for (const reply of [ascending, descending]) {
    if (idsIn(reply).length !== users.length) return unclear(reply);
  }
  verify(descending, { ...claim, others: [config, ascending] }).that(
    idsIn(ascending).join() !== idsIn(descending).join(),
    `${describeRequest(descending)} gives the same order as sortOrder=ascending`,
    { expected: "another order than with sortOrder=ascending", at: ["Resources"] },
  );
  return undefined;
}

async function tryETag(t: CheckContext, config: Reply): Promise<Unclear | undefined> {
  const user = await t.make.user();
  const reply = await t.get(user.path);
  if (!isSuccess(reply)) return unclear(reply);
  const isInBody = typeof valueAt(reply.body, "meta", "version") === "string";
  verify(reply, claimOf("etag", config))
    .header("ETag")
    .holds("a version, there or in meta.version", (tag) => tag !== undefined || isInBody);
  return undefined;
}

async function tryBulk(t: CheckContext, config: Reply): Promise<Unclear | undefined> {
  const user = await t.make.user();
  const operation = { method: "PUT", path: user.path, data: { ...user.sent, active: false } };
  const reply = await t.post("/Bulk", { schemas: [BULK_REQUEST_URN], Operations: [operation] });
  const claim = claimOf("bulk", config);
  verifyOffered(reply, claim);
  const status = itemsAt(reply.body, "Operations")[0]?.["status"];
  const isDone = isSuccess(reply) && /^2\d\d$/.test(String(status));
  return isDone ? verifySwitchedOff(t, user, { ...claim, after: reply }) : unclear(reply);
}

/** Throws when a user who was created active is active still. */
async function verifySwitchedOff(t: CheckContext, user: OwnUser, options: VerifyOptions): Promise<Unclear | undefined> {
  const last = await t.eventually(
    () => t.get(user.path),
    (reply) => {
      if (isSuccess(reply) && getIgnoreCase(user.sent, "active") === true)
        verify(reply, options).at("active").isNot(true);
      return reply;
    },
  );
  // What is not shown may be switched off or not.
  const isShown = isSuccess(last) && isObject(last.body) && typeof getIgnoreCase(last.body, "active") === "boolean";
  return isShown && getIgnoreCase(user.sent, "active") === true ? undefined : unclear(last);
}

function verifyOffered(reply: Reply, claim: VerifyOptions): void {
  const sentence = `${describeRequest(reply)} answers ${describeOutcome(reply)}`;
  verify(reply, claim).that(!REFUSALS.includes(reply.status), sentence, {
    expected: "a success, or supported false in ServiceProviderConfig",
  });
}

function claimOf(feature: Feature, config: Reply): VerifyOptions {
  return { although: `ServiceProviderConfig says that ${feature} is supported`, others: [config] };
}

function unclear(reply: Reply): Unclear {
  const why = `${describeRequest(reply)} answers ${describeOutcome(reply)}, which does not show whether the feature works`;
  return { reply, why };
}

function idsIn({ body }: Reply): readonly string[] {
  const items = isObject(body) ? toListBody(body).resources : [];
  return items.map((item) => String(getIgnoreCase(item, "id")));
}
