import type { WriteStream } from "node:tty";
import type { TextOutput } from "../command-io.ts";
import { createOutlet } from "./outlet.ts";
import { reasonOf } from "../system-reason.ts";

/**
 * A stream of the process as an output. A reader that has gone away (EPIPE) is no error: from then on nothing is written
 * and `write` gives false. The stream is asked for its kind only, which opens it; texts go past it.
 */
export function toTextOutput(stream: (NodeJS.WriteStream | WriteStream) & { readonly fd: number }): TextOutput {
  const outlet = createOutlet(stream.fd);
  let problem: string | undefined;
  stream.on("error", () => undefined);
  return {
    write: async (text) => {
      const found = await outlet.write(text);
      if (found !== undefined && !isReaderGone(found)) problem = reasonOf(found);
      return found === undefined;
    },
    problem: () => problem,
    finish: outlet.finish,
    isTTY: "isTTY" in stream && stream.isTTY,
    get columns() {
      return stream.isTTY ? stream.columns : undefined;
    },
  };
}

function isReaderGone(error: Error): boolean {
  return "code" in error && error.code === "EPIPE";
}
