import { ProxyAgent, request as send } from "undici";
import type { HookRequest, HookTools } from "../../engine/scenarios/play/hook-run.ts";
import { proxyFromEnvironment } from "../proxy-from-environment.ts";
import { userAgent } from "../transport/user-agent.ts";
import { HOOK_TIMEOUT_MS } from "./run-shell.ts";

/** Nothing that a console answers to a hook is longer; what is, would fill the memory. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** Sends a hook's request, through the proxy that the environment names. Rejects when the answer has not ended within a minute, is larger than a megabyte, or the run ends. */
export async function requestOverNetwork(
  { method, url, headers, body }: HookRequest,
  signal: AbortSignal,
): Promise<Awaited<ReturnType<HookTools["request"]>>> {
  // The body's own time-out is for the gap between two chunks only.
  const late = AbortSignal.timeout(HOOK_TIMEOUT_MS);
  const proxyUrl = proxyFromEnvironment(url, process.env)?.url;
  const proxy = proxyUrl === undefined ? undefined : new ProxyAgent(proxyUrl);
  const either = AbortSignal.any([signal, late]);
  try {
    const sent = { method, headers: { ...introduction(headers), ...headers }, body: body ?? null, signal: either };
    const answer = await send(url, proxy === undefined ? sent : { ...sent, dispatcher: proxy });
    return { status: answer.statusCode, headers: joined(answer.headers), text: await readText(answer.body) };
  } catch (error) {
    if (late.aborted) throw new Error(`no answer within ${HOOK_TIMEOUT_MS / 1000} s`, { cause: error });
    throw error;
  } finally {
    await proxy?.close();
  }
}

/** A console is told who asks, unless the hook says it. */
function introduction(headers: HookRequest["headers"]): Readonly<Record<string, string>> {
  const isSaid = Object.keys(headers).some((name) => name.toLowerCase() === "user-agent");
  return isSaid ? {} : { "user-agent": userAgent() };
}

function joined(headers: Readonly<Record<string, string | string[] | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value ?? ""].flat().join(", ")]),
  );
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new Error(`the answer is larger than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
