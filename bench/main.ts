import { benchEmulation } from "./emulation.ts";
import { benchFilter } from "./filter.ts";
import { benchProcesses } from "./processes.ts";
import { benchReading } from "./reading.ts";
import { benchRequests } from "./requests.ts";
import { benchScaling } from "./scaling.ts";
import { benchServer } from "./server.ts";

const measurements = [
  ...(await benchFilter()),
  ...(await benchServer()),
  ...benchReading(),
  ...(await benchRequests()),
  ...(await benchEmulation()),
  ...(await benchScaling()),
  ...(await benchProcesses()),
];

for (const { what, ours, against, ratio, bound, holds } of measurements) {
  const verdict = bound === undefined ? "" : `  ${holds ? "ok" : "NOT KEPT"} (${bound})`;
  process.stdout.write(
    `${what.padEnd(52)} ${ours.padStart(14)}  vs ${against.padEnd(36)} x${ratio.toFixed(2)}${verdict}\n`,
  );
}
process.exitCode = measurements.every((m) => m.holds) ? 0 : 1;
