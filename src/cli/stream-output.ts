import type { WriteStream } from "node:tty";
import type { TextOutput } from "./command-io.ts";

/**
 * A stream of the process as an output. A reader that has gone away (EPIPE) is no error: from then on nothing is written
 * and `write` gives false.
 */
export function toTextOutput(stream: NodeJS.WriteStream | WriteStream): TextOutput {
  let isOpen = true;
  stream.on("error", () => {
    isOpen = false;
  });
  return {
    write: (text) => {
      if (!isOpen || text === "") return Promise.resolve(isOpen);
      return new Promise((resolve) => {
        stream.write(text, (error) => {
          if (error) isOpen = false;
          resolve(isOpen);
        });
      });
    },
    isTTY: "isTTY" in stream && stream.isTTY,
    get columns() {
      return stream.isTTY ? stream.columns : undefined;
    },
  };
}
