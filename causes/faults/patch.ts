import { errorResponse } from "../../src/kit/defects/answers.ts";
import { on } from "../../src/kit/defects/on.ts";
import { ignoreWrite } from "../../src/kit/defects/writes.ts";
import type { WideFault } from "./fault.ts";
import { doingOnly, hasPath, operationsOf, verbOf } from "./words.ts";

const ANY = "PATCH";

/** PATCH does not work, in one of the ways in which servers get it wrong. */
export const PATCH_FAULTS: readonly WideFault[] = [
  {
    name: "every-patch-500",
    gates: ["refused"],
    wrap: on(ANY).answer(() => errorResponse(500, "Internal Server Error")),
  },
  {
    name: "every-patch-501",
    gates: ["refused"],
    wrap: on(ANY).answer(() => errorResponse(501, "Not implemented")),
  },
  {
    name: "every-patch-of-users-405",
    gates: ["refused"],
    wrap: on("PATCH /Users/:id").answer(() => errorResponse(405, "Method not allowed")),
  },
  {
    name: "patch-with-a-path-500",
    gates: ["refused"],
    wrap: on(ANY, { body: (body) => operationsOf(body).some(hasPath) }).answer(() => errorResponse(500, "undefined")),
  },
  {
    name: "patch-without-a-path-400",
    gates: ["refused"],
    wrap: on(ANY, { body: (body) => operationsOf(body).some((one) => !hasPath(one)) }).answer(() =>
      errorResponse(400, "The attribute 'path' is required"),
    ),
  },
  {
    name: "patch-of-values-by-filter-400",
    gates: ["refused"],
    wrap: on(ANY, { body: (body) => operationsOf(body).some(({ path }) => String(path).includes("[")) }).answer(() =>
      errorResponse(400, "Unsupported path"),
    ),
  },
  { name: "every-patch-undone", gates: ["change-undone"], wrap: ignoreWrite(ANY) },
  {
    name: "patch-add-and-remove-undone",
    gates: ["change-undone"],
    wrap: doingOnly((one) => verbOf(one) === "replace"),
  },
  {
    name: "patch-of-groups-undone",
    gates: ["change-undone"],
    wrap: ignoreWrite("PATCH /Groups/:id"),
  },
  {
    name: "patch-with-a-path-undone",
    gates: ["change-undone"],
    wrap: doingOnly((one) => !hasPath(one)),
  },
  {
    name: "patch-drops-the-connection",
    gates: ["refused"],
    wrap: on(ANY).answer(() => {
      throw new Error("socket hang up");
    }),
  },
];
