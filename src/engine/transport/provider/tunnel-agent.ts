import { request as httpRequest } from "node:http";
import type { ClientRequest, ClientRequestArgs, IncomingMessage } from "node:http";
import { Agent, request as httpsRequest } from "node:https";
import type { AgentOptions } from "node:https";
import { ProxyConnectionError } from "../proxy-failure.ts";
import { proxyAuthorization, toEndpoint } from "./endpoint.ts";

type Stream = NonNullable<ReturnType<Agent["createConnection"]>>;
type Callback = (error: Error | null, stream: Stream) => void;

/** Opens TLS connections through a proxy: it is asked to CONNECT, and sees nothing of what goes through. */
export class TunnelAgent extends Agent {
  readonly #proxy: URL;
  readonly #underWay = new Set<ClientRequest>();

  constructor(proxy: URL, options: AgentOptions) {
    super(options);
    this.#proxy = proxy;
  }

  /** The connection is handed to `callback` once there is one. */
  override createConnection(options: ClientRequestArgs, callback: Callback = () => undefined): undefined {
    const asked = this.#connect(`${options.host ?? ""}:${options.port ?? 443}`);
    this.#underWay.add(asked);
    const fail = (error: Error): void => {
      this.#underWay.delete(asked);
      // An agent takes no stream beside an error, whatever the types say.
      Reflect.apply(callback, undefined, [error]);
    };
    asked.on("error", (error) => fail(new ProxyConnectionError(error.message, { cause: error })));
    asked.on("connect", (answer, socket) => {
      this.#underWay.delete(asked);
      if (answer.statusCode !== 200) {
        fail(refusal(answer, socket));
        return;
      }
      const through = { ...options, socket };
      const stream = super.createConnection(through);
      if (stream !== null && stream !== undefined) callback(null, stream);
    });
    // Some proxies refuse as if they had been asked for a page.
    asked.on("response", (answer) => fail(refusal(answer, answer.socket)));
    asked.end();
    return undefined;
  }

  override destroy(): void {
    for (const asked of this.#underWay) asked.destroy();
    super.destroy();
  }

  #connect(path: string): ClientRequest {
    const begin = this.#proxy.protocol === "https:" ? httpsRequest : httpRequest;
    const headers = ["Host", path, "Proxy-Connection", "Keep-Alive", ...proxyAuthorization(this.#proxy)];
    return begin({ ...toEndpoint(this.#proxy), method: "CONNECT", path, headers, setHost: false, agent: false });
  }
}

function refusal({ statusCode }: IncomingMessage, socket: Stream): Error {
  socket.on("error", () => undefined).destroy();
  return new Error(`Proxy response (${statusCode}) !== 200 when HTTP Tunneling`);
}
