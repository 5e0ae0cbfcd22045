import {
  anyFilter,
  BULK_REQUEST_URN,
  describeOutcome,
  describeRequest,
  findsCrowd,
  getIgnoreCase,
  isObject,
  isSuccess,
  named,
  readBack,
  toListBody,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { CheckContext, Reply, VerifyOptions } from "../../../src/kit/index.ts";
import type { Feature } from "./features.ts";

/** What a server answers to something that it does not do. */
const REFUSALS = [404, 405, 501];

/** The features that can be tried; a trial throws unless the feature works. */
export const TRIALS: readonly (readonly [Feature, (t: CheckContext) => Promise<void>])[] = [
  ["patch", tryPatch],
  ["filter", tryFilter],
  ["sort", trySort],
  ["etag", tryETag],
  ["bulk", tryBulk],
];

async function tryPatch(t: CheckContext): Promise<void> {
  const user = await t.make.user();
  const reply = await t.patch(user.path, [{ op: "replace", path: "active", value: false }]);
  verifyOffered(reply, "patch");
  if (!isSuccess(reply) || getIgnoreCase(user.sent, "active") !== true) return;
  const read = async (): Promise<Reply> => (await readBack(t, user.path)).reply;
  await t.eventually(read, (reading) => verify(reading, claimOf("patch")).at("active").isNot(true));
}

async function tryFilter(t: CheckContext): Promise<void> {
  const [wanted, other] = [await t.make.user(), await t.make.user()];
  // It is judged by what it finds; when it finds nobody, that is for the checks of filters.
  const reply = await t.settle(
    () => t.query("/Users", named(wanted)),
    (found) => REFUSALS.includes(found.status) || idsIn(found).includes(wanted.id),
  );
  verifyOffered(reply, "filter");
  const isOnlyWanted = !idsIn(reply).includes(other.id) && !findsCrowd(reply, [wanted.id]);
  verify(reply, claimOf("filter")).that(isOnlyWanted, `${describeRequest(reply)} finds other users too`, {
    expected: "only the user with that userName",
    at: ["Resources"],
  });
}

async function trySort(t: CheckContext): Promise<void> {
  const users = [];
  for (const label of ["b", "c", "a"]) users.push(await t.make.user({ label }));
  const filter = anyFilter(users.map(named));
  const ascending = await t.settle(
    () => t.query("/Users", filter, { sortBy: "userName", sortOrder: "ascending" }),
    (reply) => REFUSALS.includes(reply.status) || idsIn(reply).length === users.length,
  );
  verifyOffered(ascending, "sort");
  const descending = await t.query("/Users", filter, { sortBy: "userName", sortOrder: "descending" });
  const [up, down] = [ascending, descending].map(idsIn);
  // Without a filter that finds just these users nothing can be said of the order.
  if (up?.length !== 3 || down?.length !== 3) return;
  verify(descending, claimOf("sort")).that(up.join() !== down.join(), "sortOrder has no effect", {
    expected: "another order than with sortOrder=ascending",
    at: ["Resources"],
    others: [ascending],
  });
}

async function tryETag(t: CheckContext): Promise<void> {
  const user = await t.make.user();
  const reply = await t.get(user.path);
  if (!isSuccess(reply) || typeof valueAt(reply.body, "meta", "version") === "string") return;
  verify(reply, claimOf("etag"))
    .header("ETag")
    .holds("a version, there or in meta.version", (tag) => tag !== undefined);
}

async function tryBulk(t: CheckContext): Promise<void> {
  const user = await t.make.user();
  const operation = { method: "PUT", path: user.path, data: user.sent };
  verifyOffered(await t.post("/Bulk", { schemas: [BULK_REQUEST_URN], Operations: [operation] }), "bulk");
}

function verifyOffered(reply: Reply, feature: Feature): void {
  const sentence = `${describeRequest(reply)} answers ${describeOutcome(reply)}`;
  verify(reply, claimOf(feature)).that(!REFUSALS.includes(reply.status), sentence, {
    expected: "a success, or supported false in ServiceProviderConfig",
  });
}

function claimOf(feature: Feature): VerifyOptions {
  return { although: `ServiceProviderConfig says that ${feature} is supported` };
}

function idsIn({ body }: Reply): readonly string[] {
  const items = isObject(body) ? toListBody(body).resources : [];
  return items.map((item) => String(getIgnoreCase(item, "id")));
}
