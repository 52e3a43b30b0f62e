/** Cube's export API as its description says, behind a `fetch` function: jobs, their progress, and files of one identity. */
export function exportCube({ polls = 2, dashboards = ['sales'] } = {}) {
  interface Job {
    body: Record<string, unknown>;
    asked: number;
    submitted: number;
  }
  const jobs = new Map<string, Job>();
  /** `POST` or `GET`, with the end of the path; and how the next calls of a kind are answered instead. */
  const calls: { name: string; at: number }[] = [];
  const answers: Partial<Record<'submit' | 'status' | 'download', (() => Response | Promise<Response>)[]>> =
    {};
  const problem = (status: number, message: string, headers = {}) =>
    Response.json({ message }, { status, headers });

  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(String(input));
    const [, deployment, jobId, download] =
      /^\/api\/v1\/deployments\/(\d+)\/dashboard-exports(?:\/([^/]+))?(\/download)?$/.exec(url.pathname) ??
      [];
    const name = jobId === undefined ? 'submit' : download ? 'download' : 'status';
    calls.push({ name, at: Date.now() });
    init?.signal?.throwIfAborted();
    const other = answers[name]?.shift();
    if (other) return other();
    if (new Headers(init?.headers).get('authorization') !== 'Api-Key the-api-key')
      return problem(401, 'No key');
    if (deployment !== '7') return problem(404, 'No such deployment');
    if (jobId === undefined) {
      const body = JSON.parse(init?.body as string) as Record<string, unknown>;
      if (!dashboards.includes(String(body['dashboardPublicId']))) return problem(404, 'No such dashboard');
      const id = `job/${jobs.size + 1}`;
      jobs.set(id, { body, asked: 0, submitted: Date.now() });
      return Response.json({ jobId: id, expiresAt: new Date(Date.now() + 300_000).toISOString() });
    }
    const job = jobs.get(decodeURIComponent(jobId));
    if (!job || Date.now() > job.submitted + 300_000) return problem(404, 'No such export');
    if (!download) {
      job.asked += 1;
      return Response.json({ status: job.asked > polls ? 'completed' : 'processing', progress: 30 });
    }
    if (job.asked <= polls) return problem(409, 'Still rendering');
    return new Response(`%PDF of ${JSON.stringify(job.body['renderAs'])}`, {
      headers: { 'content-type': 'application/pdf' },
    });
  };
  return { fetch, jobs, calls, answers };
}
