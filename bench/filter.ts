import { filter as compilePeer, parse as parsePeer } from "scim2-parse-filter";
import { Bench } from "tinybench";
import { USER_SCHEMA } from "../src/scim/schema/core/user.ts";
import { compileFilter } from "../src/scim/filter/match.ts";
import { parseFilter } from "../src/scim/filter/parser.ts";
import type { Measurement } from "./measurement.ts";

const FILTER = 'userName sw "user" and (active eq true or emails[type eq "work" and value co "@example.com"])';
const USER = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
  userName: "user17@example.com",
  active: false,
  emails: [{ type: "work", value: "user17@example.com", primary: true }],
};
const SCHEMA = { core: USER_SCHEMA, extensions: [] };

/** Our filter against the package that most Node servers use. */
export async function benchFilter(): Promise<readonly Measurement[]> {
  const bench = new Bench({ time: 400 });
  const ours = compileFilter(parseFilter(FILTER), SCHEMA);
  const peer = compilePeer(parsePeer(FILTER));
  bench.add("ours parse", () => parseFilter(FILTER));
  bench.add("peer parse", () => parsePeer(FILTER));
  bench.add("ours match", () => ours(USER));
  bench.add("peer match", () => peer(USER));
  await bench.run();
  const mean = (name: string): number => {
    const result = bench.getTask(name)?.result;
    return result !== undefined && "latency" in result ? result.latency.mean * 1000 : Number.NaN;
  };
  return [
    compare("parse a filter", mean("ours parse"), mean("peer parse")),
    compare("match a filter", mean("ours match"), mean("peer match")),
  ];
}

function compare(what: string, ours: number, peer: number): Measurement {
  const against = `scim2-parse-filter, ${peer.toFixed(2)} us`;
  return { what, ours: `${ours.toFixed(2)} us`, against, ratio: ours / peer, holds: true };
}
