/**
 * A host's backend behind `session-endpoint`: gives the answers that a test sets, and records its requests. Without
 * such answers it responds with 200 and a session of its tenant.
 */
export class HostBackend {
  /** The requests, oldest first. */
  requests = [];
  #mint;
  #script = [];
  #held = [];

  /** @param {() => string} mint returns a session id of the tenant */
  constructor(mint) {
    this.#mint = mint;
  }

  /** Adds answers: `{ status?, headers?, body?, held? }`; the last one is repeated. */
  script(answers) {
    this.#script = [...answers];
  }

  /** Sends the held answers. */
  release() {
    for (const go of this.#held.splice(0)) go();
  }

  /** Answers the request of a Koa context. */
  async answer(context) {
    const { method, headers, req, res } = context;
    const request = { method, headers, body: await text(req), gone: false };
    this.requests.push(request);
    res.once('close', () => {
      request.gone = !res.writableFinished;
    });
    const answer = (this.#script.length > 1 ? this.#script.shift() : this.#script[0]) ?? {};
    if (answer.held) await new Promise((go) => this.#held.push(go));
    context.status = answer.status ?? 200;
    for (const [name, value] of Object.entries(answer.headers ?? {})) context.set(name, value);
    const body = 'body' in answer ? answer.body : { sessionId: this.#mint() };
    context.type = 'json';
    context.body = typeof body === 'string' ? body : JSON.stringify(body);
  }
}

async function text(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
